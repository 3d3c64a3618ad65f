from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.feeds.content import sentences
from outandback.rooms.feeds.models import Feed, FeedName
from outandback.ui.fields import Form, Typed

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person

NAME = 40


class FeedForm(Form):
    """A new calendar: who reads it, and what it says.

    `warned`: its writer has read who else reads titles. Until then, a form that asks for them comes
    back with that, and has kept nothing.
    """

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    name = Typed(
        label=_("Who reads it?"),
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": sentences.NO_NAME},
    )
    says = forms.ChoiceField(label=_("What it says"), choices=sentences.WORDINGS)
    shared = forms.BooleanField(label=sentences.SHARED, required=False)
    untold = forms.BooleanField(required=False)
    warned = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partner: str, **kwargs: Any) -> None:
        """`partner`: the other of the two, by name; empty where there is nobody to tell."""
        super().__init__(*args, **kwargs)
        if partner:
            self.fields["untold"].label = str(sentences.UNTOLD).format(name=partner)
            self.fields["untold"].help_text = sentences.UNTOLD_HINT
            self.fields["shared"].help_text = str(sentences.SHARED_HINT).format(name=partner)
        else:
            del self.fields["untold"], self.fields["shared"]

    @property
    def must_be_warned(self) -> bool:
        typed = self.cleaned_data
        return typed["says"] == Feed.FeedWording.TITLE and not typed["warned"]

    def feed(self, person: Person) -> Feed:
        typed = self.cleaned_data
        also = {name: typed.get(name, False) for name in ("shared", "untold")}
        return Feed(pk=typed["form_id"], person=person, says=typed["says"], **also)

    def name_typed(self) -> FeedName:
        return FeedName(self.cleaned_data["name"])


def blank_feed() -> dict[str, object]:
    return {"form_id": uuid4(), "says": Feed.FeedWording.BUSY.value}
