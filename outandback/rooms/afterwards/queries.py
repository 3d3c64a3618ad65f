from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from outandback.rooms.comeback.models import CheckIn, Homecoming, Telling
from outandback.rooms.comeback.queries import CONTENT, unanswered
from outandback.rooms.quiet.models import EveningCheck
from outandback.rules.afterwards import day_of, evening_after
from outandback.rules.suggestions import (
    keeps_landing_flat,
    keeps_staying_unheard,
    lonelier_than_usual,
)
from outandback.ui.texts import entries_of
from outandback.vault.prepared_queries import Prepared, given_day, given_id, given_time
from outandback.vault.queries import sheets

from .models import Decided, EveningAfter, Listener, Near, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring
    from outandback.vault.prepared_queries import Given

MARKS, EVENINGS = 20, 60
DAY = timedelta(days=1)
# until the second evening after a return is over, which is at five
LATELY = timedelta(days=3, hours=1)
TOLD_LATELY, EVENING_LATELY = timedelta(weeks=8), timedelta(days=7)


def _returns(since: Given) -> QuerySet[Homecoming]:
    """Mine, and those that I was told of. Person and time stand in both parts, so that each part
    can use the index."""
    lately = Q(came_back_at__gt=since)
    told = Q(leave__heads_up__pair=given_id("pair"), leave__heads_up__returned_at__isnull=False)
    theirs = lately & Q(person=given_id("partner")) & told
    return Homecoming.objects.filter((lately & Q(person=given_id("person"))) | theirs)


def _with_tonight() -> QuerySet[Homecoming]:
    tonight = EveningAfter.objects.filter(
        person=given_id("person"), evening_on=given_day("tonight")
    )
    before = Homecoming.objects.filter(
        person=given_id("person"), came_back_at__lt=OuterRef("came_back_at")
    )
    asks_for_sheet = ~Exists(before) & ~Exists(sheets(given_id("person")))
    answered = CheckIn.objects.filter(homecoming=OuterRef("pk"), person=given_id("person"))
    returns = _returns(given_time("since")).annotate(
        checked_in=Exists(answered), said_tonight=Exists(tonight), asks_for_sheet=asks_for_sheet
    )
    return returns.order_by("-came_back_at", "pk")


_homecomings = Prepared(_with_tonight)


def recent_homecomings(person: Person, mine: Membership | None, at: datetime) -> list[Homecoming]:
    """The returns of these days, mine and those that I was told of.

    `checked_in` and `said_tonight` are about me; so is `asks_for_sheet`, on my first return.
    """
    asked = {"person": person.pk, "pair": mine.pair_id if mine else None}
    partner = mine.other.person_id if mine and mine.other else None
    tonight = day_of(at, person.zone)
    return _homecomings(**asked, partner=partner, since=at - LATELY, tonight=tonight)


def last_return(since: Given) -> Subquery:
    """When the last of them was, for a question about something else. `since`: `at - LATELY`."""
    newest = _returns(since).order_by("-came_back_at", "pk")
    return Subquery(newest.values("came_back_at")[:1])


def own_returns_until(home: Homecoming) -> int:
    own = Homecoming.objects.filter(person=home.person_id)
    return own.filter(came_back_at__lte=home.came_back_at).count()


def told_returns_until(mine: Membership, home: Homecoming) -> int:
    """Of the partner's returns those that a heads-up told of: of others there is no trace."""
    told = Q(leave__heads_up__pair=mine.pair_id, leave__heads_up__returned_at__isnull=False)
    theirs = Homecoming.objects.filter(told, person=home.person_id)
    return theirs.filter(came_back_at__lte=home.came_back_at).count()


def about_tonight(homes: Iterable[Homecoming], at: datetime, zone: str) -> Homecoming | None:
    """Of some returns, newest first, the one that this evening comes after."""
    return next((one for one in homes if evening_after(one.came_back_at, at, zone)), None)


def is_first_return(person: Person, home: Homecoming, at: datetime) -> bool:
    """Their first of all, within the day."""
    others = Homecoming.objects.filter(person=person).exclude(pk=home.pk)
    return at - home.came_back_at < DAY and not others.exists()


def evening_said(person: Person, on: date) -> EveningAfter | None:
    return EveningAfter.objects.filter(person=person, evening_on=on).first()


