from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.away.models import Caught, MomentKind
from outandback.ui.fields import Form, Typed

if TYPE_CHECKING:
    from django.http import QueryDict


class CatchForm(Form):
    """One tap keeps a moment, with or without words."""

    text = Typed(
        label=_("Something worth keeping?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("A few words, or none")}),
    )
    kind = forms.ChoiceField(choices=MomentKind.choices)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @classmethod
    def as_it_stands(cls, posted: QueryDict) -> CatchForm | None:
        """What was in the box when its page was left, of a kind that was not said."""
        typed = posted.copy()
        typed.setdefault("kind", MomentKind.INSIGHT)
        return cls(typed) if typed.get("text", "").strip() else None

    def caught(self, at: datetime) -> Caught:
        typed = self.cleaned_data
        return Caught(typed["kind"], typed["text"], at.astimezone(UTC).isoformat())

    def name(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()
