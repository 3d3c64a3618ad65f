"""The leaves of a pair as both of them know them, for the statistics of both.

From what was told and shared alone, and under the pair's key: neither can read more from it than
they were given. The first of the two is the one with the ink A, whoever reads, so that both read
the same.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outandback.insight.shared import SharedLeave
from outandback.rooms.comeback.models import CheckIn
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.leave.queries import as_known, known_as, words_of

from .history import A_DAY, ALONE, COMPANY, DISTANCE, NEAR, UNSAID
from .left_out import as_times

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.rooms.spans.queries import Days
    from outandback.vault.keyring import Keyring

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
TOLD = ("pair", "person", "shown", "later", "out_at", "back_at", "returned_at", "row_version")
LEAVE = tuple(f"leave__{name}" for name in ("out_at", "back_at", "returned_at"))
Said = tuple[int | None, int | None]  # points, and the number of the day on which they were shared
NOT_SHARED: Said = (None, None)


def shared_history_of(
    side: Membership, keyring: Keyring, spans: Iterable[Days] = ()
) -> list[SharedLeave]:
    """In the order in which they were over, without those in `spans`. Raises Closed where the
    pair's words are closed."""
    said, without = _said(side, keyring), as_times(spans, EPOCH)
    leaves = [_leave(side, keyring, told, said) for told in _told(side)]
    return [one for one in leaves if not any(first <= one.out < end for first, end in without)]


def _told(side: Membership) -> list[HeadsUp]:
    """Of both, that are over."""
    over = known_as(side.person_id, returned_at__isnull=False)
    rows = HeadsUp.objects.filter(over, pair=side.pair_id).select_related("leave")
    return sorted(
        rows.only(*TOLD, *LEAVE), key=lambda told: (_over_at(side.person_id, told), told.pk)
    )


def _over_at(reader: UUID, told: HeadsUp) -> datetime:
    known = as_known(reader, told)
    return known.returned_at or known.out_at  # it has one, as it was asked for


def _leave(
    side: Membership, keyring: Keyring, told: HeadsUp, said: dict[tuple[UUID, bool], Said]
) -> SharedLeave:
    """By the times that were promised: when somebody came back is nothing that follows from."""
    known, words = as_known(side.person_id, told), words_of(keyring, told)
    first, other = (said.get((told.leave_id, who), NOT_SHARED) for who in (True, False))
    return SharedLeave(
        _days(known.out_at),
        _days(known.back_at or known.out_at + UNSAID),
        _is_first(side, told.person_id),
        distance=DISTANCE.get(words.distance, NEAR) if words else NEAR,
        company=COMPANY.get(words.company, ALONE) if words else ALONE,
        felt=(first[0], other[0]),
        over_on=_over_at(side.person_id, told).date().toordinal(),
        shared_on=(first[1], other[1]),
    )


def _said(side: Membership, keyring: Keyring) -> dict[tuple[UUID, bool], Said]:
    """By leave, and whether the first of the two says it. What was kept is not even fetched."""
    rows = CheckIn.objects.filter(pair=side.pair_id).exclude(shared=None).defer("answers")
    return {
        (row.homecoming.leave_id, _is_first(side, row.person_id)): _of_one(side, keyring, row)
        for row in rows.select_related("homecoming")
    }


def _of_one(side: Membership, keyring: Keyring, row: CheckIn) -> Said:
    """One's own as one left it, the other's as they shared it."""
    said, on = keyring.open(row, row.WORDS), row.shared_on
    if row.later and row.person_id == side.person_id:
        said, on = keyring.open(row, "later"), row.answered_on
    return (said.felt, on.toordinal()) if said.felt is not None and on else NOT_SHARED


def _is_first(side: Membership, person: UUID) -> bool:
    return (person == side.person_id) == (side.ink == side.Ink.A)


def _days(at: datetime) -> float:
    return (at - EPOCH).total_seconds() / A_DAY
