"""Read marks of a reader: which tellings they can hear (“Now”), and what else the other sent that
they opened. They are about the other’s acts and stay with the reader.

Until “Now” their pages say that something was brought home, and nothing of its words. What was sent
stands on Today until it was opened. The marks are sealed to their reader: the other one can't read
them, none of the other's pages asks for them, and no export holds them.
"""
