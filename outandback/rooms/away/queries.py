from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.vault.prepared_queries import Prepared, given_id

from .models import Caught, Departure, Moment, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Person
    from outandback.vault.fields import SealedRow
    from outandback.vault.keyring import Keyring

_small_departure = Prepared(
    lambda: Departure.objects.filter(leave=given_id("leave"), person=given_id("person"))
)
_own_departure = Prepared(
    lambda: Departure.objects.select_related("leave", "leave__heads_up").filter(
        leave=given_id("leave"), person=given_id("person")
    )
)
_open_departure = Prepared(
    lambda: Departure.objects.select_related("leave", "leave__heads_up").filter(
        person=given_id("person"), leave__person=given_id("person"), leave__returned_at=None
    )
)


def departure_of(person: Person, leave_id: UUID) -> Departure:
    """How this person set out on their own leave, with the leave. Anybody else's does not exist."""
    return _found(_own_departure, person, leave_id)


def where_to_catch(person: Person, leave_id: UUID) -> Departure:
    """The same in one small row, for keeping a moment quickly."""
    return _found(_small_departure, person, leave_id)


def still_out(person: Person) -> Departure | None:
    """The departure that this person is not back from."""
    return _open_departure.first(person=person.pk)


def moments_of(person: Person, departure: Departure) -> list[Moment]:
    """What this person caught on one leave; the order of catching stands inside the seal."""
    own = Moment.objects.filter(person=person, departure=departure)
    return list(own.order_by("arrived_on", "pk"))


def moment_of(person: Person, moment_id: UUID) -> Moment:
    """What this person caught. Anybody else's does not exist."""
    return get_object_or_404(Moment, person=person, pk=moment_id)


def pieces_here(person: Person, all_caught: Iterable[Caught]) -> frozenset[str]:
    """Of the pieces that these moments name the ones that have arrived."""
    named = [UUID(name) for caught in all_caught for name in (*caught.photo, *caught.voice)]
    own = Piece.objects.filter(person=person, pk__in=named) if named else Piece.objects.none()
    return frozenset(str(pk) for pk in own.values_list("pk", flat=True))


def put_together(person: Person, keyring: Keyring, names: Sequence[str]) -> bytes:
    """A photo or a voice note out of its pieces. Needs the open room. Not there: Http404."""
    return b"".join(pieces_opened(person, keyring, names))


def pieces_opened(person: Person, keyring: Keyring, names: Sequence[str]) -> list[bytes]:
    pieces = Piece.objects.filter(person=person, pk__in=names)
    return in_their_order(keyring, pieces, names)


def in_their_order(
    keyring: Keyring, rows: Iterable[SealedRow], names: Sequence[str]
) -> list[bytes]:
    """What pieces hold, as their moment or telling names them: all of them, or Http404."""
    pieces = {str(row.pk): row for row in rows}
    if not names or not pieces.keys() >= set(names):
        raise Http404
    return [keyring.open(pieces[name], "held") for name in names]


def moments_with_more(person: Person) -> QuerySet[Moment]:
    """What this person caught that more than words goes along with."""
    pieces = Piece.objects.filter(moment=OuterRef("pk"), person=person)
    return Moment.objects.filter(Exists(pieces), person=person).order_by("arrived_on", "pk")


def _found(ask: Prepared[Departure], person: Person, leave_id: UUID) -> Departure:
    departure = ask.first(leave=leave_id, person=person.pk)
    if departure is None:
        raise Http404
    departure.person = person
    return departure
