"""What somebody brought home from their leaves, in how many of which ways."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# By the number of a way, as `history.py` has it.
WAYS: Mapping[int, Callable[[int], str]] = {
    1: lambda many: ngettext("Told, from {count} leave.", "Told, from {count} leaves.", many),
    2: lambda many: ngettext("Taught, from {count} leave.", "Taught, from {count} leaves.", many),
    3: lambda many: ngettext("Shown, from {count} leave.", "Shown, from {count} leaves.", many),
    4: lambda many: ngettext("Given, from {count} leave.", "Given, from {count} leaves.", many),
}


def words(ways: Iterable[int]) -> list[str]:
    """Of each way that there was one sentence."""
    many = Counter(ways)
    return [said(many[way]).format(count=many[way]) for way, said in WAYS.items() if many[way]]
