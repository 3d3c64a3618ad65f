"""What passes between two while one is out, for the tests, made with the app's own actions."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import HeldNote
from outandback.vault.keyring import Keyring

WORDS = "Both asleep by twenty to eight."
FOR = "When somebody is ill, or locked out."


def heads_up_of(leave: Leave) -> HeadsUp:
    return HeadsUp.objects.get(leave=leave)


def make_held_note(
    leave: Leave, writer: Person, keys: Keyring, at: datetime, text: str = WORDS
) -> HeldNote:
    assert writer.current is not None
    name = actions.hold_note(heads_up_of(leave), writer.current, keys, uuid4(), text, at)
    return HeldNote.objects.select_related("heads_up", "handed_over").get(pk=name)


def agree_on_need(
    one: Person, other: Person, keys: Keyring, at: datetime, words: str = FOR
) -> None:
    """The first writes what it is for, and both say yes."""
    for person in (one, other):
        person.current.refresh_from_db()  # type: ignore[union-attr]
    assert one.current is not None and other.current is not None
    seen = queries.agreement_of(one.current).version
    actions.write_agreement(one.current, keys, seen, words, at)
    actions.say_yes(other.current, queries.agreement_of(other.current).version, at)
