"""What every template has at hand: the token of its forms, whose page it is, and its language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from outandback.ui import languages

register = template.Library()
register.simple_tag(languages.html_lang)


@register.simple_tag(takes_context=True)
def csrf_token(context: Any) -> SafeString:
    """In place of Django's own, for the forms of libraries too: a form that comes after its session
    has ended says whose words it brings."""
    token, writer = context.get("csrf_token", ""), str(context.get("form_writer", ""))
    field = '<input type="hidden" name="{}" value="{}">'
    named = format_html(field, "writer", writer) if writer else SafeString("")
    return format_html(field, "csrfmiddlewaretoken", token) + named
