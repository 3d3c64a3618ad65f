"""What more would tell, where nothing can be said yet: so many of which answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _returns(count: int) -> str:
    return ngettext(
        "{count} more return with an answer", "{count} more returns with an answer", count
    )


def _evenings(count: int) -> str:
    return ngettext(
        "{count} more evening with no leave near", "{count} more evenings with no leave near", count
    )


def _days_after(count: int) -> str:
    return ngettext(
        "{count} more answer on the evening after a return",
        "{count} more answers on evenings after a return",
        count,
    )


def _longer(count: int) -> str:
    return ngettext(
        "{count} more leave of over six hours", "{count} more leaves of over six hours", count
    )


def _shorter(count: int) -> str:
    return ngettext(
        "{count} more leave of up to six hours", "{count} more leaves of up to six hours", count
    )


def _guilt_before(count: int) -> str:
    return ngettext(
        "{count} more leave with your guilt before you went",
        "{count} more leaves with your guilt before you went",
        count,
    )


def _both_guilts(count: int) -> str:
    return ngettext(
        "{count} more leave with your guilt before it and looking back",
        "{count} more leaves with your guilt before them and looking back",
        count,
    )


def _guilt_and_home(count: int) -> str:
    return ngettext(
        "{count} more leave with your guilt, and how it was for the other",
        "{count} more leaves with your guilt, and how they were for the other",
        count,
    )


def _both_rated(count: int) -> str:
    return ngettext(
        "{count} more leave of which you know how it was for both",
        "{count} more leaves of which you know how they were for both",
        count,
    )


def _landings(count: int) -> str:
    return ngettext(
        "{count} more telling of which you said how it landed, with an answer the day after",
        "{count} more tellings of which you said how they landed, with an answer the day after",
        count,
    )


def _tellings(count: int) -> str:
    return ngettext(
        "{count} more telling in each of two ways, with an answer the day after",
        "{count} more tellings in each of two ways, with an answer the day after",
        count,
    )


def _lonely_evenings(count: int) -> str:
    return ngettext(
        "{count} more evening at home with an answer",
        "{count} more evenings at home with an answer",
        count,
    )


WHAT: Mapping[str, Callable[[int], str]] = {
    "returns": _returns,
    "evenings": _evenings,
    "days after": _days_after,
    "longer": _longer,
    "shorter": _shorter,
    "guilt before": _guilt_before,
    "both guilts": _both_guilts,
    "guilt and home": _guilt_and_home,
    "both rated": _both_rated,
    "landings": _landings,
    "tellings": _tellings,
    "lonely evenings": _lonely_evenings,
}


def it_takes(missing: Mapping[str, int]) -> str:
    """Of what there is too little to say anything at all; "" where nothing is missing."""
    said = [_named(what, count) for what, count in missing.items() if count > 0]
    if not said:
        return ""
    if len(said) == 1:
        return gettext("It takes {what}.").format(what=said[0])
    return gettext("It takes {what} and {more}.").format(what=said[0], more=said[1])


def would_tell(what: str, count: int | None) -> str:
    """Beyond that. `count` is None where the middle is near nothing."""
    if count is None:
        return gettext("What is small may never show.")
    said = gettext("About {what} would tell, if they go on as so far.")
    return said.format(what=_named(what, count))


def _named(what: str, count: int) -> str:
    return WHAT[what](count).format(count=count)
