from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext

from outandback.rooms.traditions.content import sentences
from outandback.rooms.traditions.models import Twist, Way
from outandback.ui.fields import DayField, Form, NumberField, Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

NAME, OLD, SPIN = 60, 600, 300
MOST = 60
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def some_lines(label: StrOrPromise, length: int, rows: int, **options: Any) -> Typed:
    told = {"required": sentences.WITHOUT_WORDS}
    area = forms.Textarea(attrs={"rows": rows})
    return Typed(label=label, max_length=length, widget=area, error_messages=told, **options)


class TraditionForm(Form):
    """A new one is named by `form_id`; of an older one `seen` is the version that was shown."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    name = Typed(
        label=sentences.NAME,
        max_length=NAME,
        error_messages={"required": sentences.WITHOUT_NAME},
    )
    old = some_lines(sentences.OLD, OLD, 4, required=False)
    every = forms.ChoiceField(
        label=sentences.EVERY, choices=sentences.EVERYS, required=False, widget=forms.RadioSelect
    )
    number = NumberField(
        label=sentences.NUMBER,
        required=False,
        min_value=1,
        max_value=MOST,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentences.BETWEEN),
    )
    first = DayField(
        label=sentences.FIRST,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": sentences.NO_DAY},
    )

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        first = typed.get("first")
        if typed.get("every") and first is None and "first" not in self.errors:
            self.add_error("first", sentences.WITHOUT_DAY)
        if first and not EARLIEST <= first <= LATEST:
            self.add_error("first", sentences.FAR_DAY)
        return typed

    @property
    def way(self) -> Way:
        typed = self.cleaned_data
        name, old = " ".join(typed["name"].split()), "\n".join(typed["old"].splitlines())
        if not typed["every"]:
            return Way(name, old)
        number = 1 if typed["every"] == "year" else typed["number"] or 1
        return Way(name, old, typed["every"], number, typed["first"].isoformat())

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"] or 0

    @property
    def named(self) -> UUID:
        return self.cleaned_data["form_id"] or uuid4()


class NewForm(TraditionForm):
    """With a few to start from."""

    def __init__(
        self, starters: Sequence[Way], data: QueryDict | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        said = gettext("{name}. {old}")
        self.fields["start"] = forms.ChoiceField(
            label=sentences.WHICH,
            choices=[
                (str(i), said.format(name=one.name, old=one.old)) for i, one in enumerate(starters)
            ],
            required=False,
            widget=forms.RadioSelect,
        )


class SpinForm(Form):
    """`form_id` and `seen` as above; `leave` names the heads-up of a leave that both know."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    words = some_lines(sentences.SPIN, SPIN, 3)

    def __init__(
        self,
        leaves: Sequence[tuple[str, str]],
        data: QueryDict | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        choices = [("", sentences.NO_LEAVE), *leaves]
        self.fields["leave"] = forms.ChoiceField(
            label=sentences.LEAVE, choices=choices, required=False
        )
        self.offers_leaves = bool(leaves)

    @property
    def twist(self) -> Twist:
        return Twist("\n".join(self.cleaned_data["words"].splitlines()))

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"] or 0

    @property
    def named(self) -> UUID:
        return self.cleaned_data["form_id"] or uuid4()


def filled_in(data: QueryDict, starters: Sequence[Way]) -> QueryDict:
    """The starter that was chosen goes into empty boxes, and below what stands there already."""
    filled, chosen = data.copy(), data.get("start", "")
    if chosen.isdecimal() and int(chosen) < len(starters):
        one = starters[int(chosen)]
        standing = filled.get("old", "").strip()
        filled["name"] = filled.get("name", "").strip() or one.name
        filled["old"] = "\n".join(filter(None, (standing, one.old)))
        filled["start"] = ""
    return filled


def as_typed(way: Way) -> dict[str, object]:
    """A tradition as its form shows it."""
    number = way.number if way.number > 1 else None
    first = date.fromisoformat(way.first) if way.first else None
    return {
        "name": way.name,
        "old": way.old,
        "every": way.every,
        "number": number,
        "first": first,
    }
