from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.board.content import sentences
from outandback.rooms.board.models import BoardWords
from outandback.ui.fields import Form, Typed, ZoneField, offered

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.board.models import SleepsBoard

NAME, RITUAL, SENTENCE = 40, 400, 160


def a_name(label: StrOrPromise, required: bool = False) -> Typed:
    told = {"required": sentences.NO_NAME}
    attributes = {"autocomplete": "off"}
    widget = forms.TextInput(attrs=attributes)
    return Typed(
        label=label, required=required, max_length=NAME, widget=widget, error_messages=told
    )


class BoardForm(Form):
    """What a child's page says, and what it shows."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    leave = forms.UUIDField(widget=forms.HiddenInput, required=False)
    called = a_name(_("What the child calls you"), required=True)
    child = a_name(_("What you call the child"))
    ritual = Typed(
        label=_("How the two of you say goodbye"),
        required=False,
        max_length=RITUAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = offered(_("Where will the child see it?"), sentences.PLACES)
    ink = offered(_("Your colour in the picture"), sentences.INKS)
    which = offered(_("Which leaves does it show?"), sentences.WHICH_LEAVES)
    show_flowers = forms.BooleanField(label=_("Show a flower for each return"), required=False)
    zone = ZoneField(_("The child’s time zone"), required=False)

    shared = forms.BooleanField(required=False)

    def __init__(self, *args: Any, home_zone: str, share_with: str, **kwargs: Any) -> None:
        """`home_zone`: of the owner, where the child's was left empty. `share_with`: who may find
        it, too; empty where there is nobody."""
        super().__init__(*args, **kwargs)
        self.home_zone = home_zone
        if share_with:
            self.fields["shared"].label = str(sentences.SHARED).format(name=share_with)
            self.fields["shared"].help_text = sentences.SHARED_HINT
        else:
            del self.fields["shared"]

    def words(self) -> BoardWords:
        typed = self.cleaned_data
        return BoardWords(
            called=typed["called"],
            child=typed["child"],
            ritual="\n".join(typed["ritual"].splitlines()),
            elsewhere=typed["place"] == "elsewhere",
            ink=typed["ink"] or "a",
        )

    def plain(self) -> dict[str, object]:
        typed = self.cleaned_data
        return {
            "zone": typed["zone"] or self.home_zone,
            "show_flowers": typed["show_flowers"],
            "shows_all": typed["which"] == "all",
        }


class LeaveBoardForm(Form):
    """One leave on one board: whether it shows, and a sentence for this time."""

    shown = forms.BooleanField(label=_("Show this leave"), required=False)
    sentence = Typed(label=_("A sentence for this leave"), required=False, max_length=SENTENCE)


def blank_board(called: str, ink: str, zone: str, apart: bool) -> dict[str, object]:
    return {
        **{"form_id": uuid4(), "called": called, "ink": ink, "zone": zone},
        **{"place": "elsewhere" if apart else "here", "which": "chosen", "show_flowers": True},
    }


def written_board(board: SleepsBoard, words: BoardWords) -> dict[str, object]:
    """A board as its form shows it again."""
    return {
        **{"form_id": board.pk, "seen": board.row_version, "zone": board.zone},
        **{name: getattr(words, name) for name in ("called", "child", "ritual", "ink")},
        "place": "elsewhere" if words.elsewhere else "here",
        "which": "all" if board.shows_all else "chosen",
        "show_flowers": board.show_flowers,
    }
