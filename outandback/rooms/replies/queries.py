from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.comeback.models import Telling
from outandback.rooms.people.models import Membership
from outandback.rooms.people.queries import visible

from .models import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.rooms.comeback.models import Reception
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring


def telling_to_answer(person: Person, mine: Membership | None, telling_id: UUID) -> Telling:
    """One's own, told to the pair of now, which stands; whether anything came back or not."""
    pair = mine.pair_id if mine else None
    standing = Telling.objects.filter(person=person, pair=pair, withdrawn_at=None)
    return get_object_or_404(standing, pk=telling_id)


def question_in(keyring: Keyring, reception: Reception | None) -> str:
    """What the listener asked, as it stands for the teller. Raises Closed."""
    return keyring.open(reception, "received").question if reception else ""


def reply_to(person: Person, telling: Telling) -> Reply | None:
    """The answer to the question about it: one's own, or the teller's as far as one has it."""
    replies = Reply.objects.filter(reception__telling=telling)
    own = replies.filter(person=person).first()
    if own is not None:
        return own
    reply = visible(replies, person, "replied_at").first()
    return reply if reply and stands_for(reply, _side(person, telling.pair_id)) else None


def replies_to(side: Membership, receptions: Iterable[UUID]) -> dict[UUID, Reply]:
    """Those that one side of a pair has, by the reception whose question they answer."""
    rows = Reply.objects.filter(reception__in=list(receptions), pair=side.pair_id)
    return {reply.reception_id: reply for reply in rows if stands_for(reply, side)}


def replied_to() -> Exists:
    """For a telling: whether there is one at all, whoever has it."""
    return Exists(Reply.objects.filter(reception__telling=OuterRef("pk")))


def stands_for(reply: Reply, side: Membership) -> bool:
    """Whether this side was there to read it, and still has it."""
    if reply.person_id == side.person_id:
        return reply.withdrawn_at is None
    heard = side.ended_at is None or reply.replied_at <= side.ended_at
    return heard and reply.stands_for(side)


def own_reply(person: Person, mine: Membership | None, telling_id: UUID) -> Reply:
    """To change or to take back: one's own, in the pair of now, also after it was taken back."""
    if mine is None:
        raise Http404
    return get_object_or_404(
        Reply.objects.select_related("reception__telling"),
        reception__telling=telling_id,
        person=person,
        pair=mine.pair_id,
    )


def _side(person: Person, pair_id: UUID) -> Membership:
    return get_object_or_404(Membership, person=person, pair=pair_id)
