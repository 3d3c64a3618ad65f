from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from outandback.vault.prepared import Prepared, given_id

from .models import Departure, Moment

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.people.models import Person

_small_departure = Prepared(
    lambda: Departure.objects.filter(leave=given_id("leave"), person=given_id("person"))
)
_own_departure = Prepared(
    lambda: Departure.objects.select_related("leave", "leave__heads_up").filter(
        leave=given_id("leave"), person=given_id("person")
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
    open_leave = {"leave__person": person, "leave__returned_at": None}
    out = Departure.objects.filter(person=person, **open_leave)
    return out.select_related("leave", "leave__heads_up").first()


def moments_of(person: Person, departure: Departure) -> list[Moment]:
    """What this person caught on one leave; the order of catching stands inside the seal."""
    own = Moment.objects.filter(person=person, departure=departure)
    return list(own.order_by("arrived_on", "pk"))


def _found(ask: Prepared[Departure], person: Person, leave_id: UUID) -> Departure:
    departure = ask.first(leave=leave_id, person=person.pk)
    if departure is None:
        raise Http404
    departure.person = person
    return departure
