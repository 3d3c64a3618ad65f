"""7. No gamification: nothing is counted, praised or compared, and a pause needs no reason."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from outandback.pages.notifications.forms import SeasonForm
from outandback.rooms.notify.models import NotificationKind
from outandback.rooms.notify.queries import preference_of
from outandback.rooms.people.models import Person
from tests.builders.homecomings import make_homecoming
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.excused import COUNTED, KEPT_COUNTS
from tests.promises.pages import another_world, look
from tests.promises.reading import printed

HOUR = timedelta(hours=1)
# What makes a number of rows, of days, or of how often.
COUNTING = {
    "timesince",
    "timeuntil",
    "naturaltime",
    "naturalday",
    "length",
    "length_is",
    "pluralize",
    "add",
    "divisibleby",
    "widthratio",
    "intcomma",
    "apnumber",
    "ordinal",
    "filesizeformat",
    "count",
    "counter",
    "counter0",
    "revcounter",
    "revcounter0",
    "total",
    "streak",
    "number_of",
    "average",
    "avg",
    "sum",
    "max",
    "min",
    "percent",
}


@pytest.mark.parametrize("reading", words.of(7), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


def test_templates_count_only_what_is_listed() -> None:
    found = {
        (one.place, name)
        for one in printed()
        for name in (one.names | one.filters) & COUNTING
        if not one.expression.startswith(("url ", "load ", "include ", "extends "))
    }
    assert found == set(COUNTED)


def test_no_row_keeps_a_count_or_a_streak() -> None:
    counting = (
        "_count",
        "count_",
        "streak",
        "points",
        "score",
        "level",
        "badge",
        "days_since",
        "total",
    )
    found = [
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        if model.__module__.startswith("outandback.")
        for column in model._meta.local_fields
        if column.name == "count" or any(word in column.name for word in counting)
    ]
    assert found == list(KEPT_COUNTS)


PAGES = (
    "today",
    "story",
    "loop",
    "loop-ours",
    "mine",
    "settings",
    "leave-new",
    "ladder",
    "evening-after",
)


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_pages_do_not_tell_two_leaves_from_six(
    who: str, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """But for the leaves themselves where they are listed, each with its day."""
    clock(at)
    reader = {"ana": ana, "ben": ben}[who]
    one, other = (lived(ana, reader, keys, client_of, at, many) for many in (2, 6))
    for name in PAGES:
        assert one[name] == other[name], name


def lived(
    ana: Person, reader: Person, keys: Keys, client_of: ClientOf, at: datetime, many: int
) -> dict[str, set[str]]:
    """What is said after so many leaves of some weeks ago, all of the same day."""
    with another_world():
        for number in range(many):
            make_homecoming(ana, keys(ana), at - 600 * HOUR + number * HOUR / 10)
        client = client_of(reader, room=True)
        return {name: look(client, reverse(name)).pieces for name in PAGES}


def test_a_pause_asks_for_no_reason(ana: Person, client_of: ClientOf) -> None:
    asked = SeasonForm.base_fields
    assert [name for name, field in asked.items() if field.required] == []
    assert list(asked) == ["until"]
    client = client_of(ana)
    assert client.post(reverse("season-off")).status_code == 303
    kept = preference_of(ana.pk)
    assert kept.season_off and not kept.wants(NotificationKind.NEED, timezone.now())
    assert client.post(reverse("season-on")).status_code == 303
    assert not preference_of(ana.pk).season_off
