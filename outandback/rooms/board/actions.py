from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.actions import still_in
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.queries import Parted
from outandback.vault.writing import begin_version, require_version

from .models import BoardLinkToken, BoardWords, SharedLink, Showing, SleepsBoard, Still, token_hash
from .queries import board_of, boards_shared, leaves_not_over, open_leaves, returns_on, token_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

TOKEN_BYTES = 32


@transaction.atomic
def make_board(
    keyring: Keyring,
    board: SleepsBoard,
    words: BoardWords,
    at: datetime,
    leave: Leave | None = None,
    mine: Membership | None = None,
) -> None:
    """`board` is named by its form, so that one form makes one board. With a leave that it is made
    for, it shows that one; with a side of a pair, the other finds it. Raises Closed, and what
    `share_link` does."""
    board.made_on = board.used_on = at.date()
    _seal(board, keyring, _new_token(board), words)
    SleepsBoard.objects.bulk_create([board], ignore_conflicts=True)
    if leave is not None:
        Showing.objects.get_or_create(board=board_of(board.person, board.pk), leave=leave)
    if mine is not None:
        share_link(board_of(board.person, board.pk), mine, keyring)


@transaction.atomic
def change_board(
    board: SleepsBoard,
    keyring: Keyring,
    seen: int,
    words: BoardWords,
    plain: Mapping[str, object],
    mine: Membership | None = None,
    shared: bool = False,
) -> None:
    """`seen` is the version that the form showed. Raises Stale where there is a later one, and what
    `share_link` does. `mine`: the side of the pair whose other finds it, or no longer."""
    now = SleepsBoard.objects.select_for_update().get(pk=board.pk)
    require_version(now, seen)
    if now.shows_all and not plain["shows_all"]:
        _keep_flowers(now)
    kept: BoardWords = keyring.open(now, "words")
    for name, value in plain.items():
        setattr(now, name, value)
    _rewrite(now, keyring, replace(words, sentences=kept.sentences))
    if mine is not None:
        share_link(now, mine, keyring) if shared else unshare_link(now, mine)


@transaction.atomic
def show_leave(
    board: SleepsBoard, keyring: Keyring, leave: Leave, shown: bool, sentence: str
) -> None:
    """Let a board show a leave, or no longer; with a sentence for this time, or none."""
    now = SleepsBoard.objects.select_for_update().get(pk=board.pk)
    if shown:
        Showing.objects.get_or_create(board=now, leave=leave)
    else:
        Showing.objects.filter(board=now, leave=leave).delete()
    kept: BoardWords = keyring.open(now, "words")
    said = {name: text for name, text in kept.sentences.items() if name != str(leave.pk)}
    if sentence:
        said[str(leave.pk)] = sentence
    if said != kept.sentences:
        _rewrite(now, keyring, replace(kept, sentences=said))


@transaction.atomic
def share_link(board: SleepsBoard, mine: Membership, keyring: Keyring) -> None:
    """The other of the two finds the page. Raises Parted, and KeysChanged."""
    still_in(mine, keyring)
    SharedLink.objects.filter(board=board, pair=mine.pair_id).delete()
    link = SharedLink(board=board, person_id=mine.person_id, pair_id=mine.pair_id)
    keyring.seal(link, "given", BoardLinkToken(token_of(keyring, board)))
    link.save()


@transaction.atomic
def unshare_link(board: SleepsBoard, mine: Membership) -> None:
    """They don't find it any more. The link itself goes on until it is changed. Raises Parted."""
    still_in(mine)
    SharedLink.objects.filter(board=board, pair=mine.pair_id).delete()


@transaction.atomic
def change_link(
    person: Person,
    board_id: UUID,
    keyring: Keyring,
    at: datetime,
    mine: Membership | None = None,
) -> None:
    """A new link; the old one leads nowhere from this moment. Raises Closed.

    A page that stood still follows its owner's leaves again: whoever had the old link is out, but
    for the other of a pair of now, who finds the new one.
    """
    board = board_of(person, board_id)
    board.still_since = board.rests_at = None
    board.stills.all().delete()
    words: BoardWords = keyring.open(board, "words")
    board.used_on = at.date()
    _seal(begin_version(board), keyring, _new_token(board), words)
    board.save()
    if mine is not None and board.pk in boards_shared(mine):
        with suppress(Parted, KeysChanged):
            share_link(board, mine, keyring)


def take_down(board: SleepsBoard) -> None:
    """Nothing of it stays, nor that it was."""
    SleepsBoard.objects.filter(pk=board.pk).delete()


def take_all_down(person: Person) -> None:
    SleepsBoard.objects.filter(person=person).delete()


@transaction.atomic
def stand_still(person_id: UUID, rests_at: datetime, at: datetime) -> None:
    """A pair of theirs ended: their pages go on showing what was planned by now, and nothing that
    comes after it. By the clock alone, so that nobody learns of it before `rests_at`."""
    moving = SleepsBoard.objects.select_for_update().filter(person=person_id, still_since=None)
    for board in moving:
        leaves = open_leaves(board)
        Still.objects.bulk_create([_still(board, leave) for leave in leaves])
        board.flowers_then = returns_on(board).count()
        board.still_since, board.rests_at = at, rests_at
        board.save(update_fields=["flowers_then", "still_since", "rests_at"])


def note_visit(board: SleepsBoard, at: datetime) -> None:
    """The day alone, and once a day."""
    SleepsBoard.objects.filter(pk=board.pk, used_on__lt=at.date()).update(used_on=at.date())


def _still(board: SleepsBoard, leave: Leave) -> Still:
    times = {"out_at": leave.out_at, "back_at": leave.back_at, "begun_at": leave.begun_at}
    return Still(board=board, leave=leave, **times)


def _keep_flowers(board: SleepsBoard) -> None:
    """What has flowered stays when it no longer shows every leave."""
    grown = [Showing(board=board, leave=leave) for leave in returns_on(board)]
    Showing.objects.bulk_create(grown, ignore_conflicts=True)


def _rewrite(board: SleepsBoard, keyring: Keyring, words: BoardWords) -> None:
    """Under the same link; what was said for a leave goes once it is over."""
    current = {str(pk) for pk in leaves_not_over(board, words.sentences)}
    said = {name: text for name, text in words.sentences.items() if name in current}
    token = token_of(keyring, board)
    _seal(begin_version(board), keyring, token, replace(words, sentences=said))
    board.save()


def _new_token(board: SleepsBoard) -> str:
    token = token_urlsafe(TOKEN_BYTES)
    board.token_hash = token_hash(token)
    return token


def _seal(board: SleepsBoard, keyring: Keyring, token: str, words: BoardWords) -> None:
    keyring.seal(board, "token", BoardLinkToken(token))
    keyring.seal(board, "words", words)
    board.seal_snapshot(token, words)
