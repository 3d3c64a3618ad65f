from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings

from outandback.rules.folding import folded
from outandback.rules.rate_limits import ALLOWED, Reach
from outandback.vault import codes

from .models import HostInvitation, Knock

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rules.rate_limits import Allowance, GuessedSecret


@dataclass(frozen=True)
class GuessOrigin:
    """Where somebody stands: out in the world, or at a device of its own, by its id."""

    reach: Reach = Reach.OUTSIDE
    device: str = ""


ANYWHERE = GuessOrigin()


@dataclass(frozen=True)
class Spot:
    """One door, for one person or network, and where its tries come from."""

    door: GuessedSecret
    whose: str
    place: GuessOrigin = ANYWHERE

    @property
    def allowed(self) -> Allowance:
        return ALLOWED[self.door][self.place.reach]

    @property
    def id(self) -> str:
        parts = (self.door, self.whose, self.place.reach, self.place.device)
        named = "".join(f"{len(part)}:{part}" for part in parts).encode()
        return hmac.digest(settings.SECRET_KEY.encode(), b"tries " + named, "sha256").hex()


def hashed_account(email: str) -> str:
    named = f"knock {account_of(email)}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), named, "sha256").hex()


def token_hash(token: str) -> str:
    return sha256(b"OB1 knock" + token.encode()).hexdigest()


def knock_behind(token: str, at: datetime) -> Knock | None:
    found = Knock.objects.filter(token_hash=token_hash(token), ends_at__gt=at)
    return found.first() if token else None


def words_at(email: str, at: datetime) -> set[str]:
    """What is shown by devices that wait for a yes of whoever signs in so."""
    waiting = Knock.objects.filter(account=hashed_account(email), admitted_at=None)
    return set(waiting.filter(ends_at__gt=at).values_list("word", flat=True))


def lookup_of(code: bytes) -> str:
    return sha256(b"OB1 host invitation" + code).hexdigest()


def host_invitation(written: str, at: datetime) -> str:
    """The invitation of the host behind a typed code; empty where it is none, used or too old."""
    try:
        lookup = lookup_of(codes.read(written, codes.INVITE_BYTES))
    except codes.MistypedCode:
        return ""
    return lookup if invites(lookup, at) else ""


def invites(lookup: str, at: datetime) -> bool:
    return HostInvitation.objects.filter(pk=lookup, used_at=None, ends_at__gt=at).exists()


def account_of(email: str) -> str:
    """One name for all the ways to write an address that a database may hold for the same one."""
    return folded(email).replace(" ", "").upper().casefold()
