from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.ui.forms import ANSWERED, WRONG, PartsForm
from outandback.ui.icons import ICONS

WEEKS = {
    "both": ([(1.7, 1.8, "b"), (3.7, 3.8, "a"), (5.4, 5.6, "b")], 2.72),
    "home": ([], 2.72),
    "out": ([(2.6, 2.85, "a")], 2.72),
    "both_out": ([(2.55, 2.85, "a"), (2.6, 2.9, "b")], 2.72),
    "past": ([(1.7, 1.8, "b"), (3.7, 3.8, "a")], 8),
    "ahead": ([(1.7, 1.8, "b"), (3.7, 3.8, "a")], -1),
    "solo": ([(0.6, 0.65, "a"), (5.4, 5.5, "a")], 2.72),
}
BEADS = [4.7]


@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    """Every shared part in every state, for whoever builds with them. Not for the people."""
    if not (settings.DEBUG or getattr(settings, "SHOW_PARTS", False)):
        raise Http404
    forms = {"form": PartsForm(), "wrong": PartsForm(WRONG), "answered": PartsForm(ANSWERED)}
    shown = {"weeks": WEEKS, "beads": BEADS, "icon_names": list(ICONS)}
    return render(request, "ui/parts.html", forms | shown)
