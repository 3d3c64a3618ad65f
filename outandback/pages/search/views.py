from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from outandback.web.key_checks import require_words_open
from outandback.web.requests import signed_in

from .context import filters_page, is_answered_here, plain_answers, search_page
from .forms import LookForm

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: PersonRequest) -> HttpResponse:
    """What is typed travels in a body and rests nowhere; all else may stand in the address."""
    require_words_open(request)
    if request.method == "POST":
        form = LookForm(request.POST)
        if form.is_valid() and not is_answered_here(request, form):
            return filters_page(form)
        return search_page(request, form)
    return search_page(request, LookForm(plain_answers(request.GET)))
