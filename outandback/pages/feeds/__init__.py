"""Settings of the calendars that are given out, and what a calendar program reads there."""
