from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def step_page(request: HttpRequest, template: str, **facts: object) -> HttpResponse:
    """A page, or the same page again with what is to be put right."""
    form = facts.get("form")
    wrong = bool(form and getattr(form, "errors", None))
    return render(request, template, facts, status=422 if wrong else 200)
