from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms

from outandback.leave.content import en as leave_en
from outandback.leave.forms import OvernightForm, a_day, an_hour, offered
from outandback.leave.models import DoorAnswers
from outandback.rules.return_times import WallTime, promised_at, wall_at
from outandback.ui.fields import Form, Typed, several, zero_to_ten

from .content import en
from .models import Caught, Kind

if TYPE_CHECKING:
    from django.http import QueryDict

    from outandback.leave.models import Leave

BEEN = "That time has been. Is it the next day?"


class DoorForm(Form):
    """How someone stands at the door. Each may be passed."""

    guilt = zero_to_ten("How much guilt is coming with you?")
    energy = zero_to_ten("How is your energy?")
    closeness = zero_to_ten("How close do you feel to each other?")
    to_whom = several("Towards whom?", en.TO_WHOM)
    why = forms.ChoiceField(label="What is it about?", choices=en.WHY, required=False)
    says = Typed(label="What is the guilt saying?", required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def answers(self) -> DoorAnswers:
        return DoorAnswers(**{one.name: self.cleaned_data[one.name] for one in fields(DoorAnswers)})

    def name(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()


class CatchForm(Form):
    """One tap keeps a moment, with or without words."""

    text = Typed(
        label="Something worth keeping?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "A few words, or none"}),
    )
    kind = forms.ChoiceField(choices=Kind.choices)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @classmethod
    def as_it_stands(cls, posted: QueryDict) -> CatchForm | None:
        """What was in the box when its page was left, of a kind that was not said."""
        typed = posted.copy()
        typed.setdefault("kind", Kind.INSIGHT)
        return cls(typed) if typed.get("text", "").strip() else None

    def caught(self, at: datetime) -> Caught:
        typed = self.cleaned_data
        return Caught(typed["kind"], typed["text"], at.astimezone(UTC).isoformat())

    def name(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()


class ReturnForm(OvernightForm):
    """A new time to be back, on the clock that was promised by. No reason is asked."""

    day = a_day("Day", required=True)
    back_time = an_hour("Back by")
    back_fold = offered("Which of the two?", leave_en.WHICH)
    open_ended = forms.BooleanField(label="No set return time", required=False)

    def __init__(self, *args: Any, zone: str, after: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.after = zone, after
        self.back: WallTime | None = None

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("open_ended"):
            self.errors.pop("day", None)
            return typed
        if typed.get("back_time") is None and "back_time" not in self.errors:
            self.add_error("back_time", leave_en.NO_RETURN)
        self.back = self.back_after(self.after, typed.get("day"), self.zone, "day", BEEN)
        return typed


def from_now(leave: Leave, at: datetime) -> dict[str, Any]:
    """Where the form of another time begins."""
    wall = wall_at(leave.back_at or at, leave.back_zone)
    return {"day": wall.date(), "back_time": wall.time() if leave.back_at else None}


def later_by_tap(text: str, zone: str) -> WallTime | None:
    """One of the offered times, sent as the moment itself; None where it is nothing like one."""
    try:
        return promised_at(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None
