from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.span.forms import SpanForm
from outandback.rooms.away.models import MomentKind
from outandback.rules.folding import bare
from outandback.rules.sought import Sought
from outandback.ui.fields import Typed

WHOSE = [("", _("Either")), ("mine", _("Mine")), ("theirs", _("Theirs"))]
KINDS = [("", _("Any")), *MomentKind.choices]


class LookForm(SpanForm):
    words = Typed(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    whose = forms.ChoiceField(
        label=_("Whose"), choices=WHOSE, required=False, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("What"), choices=KINDS, required=False, widget=forms.RadioSelect
    )
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @property
    def sought(self) -> Sought:
        """What is looked for, words included."""
        given = self.cleaned_data
        words = tuple(bare(given["words"]).split())
        return Sought(words, given["whose"], given["kind"], *self.span)
