"""No page is heavier than 16 kB, as it is sent: uncompressed, since it holds secrets beside what
somebody typed. Over all addresses, with a couple who have something of everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from outandback.ops.demo.queries import couples_words
from outandback.rooms.comeback.models import Telling
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.queries import person_with_email
from outandback.rooms.traditions.models import Tradition
from outandback.vault import actions as vault
from tests.cast import EITHER, Cast
from tests.everywhere.pages import pages_of, two_people

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person

MOST = 16_000
# Pages that are heavier, and what they may weigh at most: a figure here can only become smaller.
HEAVIER = {
    "/boards/*/": 21_450,  # as the card’s
    "/boards/*/card/": 16_600,  # its square code is drawn of its link, at times of more pieces
    "/comfort/": 16_400,
    "/comfort/5/": 17_950,
    "/comfort/theirs/": 16_400,
    "/leaves/*/again/": 16_200,
    "/leaves/*/homecoming/": 16_800,
    "/loop/": 40_000,  # each question with its picture and its numbers: what it may weigh
    "/mine/": 24_000,
    "/settings/": 16_180,
    "/story/year/": 32_000,
}
MANY = 12


def heavy(cast: Cast, person: Person, ids: dict[str, list[Any]]) -> dict[str, int]:
    """The room is open, since its pages then say more."""
    found: dict[str, int] = {}
    for address, html in pages_of(cast.client(person, room=True), ids):
        kind = "/".join("*" if len(part) > 30 else part for part in address.split("/"))
        found[kind] = max(found.get(kind, 0), len(html.encode()))
    return {kind: weight for kind, weight in found.items() if weight > MOST}


@pytest.mark.parametrize("name", EITHER)
def test_no_page_is_heavier(
    cast: Cast, at: datetime, clock: Callable[[datetime], None], name: str
) -> None:
    clock(at)
    too_heavy = heavy(cast, cast.people[name], two_people(cast, at))
    assert {k: w for k, w in too_heavy.items() if w > HEAVIER.get(k, 0)} == {}


@pytest.mark.longer
@pytest.mark.django_db
def test_no_page_is_heavier_after_a_year(settings: LazySettings, tmp_path: Path) -> None:
    """The couple of the demo, who have been at it for long."""
    settings.DATA = tmp_path
    call_command("demo", stdout=StringIO())
    found: dict[str, int] = {}
    for name in ("robin", "ellis"):
        words = couples_words()[name]
        person = person_with_email(words["email"])
        assert person is not None
        keyset = vault.open_with_passphrase(person.pk, words["passphrase"])
        for kind, weight in heavy(Cast({}, {person.pk: keyset}), person, ids_of(person)).items():
            found[kind] = max(weight, found.get(kind, 0))
    assert {k: w for k, w in found.items() if w > HEAVIER.get(k, 0)} == {}


def ids_of(person: Person) -> dict[str, list[Any]]:
    """Of the newest leaves and tellings, and of all that is few."""
    rows = {
        "leave_id": Leave.objects.order_by("-planned_at"),
        "telling_id": Telling.objects.order_by("-pk"),
        "tradition_id": Tradition.objects.order_by("pk"),
    }
    ids = {name: [one.pk for one in islice(found, MANY)] for name, found in rows.items()}
    return ids | {"place": [*range(1, 6)]}
