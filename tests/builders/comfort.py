"""What two said of the five cares, for the tests, made with the same actions as in the app."""

from __future__ import annotations

from outandback.rooms.comfort import actions
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.people.models import Person
from outandback.rules.cares import OPTIONS, Care
from outandback.vault.keyring import Keyring

ON = "2026-05-03"


def keep_comfort(
    person: Person, keys: Keyring, care: Care, side: WhoseLeaves, words: str = "", **levels: str
) -> CareAnswer:
    said = CareAnswer(levels, words, ON)
    actions.say_comfort(person, keys, care, side, said)
    return said


def show_comfort(
    person: Person, keys: Keyring, care: Care, side: WhoseLeaves, words: str = "", **levels: str
) -> None:
    """Said for oneself, and shown to the pair."""
    said = keep_comfort(person, keys, care, side, words, **levels)
    assert person.current is not None
    actions.share_comfort(person.current, keys, care, side, said)


def say_all_comfort(
    person: Person, keys: Keyring, level: str, words: str = "", show: bool = True
) -> None:
    """The same to every option of every care, for one's own leaves and for the other's."""
    say = show_comfort if show else keep_comfort
    for care in Care:
        for side in WhoseLeaves:
            say(person, keys, care, side, words, **dict.fromkeys(OPTIONS[care], level))
