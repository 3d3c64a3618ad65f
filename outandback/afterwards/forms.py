from __future__ import annotations

from typing import Any

from outandback.ui.fields import Form, Typed, zero_to_ten

from .content import en
from .models import Listener

LONGEST = {"called": 120, "reach": 400}


class EveningForm(Form):
    """An evening after a return. Each may be passed; someone alone is asked for energy."""

    closeness = zero_to_ten(en.CLOSENESS)
    energy = zero_to_ten(en.ENERGY)

    def __init__(self, *args: Any, alone: bool) -> None:
        super().__init__(*args)
        if alone:
            del self.fields["closeness"]


def short(label: str, name: str, hint: str = "") -> Typed:
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
