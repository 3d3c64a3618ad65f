from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.leave.content import sentences as leave_sentences
from outandback.rules.return_times import WallTime, promised_at, wall_at
from outandback.ui.fields import offered
from outandback.ui.wall_times import WHICH, OvernightForm, a_day, an_hour

if TYPE_CHECKING:
    from outandback.rooms.leave.models import Leave

BEEN = _("That time is over. Is it the next day?")


class ReturnForm(OvernightForm):
    """A new time to be back, on the clock that was promised by. No reason is asked."""

    day = a_day(_("Day"), required=True)
    back_time = an_hour(_("Back by"))
    back_fold = offered(_("Which of the two times?"), WHICH)
    open_ended = forms.BooleanField(label=_("No set return time"), required=False)

    def __init__(self, *args: Any, zone: str, after: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.after = zone, after
        self.back: WallTime | None = None

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        if typed.get("open_ended"):
            self.errors.pop("day", None)
            return typed
        if typed.get("back_time") is None and "back_time" not in self.errors:
            self.add_error("back_time", leave_sentences.NO_RETURN)
        self.back = self.back_after(self.after, typed.get("day"), self.zone, "day", BEEN)
        return typed


def from_now(leave: Leave, at: datetime) -> dict[str, object]:
    """Where the form of another time begins."""
    wall = wall_at(leave.back_at or at, leave.back_zone)
    return {"day": wall.date(), "back_time": wall.time() if leave.back_at else None}


def later_by_tap(text: str, zone: str) -> WallTime | None:
    """One of the offered times, sent as the moment itself; None where it is nothing like one."""
    try:
        return promised_at(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None
