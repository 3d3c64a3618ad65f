"""`{% url %}`: where it only names a page, the address is looked up once and remembered."""

from __future__ import annotations

from functools import cache

from django import template
from django.conf import settings
from django.template import Context, Node, defaulttags
from django.template.base import FilterExpression, Parser, Token
from django.urls import get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()


class PlainAddress(Node):
    def __init__(self, name: str, variable: str | None) -> None:
        self.name, self.variable = name, variable

    def render(self, context: Context) -> SafeString:
        address = _address_of(self.name, get_urlconf() or settings.ROOT_URLCONF)
        if self.variable is None:
            return address
        context[self.variable] = address
        return SafeString("")


@register.tag
def url(parser: Parser, token: Token) -> Node:
    node = defaulttags.url(parser, token)
    if node.args or node.kwargs or not _is_plain(node.view_name):
        return node
    return PlainAddress(str(node.view_name.var), node.asvar)


def _is_plain(name: FilterExpression) -> bool:
    return isinstance(name.var, str) and not name.filters


@cache
def _address_of(name: str, urls: str) -> SafeString:
    return escape(reverse(name, urlconf=urls))
