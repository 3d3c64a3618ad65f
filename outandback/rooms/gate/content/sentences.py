"""What is said to somebody who waits, in British English."""

from __future__ import annotations

from datetime import timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def too_many(wait: timedelta) -> str:
    return f"Too many tries. Wait {spoken(wait)}, then try again."


def spoken(wait: timedelta) -> str:
    """ "a minute", "4 minutes", "3 hours": never less than it is."""
    if wait <= 90 * MINUTE:
        minutes = -(-wait // MINUTE)
        return "a minute" if minutes <= 1 else f"{minutes} minutes"
    return f"{-(-wait // HOUR)} hours"
