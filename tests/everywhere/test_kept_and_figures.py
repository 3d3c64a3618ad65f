"""What one keeps moves no byte of the other's figures, nor of those of both.

By kind: every sealed column that is not the pair's, of every model, gets other words, and every
such model another row. And by what somebody can do: two worlds in which the other answered to
themselves something else, and kept something else, compared with one in which they kept nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from outandback.rooms.afterwards.actions import say_evening
from outandback.rooms.afterwards.models import AfterAnswers
from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.actions import check_in
from outandback.rooms.comeback.models import CheckIn, HomeAnswers
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.actions import check_evening
from outandback.rooms.quiet.models import EveningAnswers
from outandback.vault.fields import Sealed, SealedRow, To, sealed_fields
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import make_moment
from tests.builders.past_leaves import make_past_leave, make_shared_leaves
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises.pages import Pages, another_world, differing, look
from tests.vault.write_database import make_row, words_for

DAY = timedelta(days=1)
MANY = 32


@pytest.fixture
def lived(ana: Person, ben: Person, keys: Keys, clock: Clock, at: datetime) -> None:
    """Enough for figures of each, and of both."""
    clock(at)
    make_shared_leaves((ana, ben), keys, at - 3 * DAY, MANY, 8)


def figures(client_of: ClientOf, person: Person) -> Pages:
    """Of this person with the room open and closed, and of both."""
    opened, closed = client_of(person, room=True), client_of(person)
    return {
        "mine": look(opened, reverse("loop")),
        "closed": look(closed, reverse("loop")),
        "ours": look(closed, reverse("loop-ours")),
    }


# By kind ------------------------------------------------------------------------------------------


def of_ones_own() -> Iterator[tuple[type[SealedRow], list[Sealed]]]:
    for model in apps.get_models():
        columns = [one for one in sealed_fields(model) if one.to is not To.PAIR]
        if columns and issubclass(model, SealedRow):
            yield model, columns


def write_otherwise(
    model: type[SealedRow], columns: list[Sealed], person: Person, keys: Keyring
) -> int:
    """In all rows of this person's; answers in how many columns there are other words now."""
    changed = 0
    for row in model._default_manager.all():
        own = [one for one in columns if getattr(row, one.of) == person.pk]
        for column in own:
            keys.seal(row, column.name, words_for(column, f"{column.name} put otherwise"))
        row.save()
        changed += len(own)
    return changed


def test_there_are_figures_to_be_moved(lived: None, ana: Person, client_of: ClientOf) -> None:
    seen = figures(client_of, ana)
    assert re.search(r"as far as \d+ answers can tell", seen["mine"].body)
    assert "It rests on 30 leaves" in seen["ours"].body


def test_no_sealed_word_of_ones_own_moves_a_figure_of_the_other(
    lived: None, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    room, before, moved = keys(ben, room=True), figures(client_of, ana), []
    for model, columns in of_ones_own():
        with another_world():
            make_row(model, ben, at)
            assert write_otherwise(model, columns, ben, room), model
            moved += [(model, page) for page in differing(before, figures(client_of, ana))]
    assert moved == []


def test_a_shared_word_moves_them(
    lived: None, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """Else the test above would find nothing, whatever was so."""
    before = figures(client_of, ana)
    row = CheckIn.objects.filter(person=ben).earliest("homecoming__came_back_at")
    said = HomeAnswers(felt=0)
    check_in(row.homecoming, ben, keys(ben, room=True), said, said, ben.current, at)
    assert differing(before, figures(client_of, ana)) == ["mine", "ours"]


# By what is done ----------------------------------------------------------------------------------

Keeps = Callable[[Person, Keyring, datetime], None]


def keeps_nothing(_ben: Person, _room: Keyring, _at: datetime) -> None:
    pass


def keeps(points: int) -> Keeps:
    def keep(ben: Person, room: Keyring, at: datetime) -> None:
        """Answers to everything, for himself alone; leaves that he told nobody of."""
        said = HomeAnswers(felt=points, closeness=points, energy=points, guilt=10 - points)
        for row in CheckIn.objects.filter(person=ben).select_related("homecoming"):
            shared: HomeAnswers = room.open(row, "shared") or HomeAnswers()
            answers = replace(said, felt=points if shared.felt is None else shared.felt)
            check_in(row.homecoming, ben, room, answers, shared, ben.current, at)
        for ago in range(1, 3 + points):
            on = (at - ago * DAY).date()
            check_evening(ben, room, None, on, EveningAnswers(points, points, 10 - points))
            say_evening(ben, room, on, AfterAnswers("", 1, points, points))
            make_past_leave(ben, room, at - ago * DAY, guilt=points, felt=10 - points)
        for departure in Departure.objects.filter(person=ben)[:points]:
            make_moment(departure, room, f"of {points}", at)

    return keep


@pytest.fixture
def his_own(lived: None, ben: Person, keys: Keys, at: datetime) -> None:
    """The last three he shared nothing of."""
    room = keys(ben, room=True)
    for row in CheckIn.objects.filter(person=ben).order_by("-homecoming__came_back_at")[:3]:
        check_in(row.homecoming, ben, room, HomeAnswers(), HomeAnswers(), ben.current, at)


def test_what_one_does_for_oneself_moves_no_figure_of_the_other(
    his_own: None, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    hers, his, room = list[Pages](), list[Pages](), keys(ben, room=True)
    for kept in (keeps_nothing, keeps(1), keeps(9)):
        with another_world():
            kept(ben, room, at)
            hers.append(figures(client_of, ana))
            his.append(figures(client_of, ben))
    assert [differing(hers[0], one) for one in hers[1:]] == [[], []]
    assert [differing(his[0], one) for one in his[1:]] == [["mine", "closed"], ["mine", "closed"]]
