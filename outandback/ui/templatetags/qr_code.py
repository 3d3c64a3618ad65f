"""QR codes for a camera, drawn as one path: nothing is fetched, nothing styled inline."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    rows = _rows(text)
    return format_html(
        '<svg class="square" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<path class="square__paper" d="M0 0h{0}v{0}H0z"/><path d="{2}"/></svg>',
        len(rows),
        label,
        _path(rows),
    )


def _rows(text: str) -> list[list[bool]]:
    # Read when the first code is drawn: where Pillow is installed, all of it comes along.
    qrcode = import_module("qrcode")
    code: Any = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def _path(rows: list[list[bool]]) -> str:
    return "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
