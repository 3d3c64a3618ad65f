from __future__ import annotations

from dataclasses import fields
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.away.content import sentences
from outandback.rooms.leave.models import DoorAnswers
from outandback.ui.fields import Form, Typed, several, zero_to_ten


class DoorForm(Form):
    """How someone stands at the door. Each may be passed."""

    guilt = zero_to_ten(_("How much guilt do you feel?"))
    energy = zero_to_ten(_("How is your energy?"))
    closeness = zero_to_ten(_("How close do you feel to each other?"))
    to_whom = several(_("Towards whom?"), sentences.TO_WHOM)
    why = forms.ChoiceField(label=_("What is it about?"), choices=sentences.WHY, required=False)
    says = Typed(label=_("What is the guilt saying?"), required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def answers(self) -> DoorAnswers:
        return DoorAnswers(**{one.name: self.cleaned_data[one.name] for one in fields(DoorAnswers)})

    def name(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()
