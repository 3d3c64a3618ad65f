"""The people of the tests: Ana and Ben are a pair, Dede was Ana's partner until a year ago,
Cleo and Thea are nobody's partner. Made with the app's own actions, at the tests' cheap cost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import auth
from django.db import transaction
from django.db.models import Model, QuerySet
from django.test import Client
from django.utils import timezone

from outandback.rooms.people import actions, compared_keys, queries
from outandback.rooms.people.models import Called, Membership, Person
from outandback.rooms.people.sessions import SessionStore
from outandback.vault import actions as vault
from outandback.vault.keyring import Keyring
from outandback.vault.keyset import Keyset
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from outandback.web.unlocks import Unlocks

AT = datetime(2026, 5, 13, 18, 0, tzinfo=UTC)
ZONE = "Europe/London"
PASSPHRASE = "grey heron under seven bridges"
YEAR = timedelta(days=365)
# Whoever walks over everything: she in every run of the tests, he in the longer one.
EITHER = ("Ana", pytest.param("Ben", marks=pytest.mark.longer))


@dataclass
class Cast:
    """Everybody, and the keys that each of them holds."""

    people: dict[str, Person] = field(default_factory=dict)
    keysets: dict[UUID, Keyset] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        person = Person(email=f"{name.lower()}@example.org", joined_on=AT.date(), zone=ZONE)
        person.set_password(PASSPHRASE)
        person.save()
        self.keysets[person.pk] = vault.found_vault(person.pk, PASSPHRASE, AT)
        actions.say_name(person, self.keys(person, room=True), Called(name))
        self.people[name] = person
        return person

    def keys(self, person: Person, room: bool = False) -> Keyring:
        """What a person can open now: signed in, or with the private room open too."""
        whole = self.keysets[person.pk]
        return Keyring(person.pk, whole if room else whole.signed_in_part)

    def pair(self, inviter: Person, other: Person, at: datetime = AT) -> None:
        """Two people become a pair and have compared their words."""
        code = actions.invite(inviter, self.keys(inviter), at)
        actions.accept_invitation(other, self.keys(other), code, at)
        for person in (inviter, other):
            person.refresh_from_db()
            self._settle(person)

    def part(self, mine: Membership, at: datetime) -> None:
        """One leaves, and the other has read that the pair has ended."""
        other = mine.other
        assert other is not None
        actions.part_ways(mine, self.keys(mine.person), "", at, at)
        actions.close_side(other, at)
        for side in (mine, other):
            side.person.refresh_from_db()

    def client(self, person: Person, room: bool = False) -> Client:
        """A browser that is signed in, with words open, and the room if asked."""
        client, session, at = Client(), signed_in(person), timezone.now()
        client.cookies[settings.SESSION_COOKIE_NAME] = key = str(session.session_key)
        for tier in Tier if room else (Tier.SIGNED_IN,):
            ticket = vault.unlock(key, tier, self.keysets[person.pk], at)
            client.cookies[UNLOCK_COOKIES[tier]] = _cookie(session, tier, ticket, at)
        return client

    def _settle(self, person: Person) -> None:
        """As a first visit after pairing does: hold the pair's key, then pin the other's."""
        mine, other = queries.both_sides(queries.person_of_session(person.pk) or person)
        assert mine and other
        keyring = self.keys(person, room=True)
        if queries.pair_keys_lag(mine, keyring):
            actions.catch_up_with_pair(person, mine, keyring)
        actions.compare_words(mine, keyring, compared_keys.fingerprint_of_partner(mine))
        self.keysets[person.pk] = keyring.keyset


@contextmanager
def back_then(past: Membership) -> Iterator[Membership]:
    """As it was while the two of a past pair were two."""
    sides = list(Membership.objects.filter(pair=past.pair_id))
    people = [side.person_id for side in sides]
    now = list(Membership.objects.filter(person__in=people, ended_at=None))
    for side in now:
        Membership.objects.filter(pk=side.pk).update(ended_at=AT)
    Membership.objects.filter(pair=past.pair_id).update(ended_at=None)
    yield Membership.objects.select_related("person", "other").get(pk=past.pk)
    for side in sides:
        Membership.objects.filter(pk=side.pk).update(ended_at=side.ended_at)
    for side in now:
        Membership.objects.filter(pk=side.pk).update(ended_at=None)


def whole_cast() -> Cast:
    """Everyone, with their past and their pairs."""
    cast = Cast()
    ana, ben, _, dede, _ = map(cast.person, ("Ana", "Ben", "Cleo", "Dede", "Thea"))
    cast.pair(ana, dede, AT - 2 * YEAR)
    cast.part(side_of(ana), AT - YEAR)
    cast.pair(ana, ben, AT - YEAR / 2)
    return cast


@dataclass(frozen=True)
class KeptRows:
    """All rows of the house as they were at one time, to be put into empty tables again."""

    rows: list[list[Model]]

    @classmethod
    def of_now(cls) -> KeptRows:
        house = [model for model in apps.get_models() if "outandback." in model.__module__]
        return cls([rows for rows in map(list, map(everything, house)) if rows])

    def put_back(self) -> None:
        with transaction.atomic():
            for rows in deepcopy(self.rows):
                type(rows[0])._base_manager.bulk_create(rows)


@dataclass
class KeptCast:
    """Made once by the app's own actions; every later test gets the same rows and keys."""

    cast: Cast | None = None
    rows: KeptRows | None = None

    def again(self) -> Cast:
        if self.cast is None or self.rows is None:
            self.cast, self.rows = whole_cast(), KeptRows.of_now()
        else:
            self.rows.put_back()
        # keys refuse to be copied, so each keyset is bound anew
        keysets = {person: bound_anew(keyset) for person, keyset in self.cast.keysets.items()}
        return Cast(deepcopy(self.cast.people), keysets)


def again(person: Person) -> Person:
    """As a next request finds them."""
    return queries.person_of_session(person.pk) or person


def everything(model: type[Model]) -> QuerySet[Model]:
    return model._base_manager.all()


def bound_anew(keyset: Keyset) -> Keyset:
    pairs = {pair: dict(secrets) for pair, secrets in keyset.pairs.items()}
    return Keyset(keyset.person, dict(keyset.private), dict(keyset.everyday), pairs)


def signed_in(person: Person) -> SessionStore:
    """The session that signing in ends with, written once: on the way there it is written, named
    anew and written again, at a third of what a page costs."""
    session = SessionStore()
    session[auth.SESSION_KEY] = str(person.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session


def _cookie(session: SessionStore, tier: Tier, ticket: str, at: datetime) -> str:
    if tier is Tier.SIGNED_IN:
        return ticket
    request = type("Request", (), {"session": session, "COOKIES": {}})()
    return Unlocks(request, at)._dated(ticket)


def side_of(person: Person) -> Membership:
    sides = Membership.objects.select_related("person", "other__person")
    return sides.get(person=person, ended_at=None)
