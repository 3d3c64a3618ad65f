from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from outandback.ui.forms import ANSWERED, WRONG, PartsForm
from outandback.ui.icons import ICONS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WEEKS = {
    "both": ([(1.7, 1.8, "b"), (3.7, 3.8, "a"), (5.4, 5.6, "b")], 2.72),
    "home": ([], 2.72),
    "out": ([(2.6, 2.85, "a")], 2.72),
    "both_out": ([(2.55, 2.85, "a"), (2.6, 2.9, "b")], 2.72),
    "past": ([(1.7, 1.8, "b"), (3.7, 3.8, "a")], 8),
    "ahead": ([(1.7, 1.8, "b"), (3.7, 3.8, "a")], -1),
    "solo": ([(0.6, 0.65, "a"), (5.4, 5.5, "a")], 2.72),
}
BEADS = [(4.7, False)]

COMFORT = [
    (_("An hour"), "easy", "easy"),
    (_("Two or three hours"), "easy", "easy"),
    (_("A whole evening"), "easy", "talk"),
    (_("Half a day"), "talk", "talk"),
    (_("A day and a night"), "talk", "not"),
    (_("A weekend"), "", "not"),
    (_("Longer"), "", ""),
    (_("Much longer"), "not", "not"),
    (
        _("Longer than that, in more words than will stand in one line on a phone"),
        "not",
        "easy",
    ),
    (_("Without end"), "easy", "easy"),
]
CARES = [
    (("easy", "easy", "easy", "talk"), ("easy", "easy", "easy", "easy"), 0),
    (
        ("easy", "easy", "talk", "talk", "talk", "not"),
        ("easy", "easy", "easy", "talk", "not", "not"),
        2,
    ),
    (("easy", "talk", "not", ""), ("", "easy", "easy", "talk"), 3),
    (
        ("easy", "not", "easy", "talk", "easy", "easy", "not"),
        ("easy", "easy", "easy", "", "talk", "easy", "easy"),
        None,
    ),
    (("easy", "easy", "talk", "", "not"), None, 2),
]
KIDS = [
    (_("Nobody is out"), "here", 0, 0, "night", 5),
    (_("Out tomorrow, for two sleeps"), "ahead", 2, 0, "night", 3),
    (_("Two sleeps left"), "out", 2, 0, "night", 12),
    (_("One slept, two left"), "out", 3, 1, "night", 0),
    (_("Three slept of seven"), "out", 7, 3, "night", 1),
    (_("Back today"), "out", 2, 2, "night", 0),
    (_("Back the same day"), "out", 0, 0, "night", 2),
    (_("The time has passed"), "late", 2, 2, "night", 0),
    (_("No set time"), "open", 0, 0, "night", 0),
    (_("Three weeks left of four"), "out", 4, 1, "week", 0),
    (_("More weeks than are counted"), "out", 7, 0, "many", 0),
]
EARLIER = [(7, 9), (8, 9), (7, 8), (7, 10), (8, 3), (7, 9)]


def _strands() -> list[tuple[StrOrPromise, ...]]:
    rows = zip(COMFORT, [("", "", ""), *COMFORT], strict=False)
    return [(*row, *before[1:]) for row, before in rows]


@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    """Every shared part in every state, for whoever builds with them. Not for the people."""
    if not (settings.DEBUG or getattr(settings, "SHOW_PARTS", False)):
        raise Http404
    forms = {"form": PartsForm(), "wrong": PartsForm(WRONG), "answered": PartsForm(ANSWERED)}
    shown = {"weeks": WEEKS, "beads": BEADS, "icon_names": list(ICONS)}
    comfort = {"strands": _strands(), "care_lines": CARES, "earlier": EARLIER}
    rungs = {"rungs": [0, 2, 5, 7], "all_rungs": range(9)}
    kids = {"kids": KIDS}
    return render(request, "ui/parts.html", forms | shown | comfort | rungs | kids)
