from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.care_check import (
    Asked,
    Comforts,
    Finding,
    Reading,
    asked_time,
    care_check,
    length_of,
    reading,
    stands,
)
from outandback.rules.cares import (
    COMPANIES,
    DISTANCES,
    LENGTHS,
    OPTIONS,
    PARTS_OF_DAY,
    SETTLED,
    SORTS,
    Care,
    Level,
)

EASY, TALK, NOT_NOW = Level.EASY, Level.TALK, Level.NOT_NOW
SOME_HOURS = {"hour": 1.0, "hours": 3.0, "half": 6.0, "day": 12.0, "night": 20.0, "nights": 50.0}
SOME_NIGHTS = {"night": 1, "nights": 2}

levels = st.sampled_from(Level)
comforts = st.fixed_dictionaries(
    {},
    optional={
        care: st.dictionaries(st.sampled_from(OPTIONS[care]), levels, max_size=9) for care in Care
    },
)
anything = st.builds(
    Asked,
    st.sampled_from(["", "strange", *SETTLED]),
    st.sampled_from(["", "strange", *SORTS]),
    st.sampled_from(["", "strange", *COMPANIES]),
    st.sampled_from(["", "strange", *DISTANCES]),
    st.none() | st.floats(0, 200),
    st.integers(0, 9),
    st.frozensets(st.sampled_from(["strange", *PARTS_OF_DAY])),
)
walls = st.datetimes()
near = st.datetimes(datetime(2026, 1, 30), datetime(2026, 3, 2))  # noqa: DTZ001
spans = st.timedeltas(timedelta(0), timedelta(days=3))


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute)  # noqa: DTZ001


def of_time(out: datetime, back: datetime) -> Asked:
    nights, parts = asked_time(out, back)
    return Asked(hours=(back - out) / timedelta(hours=1), nights=nights, parts=parts)


def at_length(length: str, said: dict[str, Level]) -> Reading:
    asked = Asked(hours=SOME_HOURS[length], nights=SOME_NIGHTS.get(length, 0))
    return reading(Care.TIME, asked, {Care.TIME: said})


def at_distance(distance: str, said: dict[str, Level]) -> Reading:
    return reading(Care.DISTANCE, Asked(distance=distance), {Care.DISTANCE: said})


def asked_options(care: Care, asked: Asked) -> list[str]:
    """Each option that a leave asks for, as the lists of options have it."""
    if care is not Care.TIME:
        one = {
            Care.INTENTION: asked.intention,
            Care.MEANING: asked.meaning,
            Care.COMPANY: asked.company,
            Care.DISTANCE: asked.distance,
        }[care]
        return [one] if one in OPTIONS[care] else []
    length = [] if asked.hours is None else [length_of(asked.hours, asked.nights)]
    return [*length, *(asked.parts & set(PARTS_OF_DAY))]


def order(level: Level | None) -> float:
    """What was not said stands between what is easy and what is not."""
    return 0.5 if level is None else float(level)


def never_less(readings: list[Reading]) -> None:
    for less, more in pairwise(readings):
        assert order(less.level) <= order(more.level)
        assert less.level != more.level or less.stretch <= more.stretch


# --- the time of a leave ---


@pytest.mark.parametrize(
    ("out", "back", "nights", "parts"),
    [
        (local(5, 22), local(6, 1), 0, {"late"}),
        (local(5, 22), local(6, 4), 1, {"late"}),
        (local(5, 22), local(6, 3, 59), 0, {"late"}),
        (local(5, 4), local(5, 23), 0, set(PARTS_OF_DAY)),
        (local(5, 5), local(5, 9), 0, {"morning"}),
        (local(5, 8, 59), local(5, 9, 1), 0, {"morning", "daytime"}),
        (local(5, 9), local(5, 17), 0, {"daytime"}),
        (local(5, 17), local(5, 21), 0, {"evening"}),
        (local(5, 18), local(5, 21, 1), 0, {"evening", "late"}),
        (local(5, 1), local(5, 3), 0, {"late"}),
        (local(5, 3), local(5, 6), 1, {"late", "morning"}),
        (local(5, 18), local(6, 10), 1, set(PARTS_OF_DAY)),
        (local(5, 22), local(6, 12), 1, {"late", "morning", "daytime"}),
        (local(31, 18), local(31, 18) + timedelta(days=2), 2, set(PARTS_OF_DAY)),
        (local(5, 6), local(6, 7), 1, set(PARTS_OF_DAY)),
    ],
)
def test_nights_are_crossings_of_four_and_parts_are_those_that_a_leave_overlaps(
    out: datetime, back: datetime, nights: int, parts: set[str]
) -> None:
    assert asked_time(out, back) == (nights, frozenset(parts))


