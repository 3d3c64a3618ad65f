from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.models import CheckIn, Homecoming, Reception, Telling, ToldPiece
from outandback.rooms.comfort.models import SharedComfort
from outandback.rooms.cover.models import Answer, Window
from outandback.rooms.giving.models import TenDay
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.notify.models import Subscription
from outandback.rooms.people.models import Device, Membership, Pair, Parting, Person, Recovery
from outandback.rooms.people.queries import past_sides, token_hash, visible
from outandback.rooms.people.sessions import belongs_to
from outandback.rooms.pocket.models import Token
from outandback.rooms.quiet.models import NeedAgreement
from outandback.rooms.quiet.queries import handed_over_to
from outandback.rooms.replies.models import Reply
from outandback.rooms.shown.models import ShownPicture
from outandback.rooms.together.models import Idea, Ritual, TimeTogether, TogetherFact
from outandback.rooms.traditions.queries import spins_kept_by, traditions_kept_by
from outandback.rooms.trips.queries import trips_kept_by
from outandback.rooms.versions.models import EarlierReception, EarlierReply, EarlierTelling
from outandback.vault.prepared_queries import Prepared, given_id

from . import export_spans, export_spec
from .export_spec import OWN, PAIR, PRIVATE, SAID, SHARED, TRIP, WHEN, WORDS, Exported, in_pairs
from .models import Erasure, UnderWay, WayIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import PartnerWords

    from .export_spec import OnesOwn

SAID_BACK, REPLIED = ("id", "telling_id"), ("id", "reception_id")
AS_TWO, DID = export_spec.AS_TWO, export_spec.DID
FromOther = HeadsUp | Answer | Window | TenDay | TimeTogether | TogetherFact
Row = TypeVar("Row", bound=Model)

_sheets = Recovery.objects.filter(person=OuterRef("pk"), called_off_at=None, used_at=None)
_under_way = Prepared(
    lambda: (
        Person.objects.filter(pk=given_id("person"))
        .only("pk")
        .annotate(
            sheet_from=Subquery(_sheets.values("opens_at")[:1]),
            erased_at=Subquery(Erasure.objects.filter(person=OuterRef("pk")).values("due_at")),
        )
    )
)


def everything_of(person: Person, at: datetime, with_private: bool) -> list[Exported]:
    """All that is this person's, and of a partner's what was shared; the private part on demand.

    What was of a past pair goes along with the private part, each pair in a folder of its own.
    """
    kinds, past = _every_kind(person, at, with_private), [one.pair_id for one in past_sides(person)]
    now = [replace(kind, rows=kind.rows.exclude(in_pairs(kind, past))) for kind in kinds]
    return [*now, *(_before(kinds, past) if with_private else ())]


def _before(kinds: list[Exported], past: list[UUID]) -> Iterator[Exported]:
    for number, pair in enumerate(past, 1):
        for kind in kinds:
            rows = kind.rows.filter(in_pairs(kind, [pair]))
            if rows.exists():
                name, said = f"before/{number}/{kind.name}", _("From before, {number}: {kind}")
                holds = said.format(number=number, kind=kind.holds)
                yield replace(kind, name=name, holds=holds, rows=rows)


def _every_kind(person: Person, at: datetime, with_private: bool) -> list[Exported]:
    own = [*OWN, *PRIVATE, *SHARED] if with_private else [*OWN, *SHARED]
    spans = export_spans.kinds_of(person, with_private)
    theirs = [*_of_the_two(person), *_between(person), *_shared_with(person, at), *spans]
    return [*_about(person), *(_kept_by(person, one) for one in own), *theirs, *_given_to(person)]


def sessions_of(person: Person) -> QuerySet[Session]:
    return Session.objects.filter(session_data__startswith=belongs_to(person.pk))


def under_way(person: Person) -> UnderWay | None:
    """What happens to somebody's account by itself, if nobody calls it off; for their own eyes."""
    row: Any = _under_way.first(person=person.pk) if person.under_way else None
    if row is None or not (row.sheet_from or row.erased_at):
        return None
    return UnderWay(row.sheet_from, row.erased_at)


def erasures_due(at: datetime) -> list[UUID]:
    return list(Erasure.objects.filter(due_at__lte=at).values_list("pk", flat=True))


def ways_in(person: Person, here: str) -> list[WayIn]:
    """All of them, but for the mark of the browser that asks: its cookie is `here`."""
    known = Device.objects.filter(person=person).exclude(token_hash=token_hash(here))
    passkeys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    pushed, phones = Subscription.objects.filter(person=person), Token.objects.filter(person=person)
    return [
        *(
            WayIn("passkey", row, row.created_at.date(), row.wrap().name)
            for row in passkeys.order_by("created_at", "pk")
        ),
        *(WayIn("device", row, row.known_on) for row in known.order_by("known_on", "pk")),
        *(WayIn("push", row, row.made_on) for row in pushed.order_by("made_on", "pk")),
        *(WayIn("phone", row, row.made_at.date()) for row in phones.order_by("made_at", "pk")),
    ]


