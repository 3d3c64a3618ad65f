from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rules.folding import bare
from outandback.rules.ideas import Small, three_for
from outandback.ui.texts import entries_of

from .models import Idea, Ritual

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.vault.keyring import Keyring

    from .models import Put, RitualWords

CONTENT = Path(__file__).parent / "content"


def ritual_of(mine: Membership | None, kind: str) -> Ritual | None:
    """What this side's pair does then, if they have words for it."""
    ritual = last_version(mine, kind) if mine else None
    return ritual if ritual and ritual.words else None


def last_version(mine: Membership, kind: str) -> Ritual | None:
    """The row of a ritual, also where its words were taken away; one's own before the pair's."""
    rows = Ritual.objects.filter(pair=mine.pair_id, kind=kind)
    return rows.filter(Q(alone=False) | Q(person=mine.person_id)).order_by("-alone", "pk").first()


def text_of(keyring: Keyring, ritual: Ritual | None) -> str:
    """The words as they stand; empty where there are none. Raises Closed."""
    kept: RitualWords | None = keyring.open(ritual, "words") if ritual else None
    return kept.text if kept else ""


def starters(kind: str) -> tuple[str, ...]:
    """A few that a pair can start from."""
    entries = entries_of(CONTENT, "rituals")
    return tuple(entry["words"] for entry in entries if entry["kind"] == kind)


@dataclass(frozen=True)
class OpenedIdea:
    """An idea of the two, opened: the words, and the ink of whoever wrote it."""

    idea: Idea
    small: Small


def ideas_of(mine: Membership, keyring: Keyring) -> list[OpenedIdea]:
    """What the two wrote for a time out, by the alphabet. Raises Closed."""
    rows = Idea.objects.filter(pair=mine.pair_id).order_by("pk")
    opened = [(row, keyring.open(row, row.newest)) for row in rows]
    known = [OpenedIdea(row, _small(mine, row, put)) for row, put in opened if put and put.text]
    return sorted(known, key=lambda one: bare(one.small.words))


def idea_by(mine: Membership | None, idea_id: UUID) -> Idea:
    """One's own, in the pair of now. Anybody else's is not there to change."""
    if mine is None:
        raise Http404
    return get_object_or_404(Idea, pk=idea_id, pair=mine.pair_id, person=mine.person_id)


def three_small(
    mine: Membership | None, keyring: Keyring, leave: UUID, turn: int
) -> tuple[Small, ...]:
    """One of each kind for a leave, from the two's own words and from those that are here."""
    known = ideas_of(mine, keyring) if mine and keyring.everyday_open else []
    shipped = (Small(one["kind"], one["words"]) for one in entries_of(CONTENT, "ideas"))
    return three_for([*(one.small for one in known), *shipped], leave, turn)


def _small(mine: Membership, row: Idea, put: Put) -> Small:
    writer = mine if row.person_id == mine.person_id else mine.other
    return Small(put.kind, put.text, writer.ink if writer else "")