def test_with_no_return_time_a_leave_has_the_part_in_which_it_begins() -> None:
    begins = {hour: asked_time(local(5, hour), None) for hour in range(24)}
    expected = (
        ["late"] * 5 + ["morning"] * 4 + ["daytime"] * 8 + ["evening"] * 4 + ["late"] * 3
    )  # fmt: skip
    assert [begins[hour] for hour in range(24)] == [(0, frozenset({part})) for part in expected]


def test_a_return_that_is_not_after_setting_out_is_no_night() -> None:
    for back in (local(5, 17), local(4, 18)):
        assert asked_time(local(5, 17), back) == (0, frozenset({"evening"}))


def test_a_wall_time_is_naive() -> None:
    aware = datetime(2026, 1, 5, tzinfo=UTC)
    for out, back in ((aware, None), (aware, aware), (local(5, 1), aware), (aware, local(6, 1))):
        with pytest.raises(ValueError):
            asked_time(out, back)


@given(walls, walls)
def test_any_two_times_have_nights_and_parts(out: datetime, back: datetime) -> None:
    nights, parts = asked_time(out, back)
    days = max((back - out) / timedelta(days=1), 0)
    assert nights >= 0
    assert abs(nights - days) < 1
    assert parts
    assert parts <= set(PARTS_OF_DAY)
    assert days < 1 or parts == set(PARTS_OF_DAY)


