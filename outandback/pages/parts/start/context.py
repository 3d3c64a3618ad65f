from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outandback.web.requests import PersonRequest, as_person_request


def step_page(request: HttpRequest, template: str, **facts: object) -> HttpResponse:
    """A page, or the same page again with what is to be put right."""
    form = facts.get("form")
    wrong = bool(form and getattr(form, "errors", None))
    facts |= {"first_run": request.user.is_authenticated and first_run(as_person_request(request))}
    return render(request, template, facts, status=422 if wrong else 200)


def first_run(request: PersonRequest) -> bool:
    return request.user.called is None
