from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.quiet.content import sentences
from outandback.ui.fields import Form, Typed


class NoteForm(Form):
    """Words for the return."""

    form_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = Typed(
        label=_("A note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": sentences.NO_WORDS},
    )


def blank_note() -> NoteForm:
    return NoteForm(initial={"form_id": uuid4()})
