"""What a reader keeps of what was sent, once they opened it: one mark for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import HearingDay, Reception, Telling
    from outandback.rooms.leave.models import Leave
    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.replies.models import Reply
    from outandback.vault.fields import SealedRow


def mark_of(row: SealedRow | Membership, again: int = 0) -> str:
    """`again`: the version of what can be sent anew, which then is something else."""
    return f"{row.pk.hex}.{again}" if again else str(row.pk.hex)


def mark_of_joining(mine: Membership) -> str:
    return str(mine.pair_id.hex)


def mark_of_answer(leave: Leave, answered_at: datetime) -> str:
    return f"{leave.pk.hex}.{int(answered_at.timestamp())}"


def mark_of_day(named: HearingDay) -> str:
    return mark_of(named, named.row_version)


def mark_of_agreement(pair_id: UUID, version: int) -> str:
    return f"{pair_id.hex}.need.{version}"


def marks_of_trip(trip: UUID, version: int) -> tuple[str, str]:
    """That it was made, and its last change."""
    return trip.hex, f"{trip.hex}.{version}"


def marks_of_telling(
    person: Person, telling: Telling, *said: Reception | Reply | None
) -> list[str]:
    """What its page opens: what came back to it, and a day that was named for it."""
    named: HearingDay | None = getattr(telling, "hearing_day", None)
    marks = [mark_of(row) for row in said if row and row.person_id != person.pk]
    return [*marks, *([mark_of_day(named)] if named and named.person_id != person.pk else [])]
