"""What one's own leaves propose to what one calls easy: taken, changed or put away by its person,
and by nobody else."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.afterwards.models import Suggestion
from outandback.rooms.afterwards.queries import steps_decided, suggestion_of
from outandback.rooms.comfort.models import Comfort, SharedComfort, WhoseLeaves
from outandback.rooms.comfort.queries import levels_in, time_of
from outandback.rooms.ladder.queries import ladder_of, standing_of
from outandback.rooms.people.models import Person
from outandback.rules.care_check import Asked, reading
from outandback.rules.cares import Care, Level
from outandback.rules.comfort_proposals import EASY, OWN, STEPS, TALK, ProposedStep
from tests.builders.comfort import keep_comfort
from tests.builders.leaves import bare
from tests.builders.past_leaves import make_past_leave
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)
HALF, LESS = ProposedStep(OWN, "half", EASY), ProposedStep(OWN, "half", TALK)
FOUND = "So far, going out for up to half a day has felt good to you."
LENGTHS = (1, 2, 3, 5, 7)
FORM = reverse("comfort-care", args=[Care.TIME.place])
FILLED = re.compile(r'name="(\w+)"[^>]*value="(\w+)"[^>]* checked')


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def lived(ana: Person, keys: Keys, at: datetime) -> None:
    """Twenty leaves of up to seven hours that felt good."""
    room = keys(ana, room=True)
    for ago in range(20, 0, -1):
        hours, felt = LENGTHS[ago % len(LENGTHS)], 8 + ago % 2
        make_past_leave(ana, room, at - 2 * ago * DAY, felt=felt, hours=hours)


def loop(client: Client) -> str:
    return client.get(reverse("loop")).content.decode()


def decided(person: Person, keys: Keys) -> tuple[str, ...]:
    return tuple(steps_decided(suggestion_of(person), keys(person, room=True)))


def filled(page: str) -> dict[str, str]:
    return {name: value for name, value in FILLED.findall(page) if value}


def propose(client: Client, step: ProposedStep = HALF) -> str:
    answer = client.post(reverse("comfort-proposed"), {"step": step.key})
    assert answer.status_code == 200
    return answer.content.decode()


# On the loop page -------------------------------------------------------------------------------


@pytest.mark.usefixtures("lived")
def test_it_stands_in_the_open_room_alone(ana: Person, client_of: ClientOf) -> None:
    page = loop(client_of(ana, room=True))
    assert FOUND in page and "You have not called any length easy." in page
    assert re.search(r"Of ten such times, \d+ to \d+ would feel good, as far as 20 answers", page)
    assert f'name="step" value="{HALF.key}"' in page
    assert "such times" not in loop(client_of(ana)) and HALF.key not in loop(client_of(ana))


@pytest.mark.usefixtures("lived")
def test_whoever_calls_as_much_easy_is_proposed_nothing(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    keep_comfort(ana, keys(ana, room=True), Care.TIME, WhoseLeaves.OWN, hours="easy")
    assert "You say that up to two or three hours is easy." in loop(client_of(ana, room=True))
    keep_comfort(ana, keys(ana, room=True), Care.TIME, WhoseLeaves.OWN, half="easy")
    assert "such times" not in loop(client_of(ana, room=True))


@pytest.mark.usefixtures("lived")
def test_kept_as_it_is_it_does_not_come_again(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    client = client_of(ana, room=True)
    answer = client.post(reverse("comfort-as-it-is"), {"step": HALF.key})
    assert answer["Location"] == reverse("loop")
    assert "such times" not in loop(client)
    assert decided(ana, keys) == (HALF.key,) and not Comfort.objects.exists()


def test_what_was_decided_on_is_sealed_and_says_nothing_of_what_was_decided(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana, room=True)
    for step in (HALF, LESS, HALF):
        client.post(reverse("comfort-as-it-is"), {"step": step.key})
    row = Suggestion.objects.get(person=ana)
    assert b"half" not in bytes(row.decided or b"")
    assert decided(ana, keys) == (HALF.key, LESS.key)
    assert keys(ana).open_if_possible(row, "decided") is None
    assert len(row.decided or b"") == len(row.put_away or b"") == len(row.listener or b"")


def test_with_every_step_decided_on_the_column_is_not_long(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana, room=True)
    for key in STEPS:
        client.post(reverse("comfort-as-it-is"), {"step": key})
    assert decided(ana, keys) == tuple(STEPS)


# The form ---------------------------------------------------------------------------------------


def test_the_form_is_filled_in_and_keeps_nothing(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    room = keys(ana, room=True)
    keep_comfort(ana, room, Care.TIME, WhoseLeaves.OWN, "Late buses.", hour="easy", late="talk")
    keep_comfort(ana, room, Care.TIME, WhoseLeaves.THEIRS, night="not")
    before = time_of(ana, room)
    page = propose(client_of(ana, room=True))
    easy = dict.fromkeys(("own_hour", "own_hours", "own_half"), "easy")
    assert filled(page) == {**easy, "own_late": "talk", "theirs_night": "not"}
    assert "Late buses." in page and "Filled in from your own leaves." in page
    assert f'action="{FORM}"' in page
    assert time_of(ana, room) == before and not Suggestion.objects.exists()


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("half", ["easy", "talk", ""])
def test_kept_or_changed_it_is_as_its_person_says_and_does_not_come_again(
    ana: Person, client_of: ClientOf, keys: Keys, half: str
) -> None:
    client = client_of(ana, room=True)
    sent = {"own_hours": "easy", "own_half": half, "own_seen": "0", "step": HALF.key}
    answer = client.post(FORM, sent)
    assert answer.status_code == 303
    said = time_of(ana, keys(ana, room=True))[WhoseLeaves.OWN].levels
    assert said == {"hours": "easy"} | ({"half": half} if half else {})
    assert decided(ana, keys) == (HALF.key,)
    assert "such times" not in loop(client)


def test_a_form_that_clashes_still_knows_what_was_proposed(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana, room=True)
    keep_comfort(ana, keys(ana, room=True), Care.TIME, WhoseLeaves.OWN, hour="easy")
    sent = {"own_half": "easy", "own_seen": "0", "step": HALF.key}
    page = client.post(FORM, sent)
    assert page.status_code == 409
    assert f'value="{HALF.key}"' in page.content.decode() and decided(ana, keys) == ()


@pytest.mark.parametrize("step", ["", "own half", "own nights easy", "<script>"])
def test_no_other_step_is_taken(ana: Person, client_of: ClientOf, keys: Keys, step: str) -> None:
    client = client_of(ana, room=True)
    assert client.post(reverse("comfort-proposed"), {"step": step})["Location"] == FORM
    client.post(reverse("comfort-as-it-is"), {"step": step})
    assert decided(ana, keys) == ()


def test_in_a_closed_room_it_asks_to_open_it(ana: Person, client_of: ClientOf) -> None:
    for name in ("comfort-proposed", "comfort-as-it-is"):
        answer = client_of(ana).post(reverse(name), {"step": HALF.key})
        assert answer["Location"] == "/opening/?door=p&next=%2Fcomfort%2F"
    assert not Suggestion.objects.exists()


# What reads it ----------------------------------------------------------------------------------


def test_what_was_taken_reaches_the_care_check_and_the_ladder(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    room = keys(ana, room=True)
    keep_comfort(ana, room, Care.TIME, WhoseLeaves.OWN, hour="easy")
    start = ladder_of(ana, ana.current, room, standing_of(ana, room), at.date()).usual.size
    client = client_of(ana, room=True)
    page = propose(client)
    seen = dict(re.findall(r'name="(\w+_seen)"(?: value="(\d+)")?', page))
    assert client.post(FORM, {**filled(page), **seen, "step": HALF.key}).status_code == 303
    own = levels_in({Care.TIME: time_of(ana, room)[WhoseLeaves.OWN]})
    assert reading(Care.TIME, Asked(hours=6.0), own).level is Level.EASY
    assert reading(Care.TIME, Asked(hours=12.0), own).level is None
    after = ladder_of(ana, ana.current, room, standing_of(ana, room), at.date()).usual.size
    assert after > start


@pytest.mark.usefixtures("lived")
def test_the_other_ones_pages_stay_the_same_until_it_is_shown(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    """Whether it was proposed, looked at, kept as it is, taken or changed."""
    client, theirs = client_of(ana, room=True), client_of(ben, room=True)
    seen = {pages_of(theirs)}
    loop(client)
    propose(client)
    seen.add(pages_of(theirs))
    client.post(reverse("comfort-as-it-is"), {"step": HALF.key})
    seen.add(pages_of(theirs))
    client.post(FORM, {"own_half": "easy", "own_seen": "0", "step": HALF.key})
    seen.add(pages_of(theirs))
    assert len(seen) == 1 and not SharedComfort.objects.exists()
    shown = {"own_half": "easy", "own_seen": "1", "own_share": "on"}
    assert client.post(FORM, shown).status_code == 303
    assert SharedComfort.objects.get().person_id == ana.pk


def pages_of(client: Client) -> tuple[str, ...]:
    names = ("today", "story", "loop", "comfort", "comfort-theirs", "settings", "calendar")
    return tuple(bare(client.get(reverse(name)).content.decode()) for name in names)
