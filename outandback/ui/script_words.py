"""What scripts say: a page hands it to them as data, in its own language (`words.js` reads it)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .languages import spoken_now
from .names_of_days import DAYS, MONTHS
from .spoken import NEXT_TO_TODAY, TWICE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Forms = list[tuple[str, list[int]] | str]

# Among these is a number of every kind that a language tells apart.
NUMBERS = (1, 2, 3, 4, 5, 6, 7, 11, 20, 100, 0)

STAYS = _("It all stays here.")
UNSENT = {
    "unkept": _("Not kept yet. It is on this page, and is kept once there is a connection."),
    "kept": _("Kept as a draft. For you alone, sealed."),
    "begun": _("You began this earlier, and it was kept."),
    "afresh": _("Clear it"),
}
# A time to be back, and the hours of a leave, as `spoken.when`, `stamp` and `hours` say them.
TIMES = {
    **{f"day_{place}": name for place, name in enumerate(DAYS)},
    **{f"month_{place}": name for place, name in enumerate(MONTHS)},
    "today": NEXT_TO_TODAY[0],
    "tomorrow": NEXT_TO_TODAY[1],
    "yesterday": NEXT_TO_TODAY[-1],
    "on_weekday": _("on {weekday}"),
    "on_date": _("on {date}"),
    "date": _("{weekday} {day} {month}"),
    "date_with_year": _("{weekday} {day} {month} {year}"),
    "at": _("at {time}"),
    "day_at": _("{day} at {time}"),
    "day_and_time": _("{day}, {time}"),
    "hours": _("{out} to {back}"),
    "hours_to_day": _("{out} to {day}, {back}"),
    "hours_open": _("{out}, no set time back"),
    "first_of_two": TWICE[0],
    "second_of_two": TWICE[1],
    "in_city": _("in {city}"),
    "time_there": _("{time} {place}"),
}


class Compact(DjangoJSONEncoder):
    """Without the spaces that only a reader needs."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "separators": (",", ":")})


def words_block(name: str, words: Mapping[str, StrOrPromise | Forms]) -> SafeString:
    """The words as a block of data with this id, which no browser runs."""
    return json_script(words, name, Compact)


def words_for(page: str) -> SafeString:
    """What the scripts of `ui` say on this page: nothing where nobody types."""
    if "data-most" not in page and "<textarea" not in page:
        return SafeString("")
    return _words_in(spoken_now(), "<textarea" in page)


@cache
def _words_in(_language: str, unsent: bool) -> SafeString:
    counts = {"left": forms_of(_letters_left), "over": forms_of(_letters_over)}
    return words_block("words", {**counts, "stays": STAYS, **(UNSENT if unsent else {})})


def forms_of(said: Callable[[int], str]) -> Forms:
    """Every form of a sentence with a count in it, each with numbers that take it; the last one,
    which all others take, without."""
    forms: dict[str, list[int]] = {}
    for number in NUMBERS:
        forms.setdefault(said(number), []).append(number)
    *named, (last, _others) = forms.items()
    return [*named, last]


def _letters_left(count: int) -> str:
    return ngettext("{count} letter left.", "{count} letters left.", count)


def _letters_over(count: int) -> str:
    return ngettext("{count} letter too many.", "{count} letters too many.", count)
