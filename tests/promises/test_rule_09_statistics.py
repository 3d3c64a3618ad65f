"""9. Statistics: one's own figures, with how many there are and their range, and no cause."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.urls import reverse

from outandback.rooms.away.content import sentences
from outandback.rooms.people.models import Person
from outandback.rules.evidence import Past, evidence
from outandback.ui.spoken import count_in_words
from tests.builders.leaves import make_leave
from tests.builders.past_leaves import DAY, make_past_leaves
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.pages import Rows, another_world, look, seen_by
from tests.promises.reading import templates


@pytest.mark.parametrize("reading", words.of(9), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


@pytest.mark.parametrize("felt", [[9, 9, 9, 9], [0, 3, 10, 1, 2], [1, 2, 3, 4, 5, 6], [0, 0, 0, 0]])
def test_the_card_says_how_many_and_between_which(
    felt: list[int], ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    clock(at)
    make_past_leaves(ana, keys(ana, room=True), at - DAY, [(7, one) for one in felt])
    said = " ".join(card(ana, keys, client_of, at))
    assert f"last {count_in_words(len(felt)).lower()} times" in said
    low, high = min(felt), max(felt)
    span = f"all {low}" if low == high else f"from {low} to {high}"
    assert f"{count_in_words(len(felt))} leaves, {span}." in said


def card(ana: Person, keys: Keys, client_of: ClientOf, at: datetime) -> set[str]:
    leave = make_leave(ana, keys(ana), at)
    client = client_of(ana, room=True)
    page = client.post(reverse("evidence", args=[leave.pk]), {"guilt": "7"})
    return set(re.findall(r">([^<>]+)<", page.content.decode()))


@pytest.mark.parametrize("many", [0, 1, 3])
def test_under_four_it_is_silent(
    many: int, ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    clock(at)
    make_past_leaves(ana, keys(ana, room=True), at - DAY, [(7, 9)] * many)
    assert not [one for one in card(ana, keys, client_of, at) if "leaves," in one or "last" in one]


def test_no_sentence_of_the_card_concludes_anything() -> None:
    """Whatever the figures were."""
    conclude = r"\b(so|than|because|helps?|makes?|better|worse|usual|will|should|always|never)\b"
    for felt in ([0, 0, 0, 0], [10, 10, 10, 10], [0, 5, 10, 5]):
        found = evidence(7, [Past(7, one) for one in felt])
        assert found
        said = f"{sentences.last_times(found)} {sentences.spread(found)} {sentences.SEEN_BEFORE}"
        assert not re.search(conclude, said, re.IGNORECASE), said


def test_figures_stay_in_the_room_of_their_person(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """Nine leaves, kept: no page of the partner's knows how they were, nor one's closed room."""
    clock(at)
    worlds = []
    for felt in (1, 9):
        with another_world():
            leaves = make_past_leaves(ana, keys(ana, room=True), at - DAY, [(10 - felt, felt)] * 9)
            rows = Rows(leave_id=[one.pk for one in leaves[-1:]])
            pages = (seen_by(client_of(ben), rows), seen_by(client_of(ana), rows))
            worlds.append([without_ids(page.body) for seen in pages for page in seen.values()])
    assert worlds[0] == worlds[1]


def without_ids(body: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", body)


def test_until_they_can_tell_the_long_view_says_so(
    ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    clock(at)
    make_past_leaves(ana, keys(ana, room=True), at - DAY, [(2, 9)] * 12)
    page = look(client_of(ana, room=True), reverse("loop"))
    before, heading, after = page.body.partition("What we can’t tell yet")
    assert heading and "Is leaving growing easier?" in after and "It takes" in after
    assert 'class="sure"' not in page.body and "How your leaves were for you" in before


def test_no_colour_is_a_verdict() -> None:
    """Nothing on any page is green or red by its name."""
    named = r'class="[^"]*\b(red|green|amber|danger|success|positive|negative|up|down)\b'
    assert [one.name for one in templates() if re.search(named, one.source)] == []
