"""What is said to somebody who waits."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext, ngettext

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def too_many(wait: timedelta) -> str:
    """How long to wait, never less than it is."""
    if wait <= MINUTE:
        return gettext("Too many tries. Wait a minute, then try again.")
    if wait <= 90 * MINUTE:
        return _minutes(-(-wait // MINUTE))
    return _hours(-(-wait // HOUR))


def _minutes(count: int) -> str:
    said = ngettext(
        "Too many tries. Wait {count} minute, then try again.",
        "Too many tries. Wait {count} minutes, then try again.",
        count,
    )
    return said.format(count=count)


def _hours(count: int) -> str:
    said = ngettext(
        "Too many tries. Wait {count} hour, then try again.",
        "Too many tries. Wait {count} hours, then try again.",
        count,
    )
    return said.format(count=count)
