from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.cover.content import sentences
from outandback.rooms.cover.models import Answered
from outandback.rooms.leave.models import WALL
from outandback.rules.cover import WHATS
from outandback.rules.return_times import instant
from outandback.ui.fields import Form, offered, some_words
from outandback.ui.limits import LONG
from outandback.ui.wall_times import WHICH, a_day, an_hour, typed_wall

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, time

    from django.forms import BoundField

    from outandback.rules.return_times import WallTime


class AnswerForm(Form):
    """Whatever the one at home would like to say. All of it may stay empty."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    blessing = some_words(_("A good word to take along"), LONG)
    talk = forms.BooleanField(label=_("Can we talk before you go?"), required=False)
    talk_day = a_day(_("Day"))
    talk_time = an_hour(_("Time"))
    talk_fold = offered(_("Which of the two times?"), WHICH)
    worry = some_words(_("A worry, if you have one"), LONG)

    talk_at: WallTime | None = None

    def __init__(
        self, *args: Any, asked: Iterable[str], zone: str, before: datetime, **kwargs: Any
    ) -> None:
        """`asked`: what the heads-up asks cover for. `before`: when the leave begins."""
        super().__init__(*args, **kwargs)
        self.zone, self.before = zone, before
        self.asked = [what for what in WHATS if what in set(asked)]
        for what in self.asked:
            self.fields[f"cover_{what}"] = offered(sentences.ASKED[what], sentences.ANSWERS)
            which = str(sentences.WHICH_PART).format(thing=sentences.THINGS[what])
            self.fields[f"part_{what}"] = some_words(which)

    @property
    def covers(self) -> list[tuple[BoundField, BoundField]]:
        """For each thing that is asked: the answer, and the words to it."""
        return [(self[f"cover_{what}"], self[f"part_{what}"]) for what in self.asked]

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        day, time = typed.get("talk_day"), typed.get("talk_time")
        self._ask_for_both(day, time)
        self.talk_at = typed_wall(self, "talk", day, self.zone)
        if self.talk_at and instant(self.talk_at) > self.before:
            self.add_error("talk_time", sentences.AFTER_GOING)
        return typed

    def answered(self) -> Answered:
        typed, at = self.cleaned_data, self.talk_at
        cover = {what: typed[f"cover_{what}"] for what in self.asked if typed[f"cover_{what}"]}
        return Answered(
            blessing=typed["blessing"],
            worry=typed["worry"],
            talk="yes" if typed["talk"] or at else "",
            talk_wall=at.wall.strftime(WALL) if at else "",
            talk_zone=at.zone if at else "",
            talk_fold=at.fold if at else 0,
            cover=cover,
            parts={what: typed[f"part_{what}"] for what in self.asked if typed[f"part_{what}"]},
        )

    def _ask_for_both(self, day: date | None, hour: time | None) -> None:
        if hour and not day and "talk_day" not in self.errors:
            self.add_error("talk_day", sentences.WHICH_DAY)
        if day and not hour and "talk_time" not in self.errors:
            self.add_error("talk_time", sentences.WHICH_TIME)


def asked_in(posted: Mapping[str, object]) -> list[str]:
    """What a form asked cover for, read from its answers while the heads-up is sealed."""
    return [what for what in WHATS if f"cover_{what}" in posted]


def written_answer(said: Answered, wall: datetime | None) -> dict[str, object]:
    """What was said, as its form shows it again. `wall`: the time to talk by the reader's clock."""
    to_all = said.words_beside(what for what, _, _ in said.to_each)
    begin = {f"part_{what}": to_all[0] for what in list(said.cover)[:1] if to_all}
    return {
        **{name: getattr(said, name) for name in ("blessing", "worry")},
        **{f"cover_{what}": answer for what, answer, _ in said.to_each},
        **{f"part_{what}": words for what, _, words in said.to_each},
        **begin,
        "talk": bool(said.talk),
        **({"talk_day": wall.date(), "talk_time": wall.time()} if wall else {}),
        **({"talk_fold": wall.fold} if wall and wall.fold else {}),
    }
