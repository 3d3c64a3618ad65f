"""Returns for the tests, made with the same actions as in the app."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from outandback.rooms.away.models import Caught, Departure, Moment
from outandback.rooms.comeback.actions import check_in, choose, come_back
from outandback.rooms.comeback.models import (
    Choice,
    Chosen,
    Decision,
    HomeAnswers,
    Homecoming,
    Telling,
)
from outandback.rooms.hearing.actions import note_opened
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Membership, Person
from outandback.vault.keyring import Keyring
from tests.builders.leaves import make_departure, make_heads_up, make_leave

HOUR = timedelta(hours=1)
MARK = "the slack is the whole trick"


@dataclass
class Returned:
    """A leave that came back: Ana went, Ben was told."""

    leave: Leave
    departure: Departure
    home: Homecoming


def plan_and_depart(
    person: Person, keys: Keyring, at: datetime, *, heads_up: bool = True, **when: str
) -> Departure:
    leave = make_leave(person, keys, at, **when)
    if heads_up:
        make_heads_up(leave, person.current, keys, at)
    return make_departure(leave, keys, at)


def make_homecoming(
    person: Person, keys: Keyring, at: datetime, *, heads_up: bool = True
) -> Returned:
    departure = plan_and_depart(person, keys, at - 2 * HOUR, heads_up=heads_up)
    return Returned(departure.leave, departure, come_back(departure, at))


def make_moment(
    departure: Departure, keys: Keyring, text: str, at: datetime, kind: str = "aha"
) -> Moment:
    moment = Moment(departure=departure, person_id=departure.person_id, arrived_on=at.date())
    keys.seal(moment, "caught", Caught(kind, text, at.isoformat()))
    moment.save()
    return moment


def make_telling(
    returned: Returned, person: Person, keys: Keyring, at: datetime, text: str = MARK
) -> Telling:
    """`keys` hold the open room."""
    moment = make_moment(returned.departure, keys, text, at)
    choose(returned.home, keys, [Decision(moment, "tell")], person.current, at)
    return telling_of(moment, keys)


def telling_of(moment: Moment, keys: Keyring) -> Telling:
    """What was told of a moment; `keys` hold the open room."""
    chosen: Chosen = keys.open(Choice.objects.get(moment=moment), "chosen")
    return Telling.objects.get(pk=chosen.telling)


def open_tellings(person: Person, keys: Keyring, *tellings: Telling) -> None:
    """Its listener said that they can hear each of these now, and nothing else."""
    for telling in tellings:
        note_opened(person, telling.pair_id, keys, [telling.pk])


def keep_all_private(returned: Returned, person: Person, keys: Keyring, at: datetime) -> None:
    """A moment that is not brought, and a check-in of which nothing is shared."""
    make_moment(returned.departure, keys, "a heron on the weir", at)
    answers = HomeAnswers(felt=3, joy="the heron")
    check_in(returned.home, person, keys, answers, HomeAnswers(), person.current, at)


def threshold_form(*moments: Moment, **answers: str) -> dict[str, Any]:
    """The form of the threshold, as someone sends it: the same answer for each moment."""
    form: dict[str, Any] = {"moment": [str(moment.pk) for moment in moments]}
    for moment in moments:
        form |= {f"{moment.pk}-{name}": answer for name, answer in answers.items()}
    return form


def without_tokens(body: bytes) -> str:
    """A page as it reads: the token that guards its forms is another each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", body.decode())


def shelf_of(person: Person) -> str:
    """Where the story of the pair that they were in last stands, once it has ended."""
    return reverse("shelf", args=[last_past_side(person).pair_id])


def last_past_side(person: Person) -> Membership:
    return Membership.objects.filter(person=person, ended_at__isnull=False).latest("ended_at")


def unsaved_leaves(person: Person, count: int, at: datetime, pair: UUID | None = None) -> list[Any]:
    """Leaves that came back one after the other, without words."""
    return [
        Leave(
            id=uuid4(),
            person=person,
            **{"out_at": at - i * HOUR, "out_wall": "2026-05-14T18:30", "planned_at": at},
            **{"zone": "Europe/London", "back_zone": "Europe/London"},
            **{"begun_at": at - i * HOUR, "returned_at": at - i * HOUR},
        )
        for i in range(count)
    ]
