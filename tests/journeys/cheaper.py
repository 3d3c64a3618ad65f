"""The program as it is, but that a passphrase is stretched at the cheapest cost, as in the room
tests. Started like the program itself; see tests/faults/planted.py.

The people of the journeys say their passphrase hundreds of times, at a third of a second of work
each. What it costs at its true price is shown by the two people of `tests/browsers`, on the second
phone and in `tests/faults`, which start the program itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from outandback.cli import main
from outandback.front import serving
from outandback.vault.passphrase_hash import Cost

CHEAPEST = Cost(8, 1, 1)
sound = serving.application


def cheaper() -> Callable[..., Any]:
    """Loaded before the fork in place of the program."""
    program = sound()
    settings.VAULT_COST = settings.VAULT_COST_FLOOR = CHEAPEST
    return program


if __name__ == "__main__":
    serving.application = cheaper
    main()
