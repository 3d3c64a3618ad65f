from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from outandback.rooms.leave.models import Leave
from outandback.rules.sleeps import MOST_FLOWERS, UNUSED, Sight, sight
from outandback.rules.whereabouts import Outing
from outandback.ui.texts import entries_of

from .models import BoardLinkToken, SharedLink, SleepsBoard, Still, token_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
WHENS = ("before", "door", "away", "late", "back")


def boards_of(person: Person) -> list[SleepsBoard]:
    return list(SleepsBoard.objects.filter(person=person).order_by("made_on", "pk"))


def board_of(person: Person, board_id: UUID) -> SleepsBoard:
    """This person's own board. A partner sees one by its link, as everybody does."""
    return get_object_or_404(SleepsBoard, pk=board_id, person=person)


def board_behind(token: str, at: datetime) -> SleepsBoard:
    """What a link leads to. Old, changed, closed and invented links are not told apart."""
    used = SleepsBoard.objects.filter(used_on__gte=(at - UNUSED).date())
    return get_object_or_404(used, token_hash=token_hash(token), person__is_active=True)


def token_of(keyring: Keyring, board: SleepsBoard) -> str:
    """What its link ends in. Raises Closed."""
    token: BoardLinkToken = keyring.open(board, "token")
    return token.text


def boards_shared(mine: Membership | None) -> set[UUID]:
    """This side's own boards that the other of the two finds, too."""
    own = SharedLink.objects.filter(pair=mine.pair_id, person=mine.person_id) if mine else ()
    return {link.board_id for link in own}


def links_beside(mine: Membership | None, told: HeadsUp) -> list[SharedLink]:
    """Of the children's pages that the other lets this side find, those that show this leave."""
    if mine is None or told.pair_id != mine.pair_id:
        return []
    shown = Q(board__shows_all=True) | Q(board__showings__leave=told.leave_id)
    links = SharedLink.objects.filter(shown, pair=mine.pair_id, person=told.person_id)
    return list(links.distinct().order_by("pk"))


def seen_by_child(board: SleepsBoard, at: datetime) -> Sight:
    """What the page shows now, by the latest promise; where it stands still, by that of then."""
    if board.still_since:
        return sight(_outings_then(board, at), at, board.zone)
    return sight(map(_outing, open_leaves(board)), at, board.zone)


def flowers_of(board: SleepsBoard) -> int:
    """One for each return of a leave that it showed, as far as they are drawn."""
    grown = board.flowers_then if board.still_since else returns_on(board).count()
    return min(grown, MOST_FLOWERS) if board.show_flowers else 0


def returns_on(board: SleepsBoard) -> QuerySet[Leave]:
    """Of a board that shows every leave, the returns since it was made."""
    shown = Q(pk__in=board.showings.values("leave"))
    if board.shows_all:
        shown |= Q(returned_at__gte=datetime.combine(board.made_on, time.min, UTC))
    return Leave.objects.filter(shown, person=board.person_id, returned_at__isnull=False)


def boards_showing(person: Person, leave: Leave) -> set[UUID]:
    """The boards of this person on which this leave was switched on."""
    shown = SleepsBoard.objects.filter(person=person, showings__leave=leave)
    return set(shown.values_list("pk", flat=True))


def is_on_a_board(person: Person, leave: Leave) -> bool:
    """Whether a page that follows its owner's leaves shows this one."""
    moving = SleepsBoard.objects.filter(person=person, still_since=None)
    return moving.filter(Q(shows_all=True) | Q(showings__leave=leave)).exists()


def leaves_not_over(board: SleepsBoard, named: Iterable[str]) -> set[UUID]:
    """Of these leaves, by their ids, those that their person has not come back from."""
    own = Leave.objects.filter(person=board.person_id, pk__in=list(named), returned_at=None)
    still = board.stills.values_list("leave", flat=True)
    return set(own.values_list("pk", flat=True)).union(still)


def guidance() -> list[tuple[str, list[dict[str, object]]]]:
    """What helps around a goodbye, by when it helps."""
    entries = entries_of(CONTENT, "guidance")
    return [(when, [entry for entry in entries if entry["when"] == when]) for when in WHENS]


def open_leaves(board: SleepsBoard) -> QuerySet[Leave]:
    own = Leave.objects.filter(person=board.person_id, returned_at=None, called_off_at=None)
    return own if board.shows_all else own.filter(pk__in=board.showings.values("leave"))


def _outings_then(board: SleepsBoard, at: datetime) -> list[Outing]:
    """Once the other one knows, nothing of then begins any more, and what was promised is over."""
    then = [_outing_then(still) for still in board.stills.all()]
    if board.rests_at is None or at < board.rests_at:
        return then
    return [one for one in then if one.is_out and one.back_at and one.back_at > at]


def _outing_then(still: Still) -> Outing:
    return Outing(still.leave_id, True, still.out_at, still.back_at, still.begun_at, None)


def _outing(leave: Leave) -> Outing:
    return Outing(leave.pk, True, leave.out_at, leave.back_at, leave.begun_at, leave.returned_at)
