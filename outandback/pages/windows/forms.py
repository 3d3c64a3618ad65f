from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.cover.content import sentences
from outandback.rooms.leave.models import When
from outandback.rules.return_times import instant
from outandback.ui.fields import offered, some_words
from outandback.ui.wall_times import WHICH, OvernightForm, a_day, an_hour, typed_wall

if TYPE_CHECKING:
    from datetime import datetime


class WindowForm(OvernightForm):
    """Some hours, by the giver's own clock."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    day = a_day(_("Day"), required=True)
    out_time = an_hour(_("From"), required=True)
    out_fold = offered(_("Which of the two times?"), WHICH)
    back_day = a_day(_("Until which day?"))
    back_time = an_hour(_("To"), required=True)
    back_fold = offered(_("Which of the two times?"), WHICH)
    words = some_words(_("A few words"))

    when: When | None = None

    def __init__(self, *args: Any, zone: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.at = zone, at
        self.fields["out_time"].error_messages["required"] = sentences.WHEN_IT_BEGINS
        self.fields["back_time"].error_messages["required"] = sentences.WHEN_IT_ENDS

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        on = typed.get("back_day") or typed.get("day")
        out = typed_wall(self, "out", typed.get("day"), self.zone)
        begins = instant(out) if out else None
        back = self.back_after(begins, on, self.zone, "back_day", sentences.ENDS_FIRST)
        if back and "back_day" not in self.errors and instant(back) <= self.at:
            self.add_error("day", sentences.IS_OVER)
        if not self.errors and out:
            self.when = When(out, back)
        return typed


def blank_window() -> dict[str, object]:
    return {"form_id": uuid4()}
