"""What a listener said that they can hear ("Now"): a mark of their own about the other's tellings.

Until then their pages say that something was brought home, and nothing of its words. It is sealed
to the listener: the teller can't read it, and none of the teller's pages asks for it.
"""
