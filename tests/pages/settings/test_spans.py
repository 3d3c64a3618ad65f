"""Days that were not like others when somebody takes their things along, leaves, or erases."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.spans.models import MarkedSpan, SharedSpan
from tests.builders.spans import FLU, make_span, some_days
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.settings.test_export import from_before, taken
from tests.pages.together.test_together import side

KEPT = some_days("kept to herself", date(2026, 4, 1), None)
LATER = {"called": "since then", "first_on": "2026-05-01", "seen": "1", "shared": "on"}


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def had(ana: Person, keys: Keys) -> MarkedSpan:
    room = keys(ana, room=True)
    make_span(ana, room, KEPT)
    return make_span(ana, room, shared=True)


def called(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(one["words"]["called"] for one in rows)


def test_each_takes_along_their_own_and_what_the_other_shares(
    ana: Person, ben: Person, cleo: Person, client_of: ClientOf, had: MarkedSpan
) -> None:
    hers, his = taken(client_of(ana), PASSPHRASE), taken(client_of(ben), PASSPHRASE)
    assert called(hers["spans"]) == [FLU, KEPT.called] and called(hers["spans_shared"]) == [FLU]
    assert hers["spans"][0]["words"].keys() == {"kind", "called", "first_on", "last_on", "left_out"}
    assert called(his["partner_spans"]) == [FLU] and his["spans"] == his["spans_shared"] == []
    assert KEPT.called not in json.dumps(his) and hers["partner_spans"] == []
    assert "spans" not in taken(client_of(ana))
    assert taken(client_of(cleo), PASSPHRASE)["partner_spans"] == []


def test_after_a_parting_each_takes_along_what_both_had(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, had: MarkedSpan
) -> None:
    people.part_ways(side(ben), keys(ben), "", at, at)
    client = client_of(ana, room=True)
    assert client.post(reverse("span", args=[had.pk]), LATER).status_code == 303
    assert client.post(reverse("span-new"), LATER | {"called": "new"}).status_code == 303
    his, hers = from_before(taken(client_of(ben), PASSPHRASE)), taken(client_of(ana), PASSPHRASE)
    assert called(his["partner_spans"]) == [FLU]
    assert "since then" not in json.dumps(his) and called(hers["spans_shared"]) == [
        "new",
        "since then",
    ]
    client.post(reverse("span-removal", args=[had.pk]))
    assert called(taken(client_of(ana), PASSPHRASE)["spans_shared"]) == ["new"]
    assert called(from_before(taken(client_of(ben), PASSPHRASE))["partner_spans"]) == [FLU]


def test_erasing_keeps_what_the_other_had_and_nothing_else(
    ana: Person, ben: Person, client_of: ClientOf, had: MarkedSpan
) -> None:
    erase(client_of(ana))
    assert not MarkedSpan.objects.exists() and SharedSpan.objects.get().span_id is None
    assert called(taken(client_of(ben), PASSPHRASE)["partner_spans"]) == [FLU]
    assert FLU in client_of(ben, room=True).get(reverse("spans")).content.decode()
