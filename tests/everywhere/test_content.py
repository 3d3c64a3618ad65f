"""The texts to choose from: enough of them, each in its place, no two alike, in plain words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import outandback
from outandback.rules.cares import OPTIONS, Care
from outandback.ui.texts import entries_of
from tests.ops.test_content import BANNED, shared_by_two, spoken

HOUSE = Path(outandback.__file__).parent / "rooms"
QUESTIONS = entries_of(HOUSE / "comfort" / "content", "questions")
STEPS = entries_of(HOUSE / "ladder" / "content", "steps")
REFRAMINGS = entries_of(HOUSE / "leave" / "content", "reframings")
RITUALS = entries_of(HOUSE / "together" / "content", "rituals")
IDEAS = entries_of(HOUSE / "together" / "content", "ideas")
EVENINGS = entries_of(HOUSE / "quiet" / "content", "evenings")
TRADITIONS = entries_of(HOUSE / "traditions" / "content", "traditions")
GUIDANCE = entries_of(HOUSE / "board" / "content", "guidance")

TEXTS = [
    entry[part]
    for entry in (
        *QUESTIONS,
        *STEPS,
        *REFRAMINGS,
        *RITUALS,
        *IDEAS,
        *EVENINGS,
        *GUIDANCE,
        *TRADITIONS,
    )
    for part in ("words", "hint")
    if part in entry
]
SIZES = range(9)
LONGEST = 220


def offenders(pattern: str) -> list[str]:
    return [text for text in TEXTS if re.search(pattern, text, re.IGNORECASE)]


def test_questions_stand_with_a_care_and_one_of_its_options() -> None:
    assert len(QUESTIONS) >= 44
    for question in QUESTIONS:
        assert set(question) == {"care", "option", "words"}
        assert question["option"] in ("", *OPTIONS[Care(question["care"])])


@pytest.mark.parametrize("care", Care)
def test_each_care_has_questions_in_general_and_for_every_option(care: Care) -> None:
    asked = Counter(question["option"] for question in QUESTIONS if question["care"] == care)
    assert asked[""] >= 2
    assert [option for option in OPTIONS[care] if not asked[option]] == []


def test_questions_ask() -> None:
    assert [entry["words"] for entry in QUESTIONS if not entry["words"].endswith("?")] == []


def test_three_steps_of_each_size() -> None:
    assert Counter(step["size"] for step in STEPS) == dict.fromkeys(SIZES, 3)
    assert all(set(step) == {"key", "size", "words", "hint"} for step in STEPS)


def test_steps_have_keys_of_their_own() -> None:
    keys = [step["key"] for step in STEPS]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if not re.fullmatch(r"[a-z]+(-[a-z]+)*", key)] == []


def test_the_name_of_a_step_is_a_few_words() -> None:
    assert [step["words"] for step in STEPS if len(spoken(step["words"])) > 7] == []


def test_reframings_for_each_reason() -> None:
    found = Counter(reframing["why"] for reframing in REFRAMINGS)
    assert found == {"rule": 10, "fear": 10, "passed": 8, "cover": 4}
    assert all(set(reframing) == {"why", "words"} for reframing in REFRAMINGS)


def test_rituals_for_going_and_for_coming_home() -> None:
    assert Counter(ritual["kind"] for ritual in RITUALS) == {"parting": 11, "return": 11}
    assert all(set(ritual) == {"kind", "words"} for ritual in RITUALS)


def test_rituals_speak_as_we() -> None:
    spoken_by_one = [
        ritual["words"]
        for ritual in RITUALS
        if not {"we", "us", "our", "we’re"} & set(spoken(ritual["words"]))
    ]
    assert spoken_by_one == []


def test_small_ideas_of_each_kind() -> None:
    found = Counter(idea["kind"] for idea in IDEAS)
    assert found == {"visit": 24, "eat": 25, "witness": 26}
    assert all(set(idea) == {"kind", "words"} for idea in IDEAS)


def test_small_ideas_are_small() -> None:
    assert [idea["words"] for idea in IDEAS if len(spoken(idea["words"])) > 18] == []


def test_evenings_of_ones_own() -> None:
    assert len(EVENINGS) == 24
    assert all(set(evening) == {"words"} for evening in EVENINGS)


def test_guidance_around_a_goodbye_from_before_to_back() -> None:
    found = Counter(entry["when"] for entry in GUIDANCE)
    assert found == {"before": 3, "door": 4, "away": 3, "late": 2, "back": 3}
    assert all(set(entry) == {"when", "words"} for entry in GUIDANCE)


def test_no_two_texts_share_five_words_in_a_row() -> None:
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in TEXTS:
        words = spoken(text)
        for start in range(len(words) - 4):
            pieces[tuple(words[start : start + 5])].add(text)
    assert shared_by_two(pieces) == []


def test_no_two_texts_open_alike() -> None:
    assert len(set(TEXTS)) == len(TEXTS)
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in TEXTS:
        pieces[tuple(spoken(text)[:3])].add(text)
    assert shared_by_two(pieces) == []


def test_the_words_are_plain() -> None:
    assert offenders(rf"!|\b({BANNED})\b") == []


def test_nobody_is_told_what_to_feel_or_how_it_will_be() -> None:
    assert offenders(r"(don’t|needn’t|no need to) feel|you(’ll| will) (be|feel)|proud") == []


def test_quotes_are_typographic_and_lines_are_short() -> None:
    assert offenders(r"[\"'`]") == []
    assert [text for text in TEXTS if len(text) > LONGEST or text != text.strip()] == []


def test_traditions_have_names_of_their_own() -> None:
    assert len(TRADITIONS) == 15
    assert all(set(tradition) == {"name", "words"} for tradition in TRADITIONS)
    names = [tradition["name"] for tradition in TRADITIONS]
    assert len({" ".join(spoken(name)[:2]) for name in names}) >= 13
    assert [name for name in names if len(spoken(name)) > 5 or name.endswith(".")] == []