@given(near, spans)
def test_the_parts_are_those_of_the_minutes_of_a_leave(out: datetime, span: timedelta) -> None:
    out, minute = out.replace(second=0, microsecond=0), timedelta(minutes=1)
    minutes = max(min(span // minute, 24 * 60), 1)
    each = (asked_time(out + number * minute, None)[1] for number in range(minutes))
    assert asked_time(out, out + minutes * minute)[1] == frozenset().union(*each)


@pytest.mark.parametrize(
    ("hours", "nights", "length"),
    [
        (0, 0, "hour"),
        (1.25, 0, "hour"),
        (1.26, 0, "hours"),
        (3.5, 0, "hours"),
        (3.6, 0, "half"),
        (7, 0, "half"),
        (7.1, 0, "day"),
        (40, 0, "day"),
        (3, 1, "night"),
        (20, 1, "night"),
        (30, 2, "nights"),
        (200, 8, "nights"),
    ],
)
def test_the_length_is_by_hours_or_by_nights_whichever_is_longer(
    hours: float, nights: int, length: str
) -> None:
    assert length_of(hours, nights) == length


# --- along a scale ---


@pytest.mark.parametrize(
    ("said", "length", "level", "stretch"),
    [
        ({"hours": EASY}, "hour", EASY, 0),
        ({"hours": EASY}, "hours", EASY, 0),
        ({"hours": EASY}, "half", None, 0),
        ({"hours": EASY, "day": TALK}, "half", None, 0),
        ({"hours": EASY, "day": TALK}, "day", TALK, 2),
        ({"hours": EASY, "day": TALK}, "nights", TALK, 4),
        ({"hours": EASY, "day": TALK, "night": NOT_NOW}, "nights", NOT_NOW, 4),
        ({"hours": TALK, "day": EASY}, "hour", EASY, 0),
        ({"hours": TALK, "day": EASY}, "day", TALK, 3),
        ({"hour": TALK}, "hour", TALK, 1),
        ({"hour": NOT_NOW, "hours": TALK}, "hours", NOT_NOW, 2),
        ({"night": NOT_NOW}, "night", NOT_NOW, 5),
        ({"night": NOT_NOW}, "day", None, 0),
        ({}, "nights", None, 0),
    ],
)
def test_what_stretches_carries_up_a_scale_and_what_is_easy_carries_down(
    said: dict[str, Level], length: str, level: Level | None, stretch: int
) -> None:
    assert at_length(length, said) == Reading(level, stretch, length)


@given(st.dictionaries(st.sampled_from(LENGTHS), levels))
def test_a_longer_leave_never_stretches_less(said: dict[str, Level]) -> None:
    never_less([at_length(length, said) for length in LENGTHS])


@given(st.dictionaries(st.sampled_from(DISTANCES), levels))
def test_a_farther_leave_never_stretches_less(said: dict[str, Level]) -> None:
    never_less([at_distance(distance, said) for distance in DISTANCES])


@given(st.dictionaries(st.sampled_from(LENGTHS), levels), near, spans, spans)
def test_a_later_return_never_stretches_less_in_length(
    said: dict[str, Level], out: datetime, span: timedelta, more: timedelta
) -> None:
    each = [of_time(out, out + spent) for spent in (span, span + more)]
    never_less([reading(Care.TIME, asked, {Care.TIME: said}) for asked in each])


@given(st.dictionaries(st.sampled_from(OPTIONS[Care.TIME]), levels), near, spans, spans)
def test_a_later_return_never_stretches_less_where_something_was_said(
    said: dict[str, Level], out: datetime, span: timedelta, more: timedelta
) -> None:
    each = [of_time(out, out + spent) for spent in (span, span + more)]
    known = [reading(Care.TIME, asked, {Care.TIME: said}) for asked in each]
    never_less([one for one in known if one.level is not None])


@given(comforts, anything)
def test_what_is_easy_or_was_not_said_does_not_stretch(said: Comforts, asked: Asked) -> None:
    for finding in care_check(asked, said, {}):
        assert (finding.own.stretch > 0) == bool(finding.own.level)


# --- options that stand for themselves ---


def test_a_loose_option_stretches_by_its_own_level_alone() -> None:
    said: Comforts = {Care.COMPANY: {"new": TALK, "past": NOT_NOW, "both": EASY}}
    read = {who: reading(Care.COMPANY, Asked(company=who), said) for who in COMPANIES}
    assert read["new"] == Reading(TALK, 1, "new")
    assert read["past"] == Reading(NOT_NOW, 2, "past")
    assert read["both"] == Reading(EASY, 0, "both")
    assert read["group"] == Reading(None, 0, "group")


def test_what_a_leave_does_not_say_is_not_read() -> None:
    said: Comforts = {care: dict.fromkeys(OPTIONS[care], NOT_NOW) for care in Care}
    for care in Care:
        assert reading(care, Asked(), said) == Reading(None, 0, "")


def test_one_option_is_asked_for_as_a_leave_would_ask_for_it() -> None:
    said: Comforts = {Care.TIME: {"hours": EASY, "day": TALK, "late": NOT_NOW}}
    known = [stands(Care.TIME, option, said) for option in ("hour", "half", "night", "late")]
    assert known == [EASY, None, TALK, NOT_NOW]
    assert stands(Care.COMPANY, "new", said) is None


# --- time: a length and parts of the day ---


def test_time_counts_what_stretches_most_among_length_and_parts() -> None:
    asked = Asked(hours=3, parts=frozenset({"evening", "late"}))
    said = {"hours": EASY, "evening": TALK, "late": NOT_NOW}
    assert reading(Care.TIME, asked, {Care.TIME: said}) == Reading(NOT_NOW, 2, "late")
    said["late"] = TALK
    assert reading(Care.TIME, asked, {Care.TIME: said}) == Reading(TALK, 1, "evening")


def test_time_names_the_length_where_length_and_part_stretch_alike() -> None:
    asked = Asked(hours=3, parts=frozenset({"late"}))
    said = {"hour": EASY, "hours": TALK, "late": TALK}
    assert reading(Care.TIME, asked, {Care.TIME: said}) == Reading(TALK, 1, "hours")
    easy = {"hours": EASY, "late": EASY}
    assert reading(Care.TIME, asked, {Care.TIME: easy}) == Reading(EASY, 0, "hours")


def test_what_was_not_said_of_time_is_not_taken_from_what_was() -> None:
    asked = Asked(hours=3, parts=frozenset({"evening", "late"}))
    late = Reading(EASY, 0, "late", ("late",))
    assert reading(Care.TIME, asked, {Care.TIME: {"late": EASY}}) == late
    length = Reading(EASY, 0, "hours", ("hours",))
    assert reading(Care.TIME, asked, {Care.TIME: {"hours": EASY}}) == length
    talk = {"hours": EASY, "late": TALK}
    assert reading(Care.TIME, asked, {Care.TIME: talk}) == Reading(TALK, 1, "late")
    assert reading(Care.TIME, asked, {}) == Reading(None, 0, "hours")


def test_with_no_set_time_the_parts_are_read_and_no_length() -> None:
    asked = Asked(parts=frozenset({"evening"}))
    said = {"hour": NOT_NOW, "evening": TALK}
    assert reading(Care.TIME, asked, {Care.TIME: said}) == Reading(TALK, 1, "evening")
    assert reading(Care.TIME, asked, {Care.TIME: {"hour": NOT_NOW}}).level is None


# --- both people ---


@given(anything, comforts, comforts)
def test_a_care_is_easy_where_all_that_it_asks_was_said_to_be_easy(
    asked: Asked, own: Comforts, theirs: Comforts
) -> None:
    for finding in care_check(asked, own, theirs):
        spoke = [
            [stands(finding.care, option, said) for option in asked_options(finding.care, asked)]
            for said in (own, theirs)
        ]
        answers = [each for each in spoke if any(level is not None for level in each)]
        everything = bool(answers) and all(set(each) == {EASY} for each in answers)
        assert finding.easy == everything


@given(anything, comforts, comforts)
def test_all_five_cares_are_there_in_their_order(
    asked: Asked, own: Comforts, theirs: Comforts
) -> None:
    assert [finding.care for finding in care_check(asked, own, theirs)] == list(Care)


@given(anything, comforts, comforts)
def test_both_are_read_alike(asked: Asked, own: Comforts, theirs: Comforts) -> None:
    mirrored = [
        Finding(one.care, one.theirs, one.own) for one in care_check(asked, theirs, own)
    ]  # fmt: skip
    assert list(care_check(asked, own, theirs)) == mirrored


@given(anything)
def test_where_nobody_said_anything_there_is_nothing_to_say(asked: Asked) -> None:
    for finding in care_check(asked, {}, {}):
        assert not finding.talk
        assert not finding.said
        assert finding.levels == ()


@given(anything, comforts)
def test_what_was_said_of_other_options_does_not_speak(asked: Asked, said: Comforts) -> None:
    touched = {
        Care.INTENTION: {asked.intention},
        Care.MEANING: {asked.meaning},
        Care.COMPANY: {asked.company},
        Care.DISTANCE: set(DISTANCES),
        Care.TIME: {*LENGTHS, *asked.parts},
    }
    others = {
        care: {option: level for option, level in each.items() if option not in touched[care]}
        for care, each in said.items()
    }
    assert not any(finding.said for finding in care_check(asked, others, others))


@given(anything, comforts, comforts, levels)
def test_keys_that_are_not_known_change_nothing(
    asked: Asked, own: Comforts, theirs: Comforts, level: Level
) -> None:
    more = {care: {**own.get(care, {}), "strange": level, "": level} for care in Care}
    more[cast("Care", "stranger")] = {"hour": level}
    assert care_check(asked, more, theirs) == care_check(asked, own, theirs)


@given(walls, st.none() | walls, comforts, comforts)
def test_any_leave_can_be_held_against_any_comfort(
    out: datetime, back: datetime | None, own: Comforts, theirs: Comforts
) -> None:
    nights, parts = asked_time(out, back)
    hours = None if back is None else (back - out) / timedelta(hours=1)
    findings = care_check(Asked(hours=hours, nights=nights, parts=parts), own, theirs)
    assert findings[-1].own.option in OPTIONS[Care.TIME]


def finding(own: Reading, theirs: Reading) -> Finding:
    return Finding(Care.TIME, own, theirs)


def test_there_is_something_to_talk_about_as_soon_as_one_of_two_is_not_at_ease() -> None:
    easy, talk, unsaid = Reading(EASY, 0, "a"), Reading(TALK, 1, "b"), Reading(None, 0, "c")
    assert finding(easy, talk).talk
    assert finding(talk, unsaid).talk
    assert not finding(easy, easy).talk
    assert not finding(unsaid, easy).talk
    assert finding(unsaid, easy).said
    assert not finding(unsaid, unsaid).said
    assert finding(easy, talk).levels == (EASY, TALK)
    assert finding(unsaid, talk).levels == (TALK,)


def test_the_talk_is_about_what_stretches_more_and_own_first() -> None:
    talk, far, no = Reading(TALK, 1, "a"), Reading(TALK, 3, "b"), Reading(NOT_NOW, 1, "c")
    easy, unsaid = Reading(EASY, 0, "d"), Reading(None, 0, "e")
    assert finding(talk, far).about == "b"
    assert finding(far, no).about == "c"
    assert finding(unsaid, easy).about == "d"
    assert finding(talk, replace(talk, option="late")).about == "a"
    assert finding(unsaid, replace(unsaid, option="late")).about == "e"
