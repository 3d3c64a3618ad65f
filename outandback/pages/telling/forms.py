from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.comeback.content import sentences
from outandback.rooms.comeback.models import Received
from outandback.rooms.replies.content.sentences import NOTHING_WRITTEN, YOUR_ANSWER
from outandback.ui.fields import Form, Words, offer, several

if TYPE_CHECKING:
    from collections.abc import Sequence


class ReceptionForm(Form):
    """One thing back, in ready words or one's own, and one question."""

    phrases = several(_("Say something back"))
    own = Words(label=_("In your own words"))
    borrowed = forms.ChoiceField(label=_("One of these"), required=False)
    question = Words(label=_("One question, if you like"))

    def __init__(self, *given: Any, phrases: Sequence[str], questions: Sequence[str]) -> None:
        super().__init__(*given)
        all_of_them = (*map(str, sentences.PHRASES), *phrases)
        ready = [(phrase, phrase.removesuffix(".")) for phrase in all_of_them]
        asked = [
            ("", str(sentences.NO_QUESTION)),
            *((question, question) for question in questions),
        ]
        offer(self, "phrases", ready)
        offer(self, "borrowed", asked)

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(sentences.NOTHING_SAID)
        return given

    @property
    def received(self) -> Received:
        given = self.cleaned_data
        back = " ".join(filter(None, [*given["phrases"], given["own"]]))
        questions = filter(None, [given["borrowed"], given["question"]])
        return Received(back, " ".join(questions))


class ReplyForm(Form):
    """One answer to the one question."""

    text = Words(label=YOUR_ANSWER, required=True, error_messages={"required": NOTHING_WRITTEN})


class LandingForm(Form):
    """For the teller alone."""

    how = forms.ChoiceField(
        label=_("Did you feel heard?"), choices=sentences.LANDED, required=False
    )
