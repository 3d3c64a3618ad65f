"""The program with a fault planted in it: a homecoming answers first and hands the notes over
afterwards. Started like the program itself; see planted.py."""

from __future__ import annotations

import time
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from outandback.cli import main
from outandback.front import serving

if TYPE_CHECKING:
    from collections.abc import Callable

LATER = 1.0
sound = serving.application


def planted() -> Callable[..., Any]:
    """Loaded in place of the program."""
    program = sound()
    comeback: Any = import_module("outandback.rooms.comeback.actions")
    hand_over = comeback.hand_over_held_notes

    def afterwards(*arguments: Any) -> None:
        time.sleep(LATER)
        hand_over(*arguments)

    def begin(*arguments: Any) -> None:
        Thread(target=afterwards, args=arguments, daemon=True).start()

    comeback.hand_over_held_notes = begin
    return program


if __name__ == "__main__":
    serving.application = planted
    main()
