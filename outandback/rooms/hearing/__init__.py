"""Read marks of a listener: that they can hear something now (“Now”). They are about the other’s
tellings and stay with the listener.

Until then their pages say that something was brought home, and nothing of its words. It is sealed
to the listener: the teller can't read it, and none of the teller's pages asks for it.
"""
