from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.lesson.forms import SENTENCE, Blank
from outandback.rooms.comeback.content.sentences import WEIGHTS
from outandback.rooms.giving.content import sentences
from outandback.rooms.giving.models import Drafted
from outandback.rooms.giving.queries import all_words
from outandback.ui.fields import Form, Words, offer, several

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

    from outandback.ui.texts import Entry


class OfferedChoiceField(forms.ChoiceField):
    """One of those that stand on the page. A page that was opened before offered others."""

    def __init__(self, label: StrOrPromise, name: str) -> None:
        super().__init__(label=label, required=False, choices=[sentences.NONE_OF_THESE])
        self.known = name

    def valid_value(self, value: object) -> bool:
        return value in all_words(self.known)


class DraftForm(Form):
    """All that can be written about a moment that is to be taught or given."""

    way = forms.ChoiceField(choices=sentences.WAYS, widget=forms.HiddenInput)
    seen = forms.IntegerField(
        min_value=0, initial=0, widget=forms.HiddenInput(attrs={"id": "draft-seen"})
    )
    verb, adverb, adjective = map(Blank, SENTENCE)
    how = Words(label=sentences.HOW)
    ten = Words(label=sentences.TEN)
    ten_pick = OfferedChoiceField(sentences.TEN_OFFERED, "together")
    gift = Words(label=sentences.GIFT)
    gift_pick = OfferedChoiceField(sentences.GIFT_OFFERED, "gifts")
    weight = forms.ChoiceField(label=_("Light or tender?"), choices=WEIGHTS, required=False)
    along = several(_("What goes along"), sentences.ALONG)

    def offer(self, pick: str, entries: Iterable[Entry]) -> None:
        """Lay these on the page, to pick one."""
        offered = [(entry["words"], entry["words"]) for entry in entries]
        offer(self, pick, [sentences.NONE_OF_THESE, *offered])

    @property
    def drafted(self) -> Drafted:
        given = self.cleaned_data
        return Drafted(
            way=given["way"],
            **{name: given[name] for name in (*SENTENCE, "how")},
            ten=_both(given["ten"], given["ten_pick"]),
            gift=_both(given["gift"], given["gift_pick"]),
            weight=given["weight"] or "light",
            along=[name for name, _ in sentences.ALONG if name in given["along"]],
        )

    def is_whole(self) -> bool:
        """Whether it can be given as it is; says what is missing where it cannot."""
        told = self.drafted
        missing = _missing_from_lesson(told) if told.way == "teach" else _missing_from_gift(told)
        for field, says in missing.items():
            self.add_error(field if field in self.fields else None, says)
        return not missing


def _both(own: str, picked: str) -> str:
    """One's own words and the one that was picked, each once."""
    return own if picked in own else "\n".join(filter(None, [own, picked]))


def _missing_from_lesson(told: Drafted) -> dict[str, StrOrPromise]:
    sentence = [told.verb, told.adverb, told.adjective]
    if any(sentence) and not (told.verb and told.adjective):
        return {"adjective" if told.verb else "verb": str(sentences.HALF_A_SENTENCE)}
    anything = any([*sentence, told.how, told.along])
    return {} if anything else {"": str(sentences.NOTHING_TO_TEACH)}


def _missing_from_gift(told: Drafted) -> dict[str, StrOrPromise]:
    return {} if told.gift or told.along else {"": sentences.NOTHING_TO_GIVE}
