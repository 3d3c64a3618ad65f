from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.afterwards.content import en
from outandback.rooms.afterwards.models import Listener
from outandback.ui.fields import Form, Typed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = {"called": 120, "reach": 400}


def short(label: StrOrPromise, name: str, hint: StrOrPromise = "") -> Typed:
    return Typed(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST[name],
    )


class ListenerForm(Form):
    """Somebody else who likes to hear. Left empty it names nobody."""

    called = short(en.CALLED, "called")
    reach = short(en.REACH, "reach", en.REACH_HINT)

    @property
    def listener(self) -> Listener:
        return Listener(**self.cleaned_data)
