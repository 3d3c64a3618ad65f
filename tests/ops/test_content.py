"""What the couple of the demo say: enough of it, no two alike, in nobody's stock phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import Any

from outandback.ops.demo.queries import CouplesWords, couples_words, words_of_few
from outandback.ops.demo.story import KINDS
from outandback.ops.demo.weeks import NAMES, threads_of
from outandback.rooms.comfort.content import sentences as comfort
from outandback.vault.passphrase_strength import PassphraseStrength

BANNED = (
    "journey|holding space|attachment style|toxic|triggered|boundaries|self-care|quality time|"
    "should|must|just|only|well done|great job|oops|missed|failed|overdue|broke|streak|score|"
    "level|goal"
)
SHELVES = ("cover", "heads_up", "guilt_says", "hard")


def sentences() -> list[str]:
    return [text for words in (couples_words(), words_of_few()) for text in sentences_of(words)]


def sentences_of(words: CouplesWords) -> list[str]:
    shelves = [words[shelf][name] for shelf in SHELVES for name in NAMES]
    piles = ("intentions", "meaning", *KINDS)
    threads = [getattr(thread, pile) for thread in threads_of(words) for pile in piles]
    replies = [chain(*thread.replies) for thread in threads_of(words)]
    return [text for text in chain(*shelves, *threads, *replies) if text]


def spoken(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())


def shared_by_two(pieces: dict[tuple[str, ...], set[str]]) -> list[set[str]]:
    return [texts for texts in pieces.values() if len(texts) > 1]


def test_there_is_enough_to_say() -> None:
    threads = threads_of(couples_words())
    assert sum(len(thread.intentions) for thread in threads) >= 60
    assert sum(len(getattr(thread, kind)) for thread in threads for kind in KINDS) >= 120
    assert sum(len(thread.replies) for thread in threads) >= 40


def test_no_two_texts_share_five_words_in_a_row() -> None:
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in sentences():
        words = spoken(text)
        for start in range(len(words) - 4):
            pieces[tuple(words[start : start + 5])].add(text)
    assert shared_by_two(pieces) == []


def test_no_two_texts_open_alike() -> None:
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in sentences():
        if len(spoken(text)) > 3:
            pieces[tuple(spoken(text)[:3])].add(text)
    assert shared_by_two(pieces) == []


def test_the_words_are_plain() -> None:
    found = [
        text for text in sentences() if "!" in text or re.search(rf"\b({BANNED})\b", text.lower())
    ]
    assert found == []


def test_plans_hold_what_their_form_offers() -> None:
    sorts, company, far = (
        {stored for stored, _ in offered}
        for offered in (comfort.SORTS, comfort.COMPANY, comfort.DISTANCE)
    )
    for thread in threads_of(couples_words()) + threads_of(words_of_few()):
        assert (thread.sort in sorts, thread.company in company, thread.distance in far) == (
            True,
        ) * 3


def test_the_two_could_sign_up_with_their_passphrases() -> None:
    words: dict[str, Any] = couples_words()
    for name in NAMES:
        PassphraseStrength().validate(words[name]["passphrase"])
        assert " " not in words[name]["passphrase"]
