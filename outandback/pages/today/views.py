from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from outandback.pages.parts.free_hours.context import asker_of, free_hours_ahead
from outandback.pages.parts.knock.context import somebody_asks
from outandback.pages.parts.look_around.context import drawn_pages
from outandback.pages.parts.tellings.context import may_read
from outandback.pages.parts.while_out.context import what_passes
from outandback.rooms.account import queries as account
from outandback.rooms.account.actions import close_pair
from outandback.rooms.board.actions import stand_still
from outandback.rooms.board.queries import boards_of
from outandback.rooms.cover.queries import said_beside
from outandback.rooms.feeds.queries import feeds_of
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.queries import lives_apart, name_of, parted_lately, parting_to_tell
from outandback.rooms.rhythms.actions import plan_due
from outandback.rooms.suggestions import actions
from outandback.rooms.today import queries, week
from outandback.rooms.today.content import sentences
from outandback.rooms.today.times_together import beads
from outandback.rules.whereabouts import Presence, share_passed, time_has_passed
from outandback.ui.drawing import other_ink
from outandback.ui.middleware import asks_for_head
from outandback.web.cookies import carries_invitation
from outandback.web.host_claim import asks_who_runs_it
from outandback.web.key_checks import has_two_passphrases, require_words_open
from outandback.web.redirects import SeeOther
from outandback.web.requests import PersonRequest, as_person_request, signed_in

from .context import (
    TimeRow,
    at_home,
    come_round,
    held,
    moment_of,
    near_trips,
    thought,
    time_row,
)

if TYPE_CHECKING:
    from outandback.rooms.cover.models import Answered
    from outandback.rules.whereabouts import Outing

PAGES = {
    Presence.HOME: "today/home.html",
    Presence.PARTNER_OUT: "today/partner_out.html",
    Presence.OUT: "today/out.html",
    Presence.BOTH_OUT: "today/out.html",
}


@dataclass(frozen=True)
class Card:
    """One leave as a page shows it: mine with its plan, the partner's as it was told."""

    row: Leave | HeadsUp
    outing: Outing
    ink: str
    name: str
    span: str
    times: str

    @property
    def address(self) -> str:
        if isinstance(self.row, Leave):
            return reverse("leave", args=[self.row.pk])
        return reverse("answer", args=[self.row.leave_id])

    @property
    def starts_at(self) -> datetime:
        return self.outing.out_at

    @property
    def heads_up(self) -> HeadsUp | None:
        return getattr(self.row, "heads_up", None)


@require_GET
def today(plain: HttpRequest) -> HttpResponse:
    if not plain.user.is_authenticated:
        return render(plain, "today/front.html", {"look_around": bool(drawn_pages())})
    request, at = as_person_request(plain), timezone.now()
    parting = parting_to_tell(request.membership, request.partner, at)
    asks = {"somebody_asks": somebody_asks(request, at)}
    under_way = asks | {"under_way": account.under_way(request.user)}
    under_way["two_passphrases"] = has_two_passphrases(request)
    if parting:
        facts = {"parting": parting, "boards": boards_of(request.user)}
        facts["feeds"] = feeds_of(request.user)
        return render(request, "today/ended.html", under_way | facts)
    now = _now(request, at)
    together_open = now.together is not None and may_read(request, now.together)
    under_way |= {"sent": "sent" in request.GET and request.partner is not None}
    rounds = {
        "rounds": come_round(request, at),
        "trips": near_trips(request, at),
        "together_open": together_open,
    }
    context = under_way | rounds | _page(request, now, at)
    context["held"] = held(request, at) if "held" in request.GET else None
    something = under_way["somebody_asks"] or under_way["under_way"] or context["held"]
    context["thought"] = None if something else thought(request, now, at)
    return render(request, PAGES[now.what.place], context)


@require_POST
@signed_in
def parting_notice(request: PersonRequest) -> HttpResponse:
    """The one who was left has read it. Before there is anything to read, this does nothing."""
    at = timezone.now()
    if request.membership and parting_to_tell(request.membership, request.partner, at):
        stand_still(request.user.pk, at, at)
        close_pair(request.membership, at)
    return SeeOther(reverse("today"))


@require_GET
@signed_in
def free_hours(request: PersonRequest) -> HttpResponse:
    require_words_open(request)
    facts = free_hours_ahead(request, timezone.now())
    return render(request, "today/free_hours.html", facts)


@require_POST
@signed_in
def suggestion_holding(request: PersonRequest) -> HttpResponse:
    """One tap makes time together of free hours; what is free no more is left as it is."""
    require_words_open(request)
    start = moment_of(request.POST.get("start", ""))
    held = start is not None and actions.hold(asker_of(request), start, timezone.now())
    ending = "?" + urlencode({"held": request.POST["start"]}) if held else ""
    return SeeOther(reverse("today") + ending)


@require_POST
@signed_in
def suggestion_away(request: PersonRequest) -> HttpResponse:
    """Not this week, or for as long as was said. For this person alone."""
    how_long = request.POST.get("for", "")
    if how_long in set(actions.For):
        actions.put_away(request.user, actions.For(how_long), timezone.now())
    return SeeOther(reverse("today"))