def pairs_others_are_in(person: Person) -> QuerySet[Membership, UUID]:
    """Of this person's pairs those that the other one has not left, or not heard the end of."""
    others = Membership.objects.filter(ended_at=None).exclude(person=person)
    return others.filter(pair__memberships__person=person).values_list("pair", flat=True)


def departures_kept(person: Person) -> QuerySet[Homecoming, UUID]:
    return Homecoming.objects.filter(person=person).values_list("departure", flat=True)


def leaves_kept(person: Person) -> QuerySet[Departure, UUID]:
    return Departure.objects.filter(person=person).values_list("leave", flat=True)


def _about(person: Person) -> list[Exported]:
    me = Person.objects.filter(pk=person.pk)
    sides = Membership.objects.filter(person=person).order_by("joined_at", "pk")
    others = Membership.objects.filter(pair__memberships__person=person).exclude(person=person)
    others = others.order_by("pair", "pk")
    plain = ("id", "email", "joined_on", "zone", "language", "lock_after")
    of_pair = ("pair_id", "joined_at", "ended_at")
    return [
        Exported("person", _("You, as you signed up."), me, plain, ("called",)),
        Exported("pairs", _("The pairs you are or were in."), sides, of_pair),
        Exported("partners", _("What your partners are called."), others, PAIR, ("called",)),
    ]


def _kept_by(person: Person, own: OnesOwn) -> Exported:
    rows = own.model._default_manager.filter(**{own.whose: person.pk})
    if own.model is SharedComfort:
        rows = _not_said_anew(rows, person, "side", "care")
    return Exported(
        own.name, str(own.holds), rows.order_by(*own.order, "pk"), own.plain, own.sealed
    )


def _of_the_two(person: Person) -> list[Exported]:
    pairs = Pair.objects.filter(memberships__person=person).order_by("pk")
    ours = _not_said_anew(Ritual.objects.filter(pair__memberships__person=person), person, "kind")
    ours = ours.order_by("pair", "kind", "pk")
    shared = Idea.objects.filter(pair__memberships__person=person).exclude(words=None)
    theirs = shared.exclude(person=person).order_by("pair", "pk")
    ways, spins = traditions_kept_by(person), spins_kept_by(person)
    spun = ("tradition_id", "person_id", "heads_up_id", "added_on")
    return [
        Exported("living", _("How the two of you live."), pairs, ("id",), ("living",)),
        Exported("rituals", _("Your rituals as two."), ours, ("pair_id", "kind"), ("words",)),
        Exported("partner_ideas", _("Small ideas of theirs."), theirs, ("pair_id",), ("words",)),
        Exported("traditions", _("Your traditions."), ways, ("id", "pair_id"), ("words",)),
        Exported("spins", _("New spins on them."), spins, spun, ("words",)),
        Exported("trips", _("Your trips."), trips_kept_by(person), TRIP, WORDS),
    ]


def _not_said_anew(rows: QuerySet[Row, Row], person: Person, *of_one: str) -> QuerySet[Row, Row]:
    """Where the one who was left said it anew for themselves, that stands for them."""
    same = {name: OuterRef(name) for name in ("pair", *of_one)}
    anew = rows.model._default_manager.filter(**same, person=person, alone=True)
    own = Q(alone=True, person=person)
    return rows.filter(own | (Q(alone=False) & ~Exists(anew)))


def _given_to(person: Person) -> list[Exported]:
    """What a partner said and offered, and shows of their comfort."""
    answers = _theirs(Answer, person, "answered_at")
    windows = _theirs(Window, person, "offered_at").filter(withdrawn_at=None)
    put_in, did = _theirs(TimeTogether, person, "put_at"), _theirs(TogetherFact, person, "said_at")
    shown = SharedComfort.objects.filter(pair__memberships__person=person, alone=False)
    comforts = shown.exclude(person=person).order_by("side", "care", "pk")
    side = ("pair_id", "side", "care")
    return [
        Exported("partner_comforts", _("What they show of their comfort."), comforts, side, SAID),
        Exported("partner_answers", _("What was said to you."), answers, PAIR, SAID),
        Exported("partner_windows", _("Hours offered to you."), windows, ("id", *WHEN), WORDS),
        Exported("partner_times_together", _("Time as two they put in."), put_in, AS_TWO, WORDS),
        Exported("partner_together_facts", _("What they did about it."), did, DID, WORDS),
    ]


def _between(person: Person) -> list[Exported]:
    """Notes that were handed over, what “I need you” is for, and answers that were shared."""
    shared = CheckIn.objects.filter(person=person, pair__isnull=False).order_by("answered_on", "pk")
    answered = ("homecoming_id", "pair_id", "answered_on")
    handed = handed_over_to(person).order_by("held_at", "pk")
    agreed = NeedAgreement.objects.filter(
        Q(words__isnull=False) | Q(person=person), pair__memberships__person=person
    ).order_by("pair", "pk")
    return [
        Exported("partner_notes", _("Notes held for you."), handed, ("pair_id",), ("words",)),
        Exported("need", _("What “I need you” is for."), agreed, ("pair_id",), ("words",)),
        Exported("check_ins_shared", _("Answers you shared."), shared, answered, ("shared",)),
    ]


