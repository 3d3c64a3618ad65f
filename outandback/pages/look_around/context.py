"""What is said above each page. The pages themselves are drawn by `ops.look_around`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROBIN, ELLIS = _("Robin sees this."), _("Ellis sees this.")
CHILD = _("A child sees this.")


@dataclass(frozen=True)
class StoryStep:
    """`seen`: by whom. `happens`: what is happening."""

    name: str
    seen: StrOrPromise
    happens: StrOrPromise


STEPS = (
    StoryStep(
        "today",
        ROBIN,
        _("Wednesday evening. Robin and Ellis are both home, and Robin has something in mind."),
    ),
    StoryStep(
        "plan", ROBIN, _("Robin plans a night at Jo’s. What, out and back would have been enough.")
    ),
    StoryStep(
        "check",
        ROBIN,
        _("The plan beside what each of them finds easy: a night away is worth a word."),
    ),
    StoryStep(
        "comfort",
        ROBIN,
        _("The check looks here: what each said of themselves, and chose to show the other."),
    ),
    StoryStep(
        "heads-up",
        ELLIS,
        _("Robin’s heads-up, as Ellis gets it. Any answer will do, and so will none."),
    ),
    StoryStep(
        "door",
        ROBIN,
        _("Friday, ten minutes before going. Some guilt comes along, beside what is known of it."),
    ),
    StoryStep(
        "away", ROBIN, _("Robin has been out since half past four. The app stays this quiet.")
    ),
    StoryStep(
        "home",
        ELLIS,
        _("Ellis’s evening meanwhile. A note for Robin waits here until Robin is back."),
    ),
    StoryStep(
        "child", CHILD, _("What Bo has of it at home: a page of Bo’s own, until Robin is back.")
    ),
    StoryStep(
        "back",
        ROBIN,
        _("Robin is home again, finds the note, and chooses what to bring and what to keep."),
    ),
    StoryStep(
        "heard", ELLIS, _("Ellis has time now, hears what Robin brought, and says one thing back.")
    ),
    StoryStep("story", ELLIS, _("Sunday morning. What was told stands in the story of the two.")),
)
