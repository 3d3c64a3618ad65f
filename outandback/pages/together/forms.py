from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms

from outandback.rooms.together.content import sentences
from outandback.rooms.together.models import Put, Ritual
from outandback.ui.fields import Form, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

LONGEST, SMALL = 1000, 160
AREA = {"rows": 3}


class LivingForm(Form):
    """`was` is what the page showed: what nobody touched is not said again."""

    prefix = "living"
    was = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=sentences.HOMES, choices=sentences.LIVING, required=False, widget=forms.RadioSelect
    )

    @property
    def said_anew(self) -> bool:
        return bool(self.cleaned_data["kind"] != self.cleaned_data["was"])


class RitualForm(Form):
    """`seen` and `was`: the version and the words that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    was = forms.CharField(widget=forms.HiddenInput, required=False)
    words = Typed(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
    )

    def __init__(
        self, kind: str, starters: Sequence[str], data: QueryDict | None = None, **options: Any
    ) -> None:
        super().__init__(data, prefix=kind, **options)
        self.kind, self.starters = kind, starters
        self.fields["words"].label = sentences.WORDS[kind]
        self.fields["start"] = forms.ChoiceField(
            label=sentences.WHICH,
            choices=[(str(i), words) for i, words in enumerate(starters)],
            required=False,
            widget=forms.RadioSelect,
        )

    @property
    def title(self) -> str:
        return str(sentences.TITLES[self.kind])

    @property
    def hint(self) -> str:
        return str(sentences.HINTS[self.kind])

    @property
    def text(self) -> str:
        """What was typed; into an empty box goes the one that was chosen to start from."""
        return _lines(self.cleaned_data["words"]) or self.chosen

    @property
    def chosen(self) -> str:
        start = self.cleaned_data.get("start")
        return self.starters[int(start)] if start else ""

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"] or 0

    @property
    def said_anew(self) -> bool:
        return self.text != _lines(self.cleaned_data["was"])


class IdeaForm(Form):
    """A new one is named by `form_id`; of an older one `seen` is the version that was shown."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.ChoiceField(
        label=sentences.WHICH_KIND,
        choices=sentences.KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": sentences.WITHOUT_KIND},
    )
    words = Typed(
        label=sentences.IDEA,
        max_length=SMALL,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": sentences.WITHOUT_WORDS},
    )

    @property
    def put(self) -> Put:
        """A line that was broken to fit the box is one line."""
        return Put(self.cleaned_data["kind"], " ".join(self.cleaned_data["words"].split()))


def blank_idea() -> dict[str, Any]:
    return {"form_id": uuid4()}


@dataclass(frozen=True)
class TogetherForms:
    """All that the page asks, sent as one form."""

    living: LivingForm
    rituals: tuple[RitualForm, ...]

    def is_valid(self) -> bool:
        """Each is asked, so that the page can say at once what each has to put right."""
        answers = [form.is_valid() for form in (self.living, *self.rituals)]
        return all(answers)


def typed(data: QueryDict, starters: Mapping[str, Sequence[str]]) -> TogetherForms:
    rituals = [RitualForm(kind, starters[kind], data) for kind in Ritual.RitualKind.values]
    return TogetherForms(LivingForm(data), tuple(rituals))


def with_starter(data: QueryDict, asked: TogetherForms, kind: str) -> QueryDict:
    """The starter that was chosen goes into its box, below what stands there already."""
    form = next((form for form in asked.rituals if form.kind == kind), None)
    filled = data.copy()
    if form is not None and not form.errors.get("start"):
        standing = filled.get(f"{kind}-words", "").strip()
        filled[f"{kind}-words"] = "\n".join(filter(None, (standing, form.chosen)))
        filled[f"{kind}-start"] = ""
    return filled


def _lines(text: str) -> str:
    return "\n".join(text.splitlines())
