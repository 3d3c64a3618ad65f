"""The people and rows that tests ask for, by their names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from outandback.rooms.comeback.actions import receive
from outandback.rooms.comeback.models import Received, Telling
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.cast import AT, Cast, KeptCast, again

Keys = Callable[..., Keyring]
ClientOf = Callable[..., Client]
Clock = Callable[[datetime], None]


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Call it with a time, and from then on it is that time for every page."""

    def set_to(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    return set_to


@pytest.fixture(scope="session")
def kept_cast() -> KeptCast:
    return KeptCast()


@pytest.fixture
def cast(db: Any, kept_cast: KeptCast) -> Cast:
    cache.clear()
    return kept_cast.again()


@pytest.fixture
def ana(cast: Cast) -> Person:
    return again(cast.people["Ana"])


@pytest.fixture
def ben(cast: Cast) -> Person:
    return again(cast.people["Ben"])


@pytest.fixture
def cleo(cast: Cast) -> Person:
    return again(cast.people["Cleo"])


@pytest.fixture
def dede(cast: Cast) -> Person:
    return again(cast.people["Dede"])


@pytest.fixture
def thea(cast: Cast) -> Person:
    return again(cast.people["Thea"])


@pytest.fixture
def keys(cast: Cast) -> Keys:
    return cast.keys


@pytest.fixture
def client_of(cast: Cast) -> ClientOf:
    return cast.client


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime) -> Returned:
    """Ana came back from a leave that Ben was told of."""
    return make_homecoming(ana, keys(ana), at)


@pytest.fixture
def told(back: Returned, ana: Person, ben: Person, keys: Keys, at: datetime) -> Telling:
    """Ana brought something home from it, and Ben answered."""
    telling = make_telling(back, ana, keys(ana, room=True), at)
    receive(telling, ben, keys(ben), Received("Oh, really?", "Who is Wen?"), at)
    return telling
