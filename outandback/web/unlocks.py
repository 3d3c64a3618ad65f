"""The open keys of one session: those of the sign-in and those of the private room, for how long
they stay open, and what opened or closed during one request."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Literal

from django.conf import settings

from outandback.rooms.people.sessions import is_no_more
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.vault import seal
from outandback.vault.keyring import Keyring
from outandback.vault.models import Tier

from .cookies import UNLOCK_COOKIES

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from outandback.rooms.people.models import Person
    from outandback.vault.keyset import Keyset
    from outandback.vault.models import Unlock

SAME_SITE: dict[Tier, Literal["Lax", "Strict"]] = {
    Tier.SIGNED_IN: "Lax",
    Tier.PRIVATE: "Strict",
}
IDLE_SECONDS = {Tier.SIGNED_IN: 12 * 3600}
LONGEST_SECONDS = {Tier.SIGNED_IN: int(vault.LONGEST.total_seconds()), Tier.PRIVATE: 12 * 3600}
NOTE_EVERY_SECONDS = 60
# A page that asks by itself is no use of it: what locks after idle minutes still locks.
BACKGROUND = "X-Background"


class Unlocks:
    def __init__(self, request: HttpRequest, at: datetime) -> None:
        self.request, self.at = request, at
        self.session_key: str = request.session.session_key or ""
        self.tickets = {tier: request.COOKIES.get(UNLOCK_COOKIES[tier], "") for tier in Tier}
        self.opened: dict[Tier, Keyset] = {}
        self.refreshed: dict[Tier, str] = {}
        self.shut_tiers: set[Tier] = set()
        self.carried_over = False

    def keyring(self, person: Person) -> Keyring:
        """Everything that stands open for this session, in one query."""
        if not any(self.tickets.values()):
            return Keyring(person.pk)
        rows = vault_queries.open_unlocks(self.session_key)
        found = (self._passed(Tier(tier), row, person) for tier, row in rows.items())
        return Keyring(person.pk, *(keyset for keyset in found if keyset))

    def open(self, tier: Tier, keyset: Keyset) -> None:
        self.opened[tier] = keyset
        keyring = getattr(self.request, "keyring", None)
        if keyring is not None and keyring.person == keyset.person:
            keyring.add(keyset if tier is Tier.PRIVATE else keyset.signed_in_part)

    def widen(self, tier: Tier, keyset: Keyset) -> None:
        """The cookie stays: a page may be left before its script's answer has brought another."""
        ticket = vault.read_ticket(self._ticket(tier))
        if ticket is not None:
            vault.widen(self.session_key, tier, keyset, ticket)

    def shut(self, *tiers: Tier) -> None:
        self.shut_tiers.update(tiers or Tier)

    @property
    def fresh(self) -> bool:
        """Whether keys were opened in this request, or came along into a new session."""
        return bool(self.opened) or self.carried_over

    def write_cookies(self, response: HttpResponse) -> None:
        """Write what changed, once the session has its final key."""
        if self.shut_tiers:
            self._shut(response)
        key = self.request.session.session_key or ""
        if self.session_key and key != self.session_key:
            self._session_changed(key, response)
        for tier, value in self.refreshed.items():
            self._set(response, tier, value)
        for tier, keyset in self.opened.items():
            self._stand_open(tier, keyset, response)

    def _passed(self, tier: Tier, row: Unlock, person: Person) -> Keyset | None:
        ticket = vault.read_ticket(self._ticket(tier))
        if row.person != person.pk or ticket is None or self._too_late(tier, row, person):
            return None
        self._note_activity(tier, row)
        return vault.unsealed(row, self.session_key, ticket)

    def _ticket(self, tier: Tier) -> str:
        return self.tickets[tier].partition(".")[0]

    def _too_late(self, tier: Tier, row: Unlock, person: Person) -> bool:
        if (self.at - row.opened_at).total_seconds() > LONGEST_SECONDS[tier]:
            return True
        idle = self._idle_seconds(tier, row)
        return idle is None or idle > IDLE_SECONDS.get(tier, person.lock_after * 60)

    def _idle_seconds(self, tier: Tier, row: Unlock) -> float | None:
        if tier is Tier.SIGNED_IN:
            return row.idle_for(self.at).total_seconds()
        ticket, seen, proof = [*self.tickets[tier].split("."), "", ""][:3]
        if not hmac.compare_digest(proof.encode(), self._proof(ticket, seen).encode()):
            return None
        return self.at.timestamp() - int(seen)

    def _note_activity(self, tier: Tier, row: Unlock) -> None:
        if BACKGROUND in self.request.headers:
            return
        if tier is Tier.PRIVATE:
            self.refreshed[tier] = self._dated(self._ticket(tier))
        elif row.idle_for(self.at).total_seconds() > NOTE_EVERY_SECONDS:
            vault.note_activity(row, self.at)

    def _dated(self, ticket: str) -> str:
        """The private room's cookie says when it was last used; the proof keeps that honest."""
        seen = str(int(self.at.timestamp()))
        return f"{ticket}.{seen}.{self._proof(ticket, seen)}"

    def _proof(self, ticket: str, seen: str) -> str:
        key = seal.derive(settings.BOOT_SECRET, "idle")
        return hmac.digest(key, f"{ticket}.{seen}".encode(), "sha256").hex()[:32]

    def _stand_open(self, tier: Tier, keyset: Keyset, response: HttpResponse) -> None:
        session = self.request.session
        if not session.session_key:
            session.create()
        ticket = vault.unlock(str(session.session_key), tier, keyset, self.at)
        self._set(response, tier, self._dated(ticket) if tier is Tier.PRIVATE else ticket)

    def _session_changed(self, key: str, response: HttpResponse) -> None:
        """Signing in renames the session and keeps its open keys; signing out closes them."""
        if key and self.request.user.is_authenticated:
            tickets: dict[str, str] = {tier: self._ticket(tier) for tier in Tier}
            self.carried_over = vault.carry_over(
                self.request.user.pk, self.session_key, key, tickets
            )
        else:
            vault.lock(self.session_key)
            if not is_no_more(self.request.session):
                self._delete_cookies(response, *Tier)

    def _shut(self, response: HttpResponse) -> None:
        if self.session_key:
            vault.lock(self.session_key, *self.shut_tiers)
        self.refreshed = {t: v for t, v in self.refreshed.items() if t not in self.shut_tiers}
        self._delete_cookies(response, *self.shut_tiers)

    def _delete_cookies(self, response: HttpResponse, *tiers: Tier) -> None:
        for tier in tiers:
            response.delete_cookie(UNLOCK_COOKIES[tier], samesite=SAME_SITE[tier])

    def _set(self, response: HttpResponse, tier: Tier, value: str) -> None:
        response.set_cookie(
            UNLOCK_COOKIES[tier],
            value,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=SAME_SITE[tier],
            max_age=LONGEST_SECONDS[tier] if tier is Tier.SIGNED_IN else None,
        )
