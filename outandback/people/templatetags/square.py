"""Square codes for a camera, drawn as one path: nothing is fetched, nothing styled inline."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

register = template.Library()


@register.simple_tag
def square(text: str, label: str) -> SafeString:
    rows = _rows(text)
    return format_html(
        '<svg class="square" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<path class="square__paper" d="M0 0h{0}v{0}H0z"/><path d="{2}"/></svg>',
        len(rows),
        label,
        _path(rows),
    )


def _rows(text: str) -> list[list[bool]]:
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    return cast(list[list[bool]], code.get_matrix())


def _path(rows: list[list[bool]]) -> str:
    return "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
