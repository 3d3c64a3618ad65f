"""The words around a telling: enough of them, each in its place, no two alike, none presses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import outandback
from outandback.rooms.comeback.content import sentences as comeback
from outandback.ui.texts import entries_of
from tests.everywhere.test_content import TEXTS as ELSEWHERE
from tests.ops.test_content import BANNED, sentences, shared_by_two, spoken

CONTENT = Path(outandback.__file__).parent / "rooms" / "comeback" / "content"
GIVING = Path(outandback.__file__).parent / "rooms" / "giving" / "content"
TELLING = entries_of(CONTENT, "telling")
TEACHING = entries_of(GIVING, "teaching")
TOGETHER = entries_of(GIVING, "together")
LISTENING = entries_of(CONTENT, "listening")
GIFTS = entries_of(GIVING, "gifts")
PHRASES = entries_of(CONTENT, "phrases")
RECEIVING = entries_of(CONTENT, "receiving")
APART = entries_of(CONTENT, "apart_words")

OURS = [
    entry["words"]
    for entry in (
        *TELLING,
        *TEACHING,
        *TOGETHER,
        *LISTENING,
        *GIFTS,
        *PHRASES,
        *RECEIVING,
        *APART,
    )
]
TITLES = [entry["title"] for entry in RECEIVING]
ALL = [*OURS, *map(str, comeback.PHRASES), *ELSEWHERE, *sentences()]

KINDS = ("insight", "question", "aha", "sense")
NEEDS = {"nothing", "kitchen", "outdoors", "paper", "music", "hands"}
GENDERED = "he|she|him|his|her|hers|husband|wife|girlfriend|boyfriend|mother|father|mum|dad"
PRAISE = "amazing|awesome|brave|bravo|brilliant|congratulations|fantastic|proud|wonderful"
TELLING_LONGEST, TEACHING_LONGEST, LONGEST = 140, 160, 180


def ours_among(pieces: dict[tuple[str, ...], set[str]]) -> list[set[str]]:
    return [texts for texts in shared_by_two(pieces) if texts & set(OURS)]


def offenders(pattern: str) -> list[str]:
    return [text for text in (*OURS, *TITLES) if re.search(pattern, text, re.IGNORECASE)]


def test_fifteen_prompts_for_each_kind_of_moment() -> None:
    assert Counter(entry["kind"] for entry in TELLING) == dict.fromkeys(KINDS, 15)
    assert all(set(entry) == {"kind", "words"} for entry in TELLING)
    assert [entry["words"] for entry in TELLING if len(entry["words"]) > TELLING_LONGEST] == []


def test_what_was_learned_fits_into_its_sentence() -> None:
    assert len(TEACHING) == 40
    assert all(set(entry) == {"verb", "adverb", "adjective", "words"} for entry in TEACHING)
    assert [entry["adverb"] for entry in TEACHING if not entry["adverb"].endswith("ly")] == []
    assert [entry["words"] for entry in TEACHING if len(entry["words"]) > TEACHING_LONGEST] == []


def test_each_word_of_those_sentences_is_used_once() -> None:
    for part in ("verb", "adverb", "adjective"):
        found = Counter(entry[part] for entry in TEACHING)
        assert [word for word, times in found.items() if times > 1] == []


def test_the_designs_own_examples_are_not_used_up() -> None:
    used = {(entry["adverb"], entry["adjective"]) for entry in TEACHING}
    assert used.isdisjoint({("precisely", "free"), ("uniquely", "uniform")})


def test_things_to_do_say_what_they_need_and_whether_they_work_by_phone() -> None:
    assert len(TOGETHER) == 40
    assert all(set(entry) == {"needs", "apart", "words"} for entry in TOGETHER)
    assert {entry["needs"] for entry in TOGETHER} == NEEDS
    assert {type(entry["apart"]) for entry in TOGETHER} == {bool}


def test_two_who_live_apart_have_enough_to_do() -> None:
    by_phone = [entry["needs"] for entry in TOGETHER if entry["apart"]]
    assert len(by_phone) >= 10
    assert set(by_phone) == NEEDS


def test_a_listener_asks() -> None:
    assert len(LISTENING) == 30
    assert all(set(entry) == {"words"} for entry in LISTENING)
    assert [entry["words"] for entry in LISTENING if not entry["words"].endswith("?")] == []


def test_a_listener_asks_nothing_about_the_absence() -> None:
    pressing = r"\b(why|late|so long|without me|did you miss|remember)\b"
    assert [entry for entry in LISTENING if re.search(pressing, entry["words"], re.I)] == []


def test_gifts_some_of_them_for_a_tradition() -> None:
    assert len(GIFTS) == 25
    assert all(set(entry) == {"spin", "words"} for entry in GIFTS)
    assert {type(entry["spin"]) for entry in GIFTS} == {bool}
    assert sum(entry["spin"] for entry in GIFTS) >= 8


def test_phrases_are_short_and_new() -> None:
    phrases = [entry["words"] for entry in PHRASES]
    assert len(phrases) == 24
    assert all(set(entry) == {"words"} for entry in PHRASES)
    assert [phrase for phrase in phrases if not 1 <= len(spoken(phrase)) <= 7] == []
    assert set(phrases).isdisjoint(map(str, comeback.PHRASES))


def test_a_guide_to_receiving_in_six() -> None:
    assert len(set(TITLES)) == len(RECEIVING) == 6
    assert all(set(entry) == {"title", "words"} for entry in RECEIVING)
    assert [title for title in TITLES if not 2 <= len(spoken(title)) <= 5] == []


def test_asking_for_time_is_said_by_the_one_who_asks() -> None:
    assert len(APART) == 8
    assert all(set(entry) == {"words"} for entry in APART)
    asked = [entry["words"] for entry in APART]
    assert [words for words in asked if not {"i", "i’d"} & set(spoken(words))] == []
    assert [words for words in asked if re.search(r"\byou (never|always|don’t)\b", words)] == []


def test_every_text_ends() -> None:
    assert [text for text in OURS if text.removesuffix("”")[-1] not in ".?"] == []
    assert [title for title in TITLES if not title[-1].isalpha()] == []


def test_no_two_texts_share_five_words_in_a_row() -> None:
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in ALL:
        words = spoken(text)
        for start in range(len(words) - 4):
            pieces[tuple(words[start : start + 5])].add(text)
    assert ours_among(pieces) == []


def test_no_two_texts_open_alike() -> None:
    assert len(set(OURS)) == len(OURS)
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in ALL:
        pieces[tuple(spoken(text)[:3])].add(text)
    assert ours_among(pieces) == []


def test_the_words_are_plain() -> None:
    assert offenders(rf"!|\b({BANNED})\b") == []


def test_nobody_is_praised_or_told_what_to_feel() -> None:
    assert offenders(rf"\b({PRAISE})\b") == []
    assert offenders(r"(don’t|needn’t|no need to) feel|you(’ll| will) (be|feel)") == []


def test_the_two_have_no_gender() -> None:
    assert offenders(rf"\b({GENDERED})\b") == []


def test_quotes_are_typographic_and_lines_are_short() -> None:
    assert offenders(r"[\"'`]") == []
    assert [text for text in OURS if len(text) > LONGEST or text != text.strip()] == []
