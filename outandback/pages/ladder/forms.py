from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from outandback.rooms.ladder.content import sentences
from outandback.rooms.ladder.queries import entry_with
from outandback.ui.fields import Form

if TYPE_CHECKING:
    from typing import Any

    from outandback.rooms.people.models import Person
    from outandback.ui.texts import Entry

A_DAY = 86400
SALT = "outandback.ladder.offer"


def offer_for(person: Person, entry: Entry) -> str:
    """That this step was offered, signed: with the room closed again nothing else tells."""
    return signing.dumps([person.pk.hex, entry["key"]], salt=SALT)


def entry_offered(person: Person, offer: str) -> Entry | None:
    """The step that was offered to this person within the last day."""
    try:
        whose, key = signing.loads(offer, salt=SALT, max_age=A_DAY)
    except (signing.BadSignature, ValueError):
        return None
    return entry_with(key) if UUID(whose) == person.pk else None


class StepForm(Form):
    """One step that was offered; its leave has the form's own name."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    offer = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def entry(self) -> Entry | None:
        if not self.is_valid():
            return None
        return entry_offered(self.person, self.cleaned_data["offer"])


class FeelingForm(Form):
    feeling = forms.ChoiceField(
        label=_("How do you feel just now?"),
        required=False,
        choices=sentences.FEELINGS,
        widget=forms.RadioSelect,
    )
