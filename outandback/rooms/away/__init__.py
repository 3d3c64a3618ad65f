"""Departures and moments: the time from setting out to coming back, and what is caught in it. The
page is quiet.

A departure says that someone set out. A moment is something caught meanwhile: an insight, a
question, an aha, or a sense. It is sealed for its person alone until they bring it home.
"""
