"""Calendars that people already use, brought in: where each is, and from it busy times alone.
Titles are never kept."""
