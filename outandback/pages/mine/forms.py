from __future__ import annotations

from outandback.rooms.afterwards.content import sentences
from outandback.rooms.afterwards.models import Listener
from outandback.ui.fields import Form, Typed

LONGEST = {"called": 120, "reach": 400}


def short(label: str, name: str, hint: str = "") -> Typed:
    return Typed(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST[name],
    )


class ListenerForm(Form):
    """Somebody else who likes to hear. Left empty it names nobody."""

    called = short(sentences.CALLED, "called")
    reach = short(sentences.REACH, "reach", sentences.REACH_HINT)

    @property
    def listener(self) -> Listener:
        return Listener(**self.cleaned_data)
