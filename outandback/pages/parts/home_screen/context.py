from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.pocket.content import sentences
from outandback.rules.phones import phone_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def steps_to_home_screen(request: HttpRequest) -> list[str]:
    """What to tap, one after the other; none where it is no phone. The phone is noted nowhere."""
    phone = phone_of(request.headers.get("User-Agent", ""))
    return [str(step) for step in sentences.TO_HOME_SCREEN[phone]] if phone else []
