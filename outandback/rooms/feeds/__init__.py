"""Calendars given out: addresses at which a calendar program reads one’s times, each with what it
may say."""
