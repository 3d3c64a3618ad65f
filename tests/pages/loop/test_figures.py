"""Figures of histories that nobody lived: what is said comes first, what can't be told says what
would tell, and of nothing nothing is said."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from outandback.insight.answers import answers_of
from outandback.insight.history import History, LivedLeave, Rating
from outandback.insight.looks import looks_of
from outandback.insight.pictures import pictures_of
from outandback.pages.loop.figures import Asking, Figure
from outandback.rooms.loop.content.findings import OF_TWO

OWN = {"guilt exaggerates", "growing easier", "far leaver", "back leaver", "next day leaver"}


def asking(history: History, *, alone: bool = False) -> Asking:
    answers = answers_of(history)
    return Asking(answers, pictures_of(history, looks_of(history)), "a", alone)


def lived(leaves: int, value: float | None) -> History:
    """In turns, one every fourth day; one answer to everything, or none."""
    both = (value, value)
    rows = [
        LivedLeave(
            4.0 * at,
            4.0 * at + (0.1 if at % 3 else 0.5),
            own=at % 2 == 0,
            channel=at % 5,
            landed=value,
            felt=both,
            guilt_at_door=value,
            guilt_looking_back=value,
            on_time=1.0,
        )
        for at in range(leaves)
    ]
    days = [4.0 * at + part for at in range(leaves) for part in (0.0, 0.52, 1.2, 2.8)]
    ratings = [Rating(day, own=True, closeness=value, energy=value) for day in days]
    return History(tuple(rows), tuple(ratings) if value is not None else ())


def grown(many: int, seed: int = 3) -> History:
    """Short leaves that are good to both, long ones that are not; guilt that eases."""
    chance = Random(seed)
    rows = []
    for at in range(many):
        hours = chance.choice((1.5, 3.0, 5.0, 14.0, 26.0))
        felt = (8.0 if hours < 10 else 3.0) + chance.choice((-1, 0, 1))
        guilt = float(round(9 - 6 * at / many + chance.choice((-1, 0, 1))))
        row = LivedLeave(
            3.0 * at,
            3.0 * at + hours / 24,
            own=at % 2 == 0,
            felt=(felt, felt),
            guilt_at_door=guilt,
            guilt_looking_back=max(guilt - 3, 0.0),
        )
        rows.append(row)
    return History(tuple(rows), ())


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {one.name: one for one in figures}


@pytest.mark.parametrize("leaves", [1, 12, 40])
@pytest.mark.parametrize("value", [None, 0.0, 10.0])
def test_of_one_answer_to_everything_nothing_is_said(leaves: int, value: float | None) -> None:
    """But that a length was good to both, or was not, which then is so."""
    figures = list(asking(lived(leaves, value)).all())
    said = [one for one in figures if one.speaks]
    assert {one.name for one in said} <= {"far out", "far away"}
    assert all(one.first.name.startswith("lengths") and not one.others for one in said)
    assert {one.first.name for one in figures} >= OWN
    assert all(one.first.tell for one in figures if not one.speaks)
    if value is None or leaves < 12:
        assert said == []


def test_what_can_be_said_has_one_figure_a_question_and_the_rest_a_line() -> None:
    figures = list(asking(grown(140)).all())
    named = by_name(figures)
    easier, far = named["easier"], named["far out"]
    assert easier.first.sentence.startswith("Guilt before you go is easing")
    assert far.first.sentence.startswith("From about")
    assert "more often not felt good to both. So far." in far.first.sentence
    assert "Longer leaves have felt harder to you" in far.others[0].sentence
    assert far.drawn.rows and "good to both" in far.drawn.caption
    assert all(one.first.basis and one.first.limit and one.drawn for one in figures if one.speaks)
    assert not {one.first.name for one in figures if one.speaks} & {
        one.first.name for one in figures if not one.speaks
    }


def test_good_short_leaves_are_said_to_be_so_up_to_the_longest_of_ones_own() -> None:
    rows = [
        replace(one, back=one.out + (2 + at % 5) / 24, felt=(9.0, 8.0))
        for at, one in enumerate(grown(60).leaves)
    ]
    far = by_name(list(asking(History(tuple(rows), ())).all()))["far out"]
    assert far.first.sentence.startswith("So far, leaves of yours of up to about ")
    assert far.first.sentence.endswith("have usually felt good to both.")


def test_what_would_tell_is_counted() -> None:
    named = by_name(list(asking(lived(6, 7.0)).all()))
    assert named["back leaver"].first.tell == (
        "It takes 5 more returns with an answer and 10 more evenings with no leave near."
    )
    far = named["far leaver"].first.tell
    assert far == "It takes 2 more leaves of over six hours."
    assert named["lengths leaver"].first.tell == (
        "It takes 6 more leaves of which you know how they were for both."
    )


def test_someone_alone_is_asked_nothing_of_two() -> None:
    own = [replace(one, own=True, felt=(one.felt[0], None)) for one in lived(20, 7.0).leaves]
    figures = list(asking(History(tuple(own), ()), alone=True).all())
    named = {one.first.name for one in figures}
    assert named >= OWN and not named & OF_TWO


def test_guilty_leaves_are_counted_from_eight_on() -> None:
    figure = by_name(list(asking(grown(80)).all()))["guilt"]
    assert len(figure.aside) == 1 and figure.aside[0].startswith("Of the last 14 leaves with guilt")
    few = replace(
        grown(80), leaves=tuple(replace(one, guilt_at_door=4.0) for one in grown(80).leaves)
    )
    named = by_name(list(asking(few).all()))
    assert not named.get("guilt", figure).aside or "guilt" not in named


def test_a_step_is_of_ones_own_leaves_and_not_where_it_was_low() -> None:
    good, bad = asking(grown(80)), asking(lived(40, 2.0))
    assert good.step().startswith(("A next small step could be about", "Past your usual nothing"))
    assert bad.together_first and bad.step() == ""
    assert not asking(lived(40, 8.0)).together_first
