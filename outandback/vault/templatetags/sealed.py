from __future__ import annotations

from django import template
from django.template import Context

from outandback.vault.fields import SealedRow
from outandback.vault.keyring import Keyring

register = template.Library()


@register.simple_tag(takes_context=True)
def opened(context: Context, row: SealedRow | None, name: str) -> object:
    """The words of a sealed column, opened where they are read; None where the key is not open."""
    keyring: Keyring = context["request"].keyring
    return keyring.open_if_possible(row, name) if row is not None else None
