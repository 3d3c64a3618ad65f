from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.rooms.help import queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def people_to_talk_to(request: HttpRequest) -> HttpResponse:
    """For everyone, at any time. Nothing is asked and nothing is kept."""
    found = queries.numbers()
    countries = queries.countries(found)
    country = request.GET.get("country", "")
    country = country if country in countries else next(iter(countries), "")
    facts = {
        "sections": queries.sections(found, country),
        "countries": countries,
        "country": country,
        "found": found,
        "checked_on": queries.last_checked(found, country),
    }
    return render(request, "help/help.html", facts)
