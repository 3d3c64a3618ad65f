from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from outandback.web.key_checks import require_words_open
from outandback.web.redirects import SeeOther
from outandback.web.requests import signed_in

from . import pdf
from .context import a_year, chosen_span, hear, keepsake_page, made_page, span_page
from .forms import KeepsakeForm
from .years import year_page

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def keepsake(request: PersonRequest) -> HttpResponse:
    """A title travels in a body and stands on the paper alone; months may stand in the address."""
    require_words_open(request)
    if request.method == "POST":
        form = KeepsakeForm(request.POST)
        if form.is_valid() and "hear" in request.POST:
            hear(request, form)
        if form.is_valid() and not form.cleaned_data["title"]:
            return span_page(form)
        return keepsake_page(request, form)
    form = KeepsakeForm(chosen_span(request.GET), initial=a_year(timezone.localdate()))
    return keepsake_page(request, form)


@signed_in
def keepsake_pdf(request: PersonRequest) -> HttpResponse:
    """What was chosen travels in a body, as a title does; whoever comes otherwise may choose."""
    if not pdf.can_be_made():
        raise Http404
    if request.method != "POST":
        return SeeOther(reverse("keepsake"))
    require_words_open(request)
    return made_page(request, KeepsakeForm(request.POST))


@signed_in
@require_GET
def year(request: PersonRequest, year: int = 0) -> HttpResponse:
    today = timezone.localdate()
    return year_page(request, year or today.year, today)
