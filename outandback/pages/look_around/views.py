from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from outandback.pages.parts.look_around.context import drawn_pages

from .context import STEPS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def look_around(request: HttpRequest, number: int) -> HttpResponse:
    """One of the fixed pages. It is the same for everybody: who asks is not looked at."""
    drawn = {page.name: page for page in drawn_pages()}
    if not 1 <= number <= len(STEPS) or not drawn:
        raise Http404
    step = STEPS[number - 1]
    page = drawn[step.name]
    picture = SafeString(page.html)  # written by ops/look_around/fragment.py, each text escaped
    shown = {"step": step, "page": page, "picture": picture}
    shown |= {"number": number, "last": len(STEPS), "before": number - 1}
    shown["onwards"] = number + 1 if number < len(STEPS) else None
    response = render(request, "look_around/page.html", shown)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