def _shared_with(person: Person, at: datetime) -> list[Exported]:
    """A partner's things as their pages show them: no time at which anything really happened."""
    told = _theirs(HeadsUp, person, "given_at").order_by("out_at", "pk")
    tellings = _said_to(Telling, person, "told_at").order_by("told_at", "pk")
    said = _said_to(Reception, person, "received_at").order_by("received_at", "pk")
    told_still = _said_to(Reply, person, "replied_at").filter(reception__telling__in=tellings)
    replies = told_still.order_by("replied_at", "pk")
    ended = visible(Parting.objects.exclude(person=person), person, "parted_at")
    words = ended.filter(notice_at__lte=at).order_by("parted_at", "pk")
    pictures = _said_to(ShownPicture, person, "shown_at").exclude(picture=None).order_by("pk")
    tens, answers = _theirs(TenDay, person, "named_at"), _answers(person)
    given, of_pair = ("leave_id", "pair_id", *WHEN), ("id", "pair_id")
    return [
        Exported("partner_heads_ups", _("Heads-ups you were given."), told, given, ("shown",)),
        Exported("partner_tellings", _("What you were told."), tellings, of_pair, ("told",)),
        Exported("partner_receptions", _("What was said back."), said, SAID_BACK, ("received",)),
        Exported("partner_replies", _("What you were answered."), replies, REPLIED, ("replied",)),
        *_said_before(person, tellings, said, replies),
        Exported("partner_check_ins", _("Answers shared with you."), answers, (), ("shared",)),
        Exported("partner_pictures", _("What you are shown."), pictures, PAIR, ("picture",)),
        Exported("partner_ten_days", _("Days they named."), tens, ("telling_id",), ("day",)),
        Exported("partner_partings", _("Pairs that were left."), words, ("pair_id",), ("words",)),
    ]


def _said_before(
    person: Person,
    tellings: QuerySet[Telling],
    said: QuerySet[Reception],
    replies: QuerySet[Reply],
) -> list[Exported]:
    """The earlier words of what they still tell, still say back, and still answer."""
    told = EarlierTelling.objects.filter(telling__in=tellings.values("pk"))
    back = EarlierReception.objects.filter(reception__in=said.values("pk"))
    answered = EarlierReply.objects.filter(reply__in=replies.values("pk"))
    kinds: tuple[tuple[str, str, QuerySet[Any], str, str], ...] = (
        ("tellings", _("What you were told before."), told, "telling_id", "told"),
        ("receptions", _("What was said back before."), back, "reception_id", "received"),
        ("replies", _("What you were answered before."), answered, "reply_id", "replied"),
    )
    return [
        Exported(f"partner_earlier_{name}", holds, _by_time(rows, person), (of,), (words,))
        for name, holds, rows, of, words in kinds
    ]


def _by_time(earlier: QuerySet[Row, Row], person: Person) -> QuerySet[Row, Row]:
    return visible(earlier, person, "replaced_at").order_by("replaced_at", "pk")


def _theirs(model: type[FromOther], person: Person, time_field: str) -> QuerySet[Any]:
    theirs = model._default_manager.exclude(person=person)
    return visible(theirs, person, time_field).order_by(time_field, "pk")


def _said_to(model: type[PartnerWords], person: Person, time_field: str) -> QuerySet[Any]:
    """Taking back ends with one's own part of the pair: from then on the copy stays."""
    paired = Q(pair__memberships__ended_at=None, withdrawn_at=None)
    before = Q(pair__memberships__ended_at__gte=F(time_field))
    kept = Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("pair__memberships__ended_at"))
    theirs = model._default_manager.exclude(person=person)
    return theirs.filter(paired | (before & kept), pair__memberships__person=person)


def tellings_with_more(person: Person, with_past: bool) -> list[Telling]:
    """Of what was told by this person or to them, all that a photo or a voice note came with."""
    laden = Telling.objects.filter(Exists(ToldPiece.objects.filter(telling=OuterRef("pk"))))
    if not with_past:
        laden = laden.exclude(pair__in=[side.pair_id for side in past_sides(person)])
    own, told = laden.filter(person=person), _said_to(Telling, person, "told_at")
    return [
        *own.order_by("told_at", "pk"),
        *laden.filter(pk__in=told.values("pk")).order_by("told_at", "pk"),
    ]


def _answers(person: Person) -> QuerySet[CheckIn]:
    """Days are all that a check-in knows, so the day of a parting is not shared any more."""
    mine = Q(pair__memberships__ended_at=None) | Q(
        pair__memberships__ended_at__date__gt=F("shared_on")
    )
    theirs = CheckIn.objects.exclude(shared=None).exclude(person=person).defer("answers")
    return theirs.filter(mine, pair__memberships__person=person).order_by("shared_on", "pk")
