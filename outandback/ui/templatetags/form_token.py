"""The CSRF token of every form, and beside it whose page it is."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """In place of Django's own, for the forms of libraries too: a form that comes after its session
    has ended says whose words it brings."""
    token, writer = context.get("csrf_token", ""), str(context.get("form_writer", ""))
    field = '<input type="hidden" name="{}" value="{}">'
    named = format_html(field, "writer", writer) if writer else SafeString("")
    return format_html(field, "csrfmiddlewaretoken", token) + named
