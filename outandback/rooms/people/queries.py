from __future__ import annotations

from datetime import timedelta
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from outandback.rules.folding import tidied
from outandback.rules.text_direction import isolated
from outandback.vault import codes, seal
from outandback.vault import queries as vault_queries
from outandback.vault.keyring import Keyring
from outandback.vault.keyset import Keyset
from outandback.vault.prepared_queries import Given, Prepared, given_id

from .models import (
    Called,
    Device,
    HostCard,
    Invitation,
    Living,
    Membership,
    Parting,
    Person,
    Recovery,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.vault.models import KeyRows

Row = TypeVar("Row", bound=Model)
FIRST = 1  # the generation of a pair's key while both are in it
SOMEONE = gettext_lazy("your partner")
USED = "used "  # what the lookup of an invitation begins with once it has served
APART = ("two homes", "apart")


class Parted(Exception):
    """This side has left the pair, perhaps while its words were under way."""


class NoSuchInvitation(Exception):
    """Used, too old, mistyped, or one's own."""


class SaidOtherwise(Exception):
    """The other one said something else since the page was opened."""


_past_sides = Prepared(
    lambda: (
        Membership.objects.filter(person=given_id("person"), ended_at__isnull=False)
        .select_related("other")
        .order_by("-ended_at", "pk")
    )
)
_at_the_desk = Prepared(
    lambda: Person.objects.select_related("current__pair", "current__other").filter(
        pk=given_id("person"), is_active=True
    )
)


def person_of_session(person_id: UUID | str) -> Person | None:
    """The person of a session, with both sides of their open pair."""
    try:
        return _at_the_desk.first(person=person_id)
    except (ValidationError, ValueError):
        return None


def both_sides(person: Person) -> tuple[Membership | None, Membership | None]:
    mine = person.current
    return (mine, mine.other) if mine else (None, None)


def name_of(keyring: Keyring, side: Membership | None) -> str:
    called: Called | None = keyring.open_if_possible(side, "called") if side else None
    return isolated(called.name) if called and called.name else str(SOMEONE)


def own_name(keyring: Keyring, person: Person) -> str:
    called: Called | None = keyring.open_if_possible(person, "called")
    return called.name if called else ""


def how_we_live(keyring: Keyring, mine: Membership | None) -> str:
    """What the two said of their homes; empty where it is unsaid, or closed."""
    living: Living | None = keyring.open_if_possible(mine.pair, mine.pair.newest) if mine else None
    return living.kind if living else ""


def lives_apart(keyring: Keyring, mine: Membership | None) -> bool:
    """Whether the two have no home in common, as far as this request can read."""
    return how_we_live(keyring, mine) in APART


def visible(rows: QuerySet[Row], person: Person | Given, time_field: str) -> QuerySet[Row]:
    """The rows of pairs that this person is or was in, up to the time their part ended."""
    return rows.filter(
        Q(pair__memberships__ended_at=None) | Q(pair__memberships__ended_at__gte=F(time_field)),
        pair__memberships__person=person,
    )


def visible_now(rows: QuerySet[Row], person: Person | Given, pair: str = "pair") -> QuerySet[Row]:
    """The rows of the pair that this person is in. Those of a past pair are on its shelf alone."""
    side = {f"{pair}__memberships__person": person, f"{pair}__memberships__ended_at": None}
    return rows.filter(**side)


def past_sides(person: Person) -> list[Membership]:
    """This person's part in pairs that have ended, the last one first."""
    return _past_sides(person=person.pk)


def parted_lately(person: Person, at: datetime) -> bool:
    """Whether a pair of theirs ended within the month."""
    return Membership.objects.filter(person=person, ended_at__gt=at - timedelta(days=30)).exists()


def past_side(person: Person, pair_id: UUID) -> Membership:
    """This person's part in a pair that has ended."""
    sides = Membership.objects.filter(person=person, ended_at__isnull=False)
    return get_object_or_404(sides.select_related("other"), pair=pair_id)


def hold_sides(pair_id: UUID) -> dict[UUID, Membership]:
    """Both sides of a pair as they are now; neither ends before the transaction does."""
    sides = Membership.objects.select_for_update(no_key=True).filter(pair=pair_id).order_by("pk")
    return {side.person_id: side for side in sides}


def hold(mine: Membership) -> None:
    """For the actions: both sides read again into `mine`, and held. Raises Parted."""
    sides = hold_sides(mine.pair_id)
    now = sides.get(mine.person_id)
    if now is None or now.ended_at is not None:
        raise Parted
    mine.ended_at = None
    if mine.other is not None:
        mine.other.ended_at = sides[mine.other.person_id].ended_at


def pair_keys_lag(mine: Membership, keyring: Keyring) -> bool:
    held = keyring.keyset.pairs.get(mine.pair_id)
    return not held or (has_left(mine.other) and max(held) == FIRST)


def parting_of(mine: Membership) -> Parting | None:
    """That of who left first: the other one may have left since, knowing nothing of it."""
    return Parting.objects.filter(pair=mine.pair_id).order_by("parted_at", "pk").first()


def pairs_left_first(person: Person) -> QuerySet[Parting, UUID]:
    """Not those whose other one had left before, told of it or not."""
    before = Parting.objects.filter(pair=OuterRef("pair"), parted_at__lt=OuterRef("parted_at"))
    return Parting.objects.filter(~Exists(before), person=person).values_list("pair", flat=True)


def parting_to_tell(
    mine: Membership | None, partner: Membership | None, at: datetime
) -> Parting | None:
    """That the other has left, once the time has come to say so."""
    if mine is None or partner is None or partner.ended_at is None:
        return None
    parting = parting_of(mine)
    return parting if parting and parting.notice_at <= at else None


def open_invitation(written: str, person: object, at: datetime) -> tuple[Invitation, Keyset, bytes]:
    """The invitation behind a typed code and the pair key that it opens."""
    try:
        code = codes.read(written, codes.INVITE_BYTES)
    except codes.MistypedCode as mistyped:
        raise NoSuchInvitation from mistyped
    invitation = invitation_behind(lookup_of(code), at)
    if invitation is None or invitation.person == person:
        raise NoSuchInvitation
    key = seal.open_code_slot(bytes(invitation.box), code, invitation.place())
    return invitation, Keyset(None, pairs={invitation.pair_id: {FIRST: key}}), key


def who_invites(written: str, person: object, at: datetime) -> str | None:
    """What the inviter is called, which their code opens; None where it is no longer good."""
    try:
        invitation, keyset, _ = open_invitation(written, person, at)
    except NoSuchInvitation:
        return None
    called: Called | None = Keyring(None, keyset).open(invitation, "called")
    return called.name if called else str(SOMEONE)


def invitation_behind(lookup: str, at: datetime) -> Invitation | None:
    return (
        Invitation.objects.select_related("person")
        .filter(lookup=lookup, ends_at__gt=at, person__current=None)
        .first()
    )


def pair_invitation(written: str, at: datetime) -> str:
    """The partner's invitation behind a typed code, by its lookup; empty where it is none."""
    try:
        lookup = lookup_of(codes.read(written, codes.INVITE_BYTES))
    except codes.MistypedCode:
        return ""
    return lookup if invitation_behind(lookup, at) else ""


def invitation_from(person: Person, at: datetime) -> Invitation | None:
    return Invitation.objects.filter(person=person, ends_at__gt=at).order_by("made_at", "pk").last()


def invitations_unused(person: Person) -> KeyRows[Invitation]:
    """Those that nobody said yes to. A used one may hold its person's only copy of a pair's key."""
    return Invitation.objects.filter(person=person).exclude(lookup__startswith=USED)


def invitations_used(person: Person) -> KeyRows[Invitation]:
    return Invitation.objects.filter(person=person, lookup__startswith=USED)


def pair_key_is_missing(mine: Membership | None, keyring: Keyring) -> bool:
    """Whether the words of this pair stay closed although everyday ones are open."""
    if mine is None or not keyring.everyday_open:
        return False
    return mine.pair_id not in keyring.keyset.pairs


def lookup_of(code: bytes) -> str:
    return sha256(b"OB1 invitation" + code).hexdigest()


def knows_device(person: Person, token: str) -> bool:
    return Device.objects.filter(person=person, token_hash=token_hash(token)).exists()


def device_known_as(email: str, token: str) -> Device | None:
    """The device behind a cookie, where it has opened the keys of whoever signs in so. One question
    for an address that is known here and for one that isn't."""
    found = Device.objects.filter(token_hash=token_hash(token), person__email__iexact=email)
    return found.first() if token else None


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def recovery_waiting(person: Person) -> Recovery | None:
    return Recovery.objects.filter(person=person, called_off_at=None, used_at=None).last()


def host_card() -> HostCard | None:
    return HostCard.objects.first()


def host_name() -> str:
    """Who runs this server, as the host set it or the first person here said; empty if unsaid."""
    card = None if settings.HOST_NAME else host_card()
    return card.name if card else settings.HOST_NAME


def anybody_here() -> bool:
    return Person.objects.filter(is_active=True).exists()


def is_unclaimed() -> bool:
    """Nobody has signed up here, or nobody has said who runs it."""
    return not (anybody_here() and host_name())


def signs_in_as(email: str) -> Q:
    """Whose address it is, however it is typed. A database may know no capitals but ASCII's."""
    plain = tidied(email).replace(" ", "")
    return reduce(or_, (Q(email__iexact=form) for form in (plain, plain.lower(), plain.upper())))


def person_with_email(email: str) -> Person | None:
    return Person.objects.filter(signs_in_as(email), is_active=True).first()


def holds_sheet(email: str, written: str) -> bool:
    """Whether a typed code is that of their recovery sheet."""
    person = person_with_email(email)
    return person is not None and vault_queries.opens_with_code(person.pk, written)


def has_left(side: Membership | None) -> bool:
    return side is not None and side.ended_at is not None