# What may come next, in the open room ---------------------------------------------------------


def suggestion_of(person: Person) -> Suggestion | None:
    return Suggestion.objects.filter(person=person).first()


def listener_of(person: Person, keyring: Keyring) -> Listener:
    row = suggestion_of(person)
    named: Listener | None = keyring.open(row, "listener") if row else None
    return named or Listener()


def steps_decided(row: Suggestion | None, keyring: Keyring) -> tuple[str, ...]:
    """Steps that were proposed to their comfort. Raises Closed in a closed room."""
    said: Decided | None = keyring.open(row, "decided") if row else None
    return said.steps if said else ()


def near(person: Person, mine: Membership | None, keyring: Keyring, at: datetime) -> Near | None:
    """One suggestion or none. Needs the open room."""
    row, today = suggestion_of(person), day_of(at, person.zone)
    if mine is None or (row and keyring.open(row, "put_away").until > today.isoformat()):
        return None
    told = _told(person, mine, at)
    flat = keeps_landing_flat(_marks(told, keyring)) or keeps_staying_unheard(
        (at - telling.told_at, _heard(telling)) for telling in told if not telling.withdrawn_at
    )
    if not flat and not lonelier_than_usual(_lonely(person, keyring, today)):
        return None
    listener = keyring.open(row, "listener") if row and flat else Listener()
    return Near(not flat, words_to_ask(person, today), listener)


def words_to_ask(person: Person, today: date) -> str:
    """The same for a week; others for others."""
    ways = entries_of(CONTENT, "apart_words")
    return str(ways[(today.toordinal() // 7 + person.pk.int) % len(ways)]["words"])


def _told(person: Person, mine: Membership, at: datetime) -> QuerySet[Telling]:
    told = Telling.objects.filter(person=person, pair=mine.pair_id, told_at__gt=at - TOLD_LATELY)
    newest = told.select_related("landing", "reception", "hearing_day")
    return newest.order_by("-told_at", "-pk")[:MARKS]


def _marks(told: Iterable[Telling], keyring: Keyring) -> list[str]:
    return [
        keyring.open(telling.landing, "felt").how for telling in told if hasattr(telling, "landing")
    ]


def _heard(telling: Telling) -> bool:
    return hasattr(telling, "reception") or hasattr(telling, "hearing_day")


def _lonely(person: Person, keyring: Keyring, today: date) -> list[int]:
    """How lonely the evenings at home were, newest first; nothing where the last is long ago."""
    rows = EveningCheck.objects.filter(person=person).order_by("-evening_on")[:EVENINGS]
    said = [(row.evening_on, keyring.open(row, "answers").loneliness) for row in rows]
    told = [(on, lonely) for on, lonely in said if lonely is not None]
    if not told or told[0][0] < today - EVENING_LATELY:
        return []
    return [lonely for _, lonely in told]


# What waits to be heard, and with it something that was heard before ------------------------------

_answered = Telling.objects.filter(
    pair=given_id("pair"),
    withdrawn_at=None,
    reception__isnull=False,
    reception__withdrawn_at=None,
).order_by("pk")
_first_heard = Subquery(_answered.values("pk")[:1])
_next_heard = Subquery(_answered.filter(pk__gte=given_id("day")).values("pk")[:1])


def _with_answer(tellings: QuerySet[Telling]) -> QuerySet[Telling]:
    return tellings.select_related("hearing_day").annotate(answer=F("reception")).order_by()


def _kept() -> QuerySet[Telling]:
    return Telling.objects.filter(pk=Coalesce(_next_heard, _first_heard))


_waiting_and_kept = Prepared(
    lambda: _with_answer(unanswered()).union(_with_answer(_kept()), all=True).order_by("told_at")
)


def waiting_and_kept(
    person: Person, mine: Membership | None, at: datetime
) -> tuple[list[Telling], Telling | None]:
    """What waits to be heard; and something that was heard, on another day another one."""
    if mine is None or mine.other is None:
        return [], None
    day = uuid5(mine.pair_id, at.astimezone(ZoneInfo(person.zone)).date().isoformat())
    found = _waiting_and_kept(pair=mine.pair_id, partner=mine.other.person_id, day=day)
    kept = [one for one in found if getattr(one, "answer", None)]
    return [one for one in found if one not in kept], next(iter(kept), None)
