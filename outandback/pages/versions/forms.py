from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.lesson.forms import SENTENCE, Blank
from outandback.rooms.comeback.content.sentences import WEIGHTS
from outandback.rooms.giving.content.sentences import GIFT, HALF_A_SENTENCE, HOW
from outandback.rooms.replies.content.sentences import YOUR_ANSWER
from outandback.rooms.versions.content import sentences
from outandback.ui.fields import Form, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.replies.models import Replied

OF_A_WAY = {
    "tell": ("text",),
    "teach": (*SENTENCE, "how", "ten", "text"),
    "give": ("gift", "text"),
}
BOXES = (*SENTENCE, "gift", "how", "text", "ten", "thing_back", "question")


class AnewForm(Form):
    """One's own words, as they stand, to put otherwise; `seen` is the version that was shown."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    without_words = sentences.NO_WORDS
    alone = False

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in BOXES and name not in SENTENCE]

    @property
    def said(self) -> dict[str, str]:
        given = self.cleaned_data
        return {name: self._put(name, given[name]) for name in self.fields if name != "seen"}

    def _put(self, name: str, text: str) -> str:
        """A browser sends its own ends of lines; they are no other words."""
        before, plain = self.initial.get(name, ""), "\n".join(text.splitlines())
        return before if plain == "\n".join(before.strip().splitlines()) else plain

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        wordless = not any(given.get(name) for name in BOXES)
        if wordless and not self.errors and not self.alone:
            self.add_error(None, self.without_words)
        return given


class TellingAnewForm(AnewForm):
    """Of something told, taught or given, the words that belong to that way of bringing it."""

    verb, adverb, adjective = map(Blank, SENTENCE)
    gift = Words(label=GIFT)
    how = Words(label=HOW)
    text = Words(label=sentences.TEXT)
    ten = Words(label=sentences.TEN)
    weight = forms.ChoiceField(label=_("Light or tender?"), choices=WEIGHTS)

    def __init__(self, *given: Any, names: Iterable[str], alone: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        asked = {"seen", "weight", *names}
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        self.alone = alone

    def clean(self) -> dict[str, object]:
        given = super().clean()
        half = bool(given.get("verb")) != bool(given.get("adjective"))
        if half or (given.get("adverb") and not given.get("verb")):
            self.add_error("adjective" if given.get("verb") else "verb", HALF_A_SENTENCE)
        return given


class AnswerAnewForm(AnewForm):
    """What was said back, and what was asked."""

    thing_back = Words(label=sentences.THING_BACK)
    question = Words(label=sentences.QUESTION)
    without_words = sentences.NOTHING_SAID


class ReplyAnewForm(AnewForm):
    """The answer to the listener's question."""

    text = Words(label=YOUR_ANSWER)


def telling_form(
    told: Told | None, seen: int = 0, posted: Mapping[str, str] | None = None
) -> TellingAnewForm:
    """With sealed words, those boxes that were sent; a photo or a voice note can stand alone."""
    if told is None:
        names = [name for name in TellingAnewForm.base_fields if name in (posted or {})]
        return TellingAnewForm(posted, names=names, alone=True)
    names = [name for name in OF_A_WAY[told.way] if told.way == "tell" or _is_asked(told, name)]
    known = vars(told) | {"seen": seen}
    return TellingAnewForm(posted, names=names, alone=bool(told.photo or told.voice), initial=known)


def answer_form(
    said: Received | None, seen: int = 0, posted: Mapping[str, str] | None = None
) -> AnswerAnewForm:
    known = vars(said) | {"seen": seen} if said else {}
    return AnswerAnewForm(posted, initial=known)


def reply_form(
    said: Replied | None, seen: int = 0, posted: Mapping[str, str] | None = None
) -> ReplyAnewForm:
    known = vars(said) | {"seen": seen} if said else {}
    return ReplyAnewForm(posted, initial=known)


def _is_asked(told: Told, name: str) -> bool:
    """What went along from the moment can be put otherwise; it is not asked for anew."""
    return name != "text" or bool(told.text)
