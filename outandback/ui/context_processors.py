"""What every page is told about who is looking."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    mine = getattr(request, "membership", None)
    keyring = getattr(request, "keyring", None)
    user = getattr(request, "user", None)
    return {
        "ink": getattr(mine, "ink", "a"),
        "quick_exit": getattr(settings, "QUICK_EXIT_URL", ""),
        "room_open": bool(getattr(keyring, "room_open", False)),
        "lock_minutes": getattr(user, "lock_after", ""),
        "signed_in": bool(getattr(user, "is_authenticated", False)),
    }
