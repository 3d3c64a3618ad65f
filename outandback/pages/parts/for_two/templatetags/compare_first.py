"""The way to the four words, and back to a form with all that was typed in it."""

from __future__ import annotations

from urllib.parse import quote

from django import template
from django.template import Context
from django.urls import reverse

from outandback.web.carrying import leave_behind
from outandback.web.requests import as_person_request

register = template.Library()


@register.simple_tag(takes_context=True)
def words_and_back(context: Context) -> str:
    """The address of the four words. What a form has brought to its page is kept meanwhile."""
    request = as_person_request(context["request"])
    back = leave_behind(request) if request.method == "POST" else request.path
    return f"{reverse('pair-words')}?next={quote(back)}"
