"""Emergency contacts: people to talk to, and what to do in danger, in fear, in shame or when it is
too much to carry.

Numbers are the host's to write down, by country,
with the day on which each was last checked; none come with the program.
"""
