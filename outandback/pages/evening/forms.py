from __future__ import annotations

from typing import Any

from outandback.rooms.afterwards.content import sentences as after
from outandback.rooms.quiet.content import sentences
from outandback.rooms.quiet.models import EveningAnswers
from outandback.ui.fields import Form, zero_to_ten


class AfterReturnForm(Form):
    """An evening after a return. Each may be passed; someone alone is asked for energy."""

    closeness = zero_to_ten(after.CLOSENESS)
    energy = zero_to_ten(after.ENERGY)

    def __init__(self, *args: Any, alone: bool) -> None:
        super().__init__(*args)
        if alone:
            del self.fields["closeness"]


class HomeEveningForm(Form):
    """An evening at home. Each may be passed."""

    closeness = zero_to_ten(sentences.CLOSENESS)
    energy = zero_to_ten(sentences.ENERGY)
    loneliness = zero_to_ten(sentences.LONELINESS)

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            del self.fields["closeness"]

    def answers(self) -> EveningAnswers:
        return EveningAnswers(**self.cleaned_data)
