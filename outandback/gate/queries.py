from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from outandback.rules.folding import folded
from outandback.rules.guessing import ALLOWED, Reach

if TYPE_CHECKING:
    from outandback.rules.folding import folded
from outandback.rules.guessing import Allowance, Door


@dataclass(frozen=True)
class Place:
    """Where somebody stands: out in the world, or at a device of its own, by its id."""

    reach: Reach = Reach.OUTSIDE
    device: str = ""


ANYWHERE = Place()


@dataclass(frozen=True)
class Spot:
    """One door, for one person or network, and where its tries come from."""

    door: Door
    whose: str
    place: Place = ANYWHERE

    @property
    def allowed(self) -> Allowance:
        return ALLOWED[self.door][self.place.reach]

    @property
    def id(self) -> str:
        parts = (self.door, self.whose, self.place.reach, self.place.device)
        named = "".join(f"{len(part)}:{part}" for part in parts).encode()
        return hmac.digest(settings.SECRET_KEY.encode(), b"tries " + named, "sha256").hex()


def account_of(email: str) -> str:
    """One name for all the ways to write an address that a database may hold for the same one."""
    return folded(email).replace(" ", "").upper().casefold()
