"""What somebody brought home from their leaves, in how many of which ways."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# By the number of a way, as `history.py` has it.
WAYS: Mapping[int, Callable[[int], str]] = {
    1: lambda many: ngettext(
        "From {count} leave you told something.", "From {count} leaves you told something.", many
    ),
    2: lambda many: ngettext(
        "From {count} leave you taught something.",
        "From {count} leaves you taught something.",
        many,
    ),
    3: lambda many: ngettext(
        "From {count} leave you showed something.",
        "From {count} leaves you showed something.",
        many,
    ),
    4: lambda many: ngettext(
        "From {count} leave you gave something.", "From {count} leaves you gave something.", many
    ),
}


def words(ways: Iterable[int]) -> list[str]:
    """Of each way that there was one sentence."""
    many = Counter(ways)
    return [said(many[way]).format(count=many[way]) for way, said in WAYS.items() if many[way]]
