from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.core.validators import RegexValidator

from outandback.leave.content.en import WHICH
from outandback.leave.forms import LONG, a_day, an_hour, offered, some_words, typed_wall
from outandback.leave.models import WALL
from outandback.rules.return_times import instant, wall_at
from outandback.ui.fields import Form, Typed, zero_to_ten

from .content import en
from .models import EveningAnswers, Greeting, Pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outandback.leave.models import HeadsUp, Leave
    from outandback.rules.return_times import WallTime

DIALLED = re.compile(r"^[+\d][\d\s().\-/]*\d[\d\s().\-/]*$", re.ASCII)
CALL, MESSAGE, NONE = Greeting
Asked = TypeVar("Asked", bound=forms.Form)


class NoteForm(Form):
    """Words for the return."""

    form_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = Typed(
        label="A note",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": en.NO_WORDS},
    )


def blank_note() -> NoteForm:
    return NoteForm(initial={"form_id": uuid4()})


class NeedForm(Form):
    """What “I need you” is for."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = some_words("When we use it", LONG)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if not words:
            raise forms.ValidationError(en.NO_AGREEMENT_WORDS)
        return words


class NumberForm(Form):
    """Where to be rung. Empty takes it away."""

    number = some_words("Your number", 40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].validators.append(RegexValidator(DIALLED, en.NO_NUMBER))
        widget = self.fields["number"].widget
        widget.input_type, widget.attrs["autocomplete"] = "tel", "off"


class HelloForm(Form):
    """One hello, or none, by the picker's own clock."""

    form = offered("What sort of hello?", tuple(Greeting.choices))
    day = a_day("Day")
    hello_time = an_hour("Time")
    hello_fold = offered("Which of the two?", WHICH)

    at: WallTime | None = None

    def __init__(self, *args: Any, zone: str, told: Leave | HeadsUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.told = zone, told
        self.fields["form"].required = True

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("form") in (CALL, MESSAGE):
            self._ask_for_both(typed.get("day"), typed.get("hello_time"))
            self.at = typed_wall(self, "hello", typed.get("day"), self.zone)
        if self.at and not self._lies_within(self.at):
            self.add_error("hello_time", en.WHILE_OUT)
        return typed

    def pick(self) -> Pick:
        form, at = self.cleaned_data["form"], self.at
        return Pick(form, at.wall.strftime(WALL), at.zone, at.fold) if at else Pick(form)

    def _ask_for_both(self, day: Any, time: Any) -> None:
        if not day and "day" not in self.errors:
            self.add_error("day", en.WHICH_DAY)
        if not time and "hello_time" not in self.errors:
            self.add_error("hello_time", en.WHICH_TIME)

    def _lies_within(self, at: WallTime) -> bool:
        told, meant = self.told, instant(at)
        return told.out_at <= meant and (told.back_at is None or meant <= told.back_at)


def to_pick(told: Leave | HeadsUp, pick: Pick | None, zone: str) -> dict[str, Any]:
    """Where the form of a hello begins: what was picked, else the first evening."""
    if pick is None or pick.at is None:
        return {"day": wall_at(told.out_at, zone).date(), "form": pick.form if pick else None}
    wall = wall_at(pick.at, zone)
    fold = {"hello_fold": wall.fold} if wall.fold else {}
    return {"form": pick.form, "day": wall.date(), "hello_time": wall.time(), **fold}


class EveningForm(Form):
    """An evening at home. Each may be passed."""

    closeness = zero_to_ten(en.CLOSENESS)
    energy = zero_to_ten(en.ENERGY)
    loneliness = zero_to_ten(en.LONELINESS)

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            del self.fields["closeness"]

    def answers(self) -> EveningAnswers:
        return EveningAnswers(**self.cleaned_data)


def pressed(posted: Mapping[str, Any]) -> UUID:
    """The name of one press, so that it counts once however often it arrives."""
    try:
        return UUID(str(posted.get("form_id", "")))
    except ValueError:
        return uuid4()


def seen_now(form: Asked, version: int) -> Asked:
    """What was typed, once its writer has seen the other version."""
    # A bound form’s data is the request’s own QueryDict; its stubs know a plain mapping.
    typed = {**form.data.dict(), "seen": str(version)}  # type: ignore[attr-defined]
    return type(form)(typed)
