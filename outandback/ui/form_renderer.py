"""Boxes to type in as HTML. Django draws each with up to three templates, and a page has many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.http import HttpRequest

WIDGETS = "django/forms/widgets/"
TEXTAREA = f"{WIDGETS}textarea.html"
# Those whose own template is that of an input, and nothing else.
TYPED = ("input", "text", "number", "email", "url", "search", "tel", "password")
PICKED = ("date", "datetime", "time", "color", "file", "checkbox", "hidden")
INPUTS = frozenset(f"{WIDGETS}{kind}.html" for kind in (*TYPED, *PICKED))


class Widget(TypedDict):
    """What Django says of a widget to its template."""

    name: str
    type: str
    value: object
    attrs: dict[str, object]


class BoxRenderer(DjangoTemplates):
    """What Django's own templates draw, letter by letter; all other widgets are drawn by them."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name == TEXTAREA:
            return textarea(context["widget"])
        if template_name in INPUTS:
            return input_box(context["widget"])
        return super().render(template_name, context, request)


def textarea(widget: Widget) -> SafeString:
    shape = '<textarea name="{}"{}>\n{}</textarea>'
    return format_html(shape, widget["name"], _attributes(widget), widget["value"] or "")


def input_box(widget: Widget) -> SafeString:
    value = widget["value"]
    held = SafeString("") if value is None else format_html(' value="{}"', value)
    shape = '<input type="{}" name="{}"{}{}>'
    return format_html(shape, widget["type"], widget["name"], held, _attributes(widget))


def _attributes(widget: Widget) -> SafeString:
    """In their own order; True stands there without a value, False not at all."""
    written = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return format_html_join("", "{}", ((_attribute(*pair),) for pair in written))


def _attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