def _now(request: PersonRequest, at: datetime) -> queries.Now:
    """Where a rhythm waits for it, its next leave is planned first: here its keys are open."""
    now = queries.now_for(request.user, request.membership, request.keyring, at)
    if not (now.is_due and request.keyring.everyday_open) or asks_for_head(request):
        return now
    plan_due(request.user, request.keyring, at)
    return queries.now_for(request.user, request.membership, request.keyring, at)


def _page(request: PersonRequest, now: queries.Now, at: datetime) -> dict[str, object]:
    reader = _reader(request, at)
    what = now.what
    back = bool(now.unfinished), bool(now.unanswered)
    cards = [_card(request, reader, now, outing) for outing in what.ahead]
    first = 0 if now.unfinished and not what.door else 1
    following = cards[0] if cards and first else None
    two = next(iter(now.as_two.coming), None)
    return {
        "now": now,
        "headline": sentences.headline(reader, what, *back, two),
        "kicker": sentences.kicker(reader, what),
        "week": _week(request, reader, now, at),
        "next": following,
        "said": _said_to(request, following),
        "after": _after(request, reader, now, cards[first:]),
        "to_note": _to_note(request, reader, now),
        "door": what.door is not None,
        "out": _picture(request, reader, now, at),
        "carries_invitation": carries_invitation(request) and not request.membership,
        "may_invite": not request.membership and not parted_lately(request.user, at),
        "asks_who_runs_it": asks_who_runs_it(request),
        **_meanwhile(request, now, at),
    }


def _meanwhile(request: PersonRequest, now: queries.Now, at: datetime) -> dict[str, object]:
    """What passes between the two while one of them is out."""
    what = now.what
    if what.mine is not None:
        own = now.rows[what.mine.id]
        passes = what_passes(request, getattr(own, "heads_up", None), now.meanwhile)
        return {**passes, "also_out": now.rows[what.theirs.id] if what.theirs else None}
    if what.theirs is None:
        return {}
    told = now.rows[what.theirs.id]
    home = at_home(request, told, now.meanwhile, at) if isinstance(told, HeadsUp) else {}
    quiet = not home.get("call") and not home.get("hello_said")
    return {**home, "told": told, "moment": now.kept if quiet else None}


def _after(
    request: PersonRequest, reader: sentences.Reader, now: queries.Now, cards: list[Card]
) -> list[Card | TimeRow]:
    """Leaves and time together, in the order in which they come."""
    two = [time_row(request, reader.here, one) for one in now.as_two.coming]
    return sorted([*cards, *two], key=lambda row: row.starts_at)


def _to_note(request: PersonRequest, reader: sentences.Reader, now: queries.Now) -> TimeRow | None:
    one = now.as_two.to_note
    return time_row(request, reader.here, one) if one else None


def _said_to(request: PersonRequest, card: Card | None) -> Answered | None:
    """What the partner said to the leave that comes next, which came along with it."""
    row, mine = card.row if card else None, request.membership
    if not isinstance(row, Leave) or mine is None:
        return None
    return said_beside(request.keyring, row, mine.pair_id)


def _reader(request: PersonRequest, at: datetime) -> sentences.Reader:
    partner = name_of(request.keyring, request.partner) if request.partner else ""
    here = at.astimezone(ZoneInfo(request.user.zone))
    return sentences.Reader(partner, here, lives_apart(request.keyring, request.membership))


def _card(
    request: PersonRequest, reader: sentences.Reader, now: queries.Now, outing: Outing
) -> Card:
    name = gettext("You") if outing.own else sentences.opening(reader.partner)
    return Card(
        now.rows[outing.id],
        outing,
        _ink(request, outing.own),
        name,
        sentences.span(reader, outing),
        sentences.times(reader, outing),
    )


def _week(
    request: PersonRequest, reader: sentences.Reader, now: queries.Now, at: datetime
) -> dict[str, object]:
    zone, ink, two = request.user.zone, _ink(request, True), now.as_two.of_week
    trips = week.trips_of_week(request.keyring, request.membership, at, zone)
    return {
        "outs": week.days_of_week(now.outings, ink, at, zone),
        "ring": week.ring_on_week(now.outings, at, zone),
        "beads": beads(now.as_two.of_week, at, zone),
        "day": reader.now.weekday(),
        "words": sentences.week_in_words(
            reader, week.outings_of_week(now.outings, at, zone), at, two, trips
        ),
        "trips": week.stretches(trips, at, zone),
        "one": "" if request.membership else ink,
        "since": week.began_on_week(request.user, request.membership, at),
    }


def _picture(
    request: PersonRequest, reader: sentences.Reader, now: queries.Now, at: datetime
) -> dict[str, object] | None:
    """The big line of whoever is out; of the one who asks, where both are."""
    outing = now.what.mine or now.what.theirs
    if outing is None:
        return None
    return {
        "card": _card(request, reader, now, outing),
        "share": share_passed(outing, at),
        "late": time_has_passed(outing, at),
        "one": request.membership is None,
    }


def _ink(request: PersonRequest, own: bool) -> str:
    mine = request.membership.ink if request.membership else "a"
    return mine if own else other_ink(mine)
