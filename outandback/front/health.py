from __future__ import annotations

import secrets
from threading import get_ident
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpResponse
from django.views.decorators.http import require_GET

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the program can read and write its data."""
    well = wrote_and_read()
    return HttpResponse(
        "ok\n" if well else "no\n", status=200 if well else 503, content_type="text/plain"
    )


def wrote_and_read() -> bool:
    """One small row of the cache table, a fresh value each time."""
    name, token = f"healthz-{get_ident()}", secrets.token_hex(8)
    try:
        cache.set(name, token, 60)
        return bool(cache.get(name) == token)
    except DatabaseError:
        return False
