from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms

from outandback.rooms.spans.actions import SaidSpan
from outandback.rooms.spans.content import sentences
from outandback.rooms.spans.models import SpanWords
from outandback.ui.fields import Form, some_words
from outandback.ui.wall_times import a_day

if TYPE_CHECKING:
    from outandback.rooms.spans.queries import OpenedSpan

LONGEST = 60


class MarkedSpanForm(Form):
    """Some days: what they were, from when to when. `form_id` names new ones; of older ones `seen`
    is the version that was shown. Where nobody reads them too, `share_with` is empty."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.ChoiceField(
        label=sentences.WHAT,
        choices=list(sentences.KINDS.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    called = some_words(sentences.CALLED, LONGEST)
    first_on = a_day(sentences.FIRST, required=True)
    last_on = a_day(sentences.LAST)
    left_out = forms.BooleanField(label=sentences.LEAVES_OUT, required=False)
    shared = forms.BooleanField(required=False)

    def __init__(self, *args: Any, share_with: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_on"].error_messages["required"] = sentences.WITHOUT_FIRST
        if share_with:
            self.fields["shared"].label = str(sentences.SHARES).format(name=share_with)
        else:
            del self.fields["shared"]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not typed.get("kind") and not typed.get("called") and not self.errors.get("called"):
            self.add_error("kind", sentences.WITHOUT_WHAT)
        first, last = typed.get("first_on"), typed.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", sentences.LAST_FIRST)
        return typed

    @property
    def said(self) -> SaidSpan:
        typed = self.cleaned_data
        last = typed["last_on"]
        words = SpanWords(
            kind=typed["kind"],
            called=" ".join(typed["called"].split()),
            first_on=typed["first_on"].isoformat(),
            last_on=last.isoformat() if last else "",
            left_out=typed["left_out"],
        )
        return SaidSpan(words, shares=bool(typed.get("shared")))

    @property
    def named(self) -> UUID:
        return self.cleaned_data["form_id"] or uuid4()

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"] or 0


def as_typed(known: OpenedSpan, version: int) -> dict[str, object]:
    """A span as its form shows it again."""
    words = known.words
    return {
        "seen": version,
        "kind": words.kind,
        "called": words.called,
        "first_on": words.first,
        "last_on": words.last,
        "left_out": words.left_out,
        "shared": known.shared,
    }
