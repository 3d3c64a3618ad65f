from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from django import forms
from django.template import Context, Template

from outandback.ui.comfort_lines import breath, care_line, strand, swatch
from outandback.ui.forms import ANSWERED, LEVELS, WRONG, PartsForm

NASTY = '"><script>alert(1)</script>'
STATES = ("easy", "talk", "not", "")
UNSHOWN = "unshown"
NUMBER = r"-?[\d.]+"
Spot = tuple[float, float]


def shown(text: str, /, **context: object) -> str:
    return Template("{% load drawings %}" + text).render(Context(context))


def elements(svg: str) -> list[ElementTree.Element]:
    if not svg:
        return []
    return [element for element in ElementTree.fromstring(svg).iter() if element.get("class")][1:]


def drawn(svg: str) -> dict[str, str]:
    return {str(one.get("class")): str(one.get("d", "")) for one in elements(svg)}


def places(data: str) -> list[Spot]:
    """Each dot of a dotted line: from where the one before it ended."""
    found: list[Spot] = []
    for sign, x, y in re.findall(rf"([Mm])({NUMBER}) ({NUMBER})", data):
        last = found[-1] if sign == "m" else (0.0, -0.1)
        found.append((round(last[0] + float(x), 1), round(last[1] + 0.1 + float(y), 1)))
    return found


def head(data: str) -> float:
    """How far across a line comes into its row."""
    return places(data)[0][0]


def foot(data: str) -> float:
    """How far across it is where it leaves the row at the bottom."""
    assert data.endswith("V48")
    before = re.findall(rf"({NUMBER}) {NUMBER}(?=V48)", data)
    return float(before[-1])


MINE = ("easy", "easy", "easy", "talk", "not")
THEIRS = ("easy", "easy", "talk", "not", "not")
EVERY = list(product(STATES, [*STATES, None], STATES, [*STATES, None], "ab"))


# Down the page ---------------------------------------------------------------------------------


def test_every_sign_is_well_formed_hidden_from_readers_and_free_of_style() -> None:
    small = [breath(), breath("b", one=True), swatch(), swatch("", "ab"), care_line(MINE, THEIRS)]
    for svg in (*filter(None, (strand(*row) for row in EVERY)), *small):
        root = ElementTree.fromstring(svg)
        assert root.get("aria-hidden") == "true"
        assert "style" not in svg
        assert "nan" not in svg


def test_where_both_are_easy_the_lines_print_over_each_other_in_the_middle() -> None:
    assert drawn(strand("easy", "easy")) == {"ink b": "M24 0V48", "ink a": "M24 0V48"}


def test_where_they_differ_a_runs_on_the_left_and_b_on_the_right() -> None:
    lines = drawn(strand("easy", "talk"))
    assert head(lines["ink a"]) < 24
    assert all(x > 24 for x, _ in places(lines["ink talks b"]))


def test_whoever_reads_keeps_their_own_ink() -> None:
    assert set(drawn(strand("easy", "talk", me="a"))) == {"ink a", "ink talks b"}
    assert set(drawn(strand("easy", "talk", me="b"))) == {"ink b", "ink talks a"}


@pytest.mark.parametrize("me", ["a", "b"])
def test_the_same_two_draw_the_same_line_for_either_reader(me: str) -> None:
    for mine, theirs, was, were in product(STATES, repeat=4):
        there = "b" if me == "a" else "a"
        assert strand(mine, theirs, was, were, me) == strand(theirs, mine, were, was, there)


def test_not_for_now_has_no_line_and_not_said_has_a_faint_one() -> None:
    assert drawn(strand("not", "not")) == {}
    assert set(drawn(strand("not", "easy"))) == {"ink b"}
    assert set(drawn(strand("", "not"))) == {"faint"}


@pytest.mark.parametrize("states", list(product(["easy"], STATES, ["easy"], STATES)))
def test_a_line_goes_on_where_the_row_above_left_it(states: tuple[str, ...]) -> None:
    mine, theirs, was, were = states
    above, below = drawn(strand(was, were)), drawn(strand(mine, theirs, was, were))
    assert head(below["ink a"]) == foot(above["ink a"])


def test_a_line_that_was_not_there_begins_where_it_runs() -> None:
    assert drawn(strand("easy", "easy", "not", "easy"))["ink a"] == "M24 0V48"
    assert drawn(strand("easy", "talk"))["ink a"] == "M15.5 0V48"


def test_dots_are_as_far_apart_over_the_end_of_a_row_as_within_it() -> None:
    downs = [y for _, y in places(drawn(strand("talk", "talk", "talk", "talk"))["ink talks a"])]
    steps = [b - a for a, b in zip(downs, [*downs[1:], downs[0] + 48], strict=True)]
    assert max(steps) - min(steps) < 0.5


@pytest.mark.parametrize("me", ["a", "b"])
def test_someone_alone_has_one_line_in_the_middle(me: str) -> None:
    for state, before in product(("easy", "talk"), STATES):
        (name, data), *more = drawn(strand(state, None, before, None, me)).items()
        assert more == []
        assert name.endswith(f" {me}")
        assert {x for x, _ in places(data)} <= {23.9, 24.0}


def test_what_is_not_shown_is_two_thin_lines_and_no_answer_looks_like_it() -> None:
    lines = drawn(strand("talk", UNSHOWN, "talk", UNSHOWN))
    assert re.fullmatch(rf"M({NUMBER}) 0V48M({NUMBER}) 0V48", lines["blank b"])
    assert all(x < 24 for x, _ in places(lines["ink talks a"]))
    answers = {strand("talk", theirs, "talk", theirs) for theirs in (*STATES, None)}
    assert strand("talk", UNSHOWN, "talk", UNSHOWN) not in answers
    assert drawn(swatch(UNSHOWN, "b")) == {"blank b": "M4 2.5H32M4 9.5H32"}


def test_where_neither_has_a_line_nothing_is_drawn() -> None:
    assert strand("not", "not", "easy", "easy") == ""


@pytest.mark.parametrize("state", STATES)
def test_rows_that_are_alike_are_one_drawing(state: str) -> None:
    one, three = strand("easy", state), strand("easy", state, rows=3)
    assert three.count("<path") == one.count("<path")
    assert 'viewBox="0 0 48 144"' in three
    assert [len(places(d)) for d in drawn(three).values() if "v" in d] == [
        3 * len(places(d)) for d in drawn(one).values() if "v" in d
    ]


def test_rows_of_any_height_join() -> None:
    assert 'preserveAspectRatio="none"' in strand("easy", "easy")


# Across the page -------------------------------------------------------------------------------


def ring(svg: str) -> list[Spot]:
    return [
        (float(one.get("cx", 0)), float(one.get("cy", 0)))
        for one in elements(svg)
        if one.get("class") == "spot"
    ]


@pytest.mark.parametrize("spot", range(5))
def test_the_ring_stands_on_the_step_of_the_plan(spot: int) -> None:
    ((x, y),) = ring(care_line(MINE, THEIRS, spot))
    assert 60 * spot + 13 <= x <= 60 * (spot + 1) - 13
    assert y == 20


def test_a_care_that_the_plan_says_nothing_of_has_no_ring() -> None:
    assert ring(care_line(MINE, THEIRS, None)) == []


def test_what_is_easy_for_both_is_one_line_until_it_parts() -> None:
    lines = drawn(care_line(MINE, THEIRS))
    assert re.fullmatch(r"M0 20(H\d+)*H120", lines["ink b"])
    assert re.match(r"M0 20(H\d+)*H120C", lines["ink a"])
    assert lines["ink a"].endswith(" 11.5H180")


def test_the_dots_of_a_begin_after_its_ink_and_end_before_not_for_now() -> None:
    acrosses = [x for x, _ in places(drawn(care_line(MINE, THEIRS))["ink talks a"])]
    assert 180 < min(acrosses) < 190
    assert 230 < max(acrosses) < 240


def test_what_is_alike_is_one_stroke() -> None:
    assert care_line(("easy",) * 6, ("easy",) * 6).count("<path") == 2


def test_a_care_of_someone_alone_is_one_line() -> None:
    lines = drawn(care_line(MINE, None, 1, "b"))
    assert lines.pop("spot") == ""
    assert set(lines) == {"ink b", "ink talks b"}
    assert re.fullmatch(r"M0 20(H\d+)*H180", lines["ink b"])


def test_a_care_without_options_is_an_empty_line() -> None:
    assert elements(care_line((), ())) == []


# Small signs, and the tags ---------------------------------------------------------------------


def test_the_key_shows_ink_dots_and_both_inks_at_once() -> None:
    assert set(drawn(shown("{% swatch 'solid' 'b' %}"))) == {"ink b"}
    assert set(drawn(shown("{% swatch 'talk' 'a' %}"))) == {"ink talks a"}
    assert set(drawn(shown("{% swatch 'solid' 'ab' %}"))) == {"ink a", "ink b"}
    assert set(drawn(shown("{% swatch '' %}"))) == {"faint"}


def test_the_breath_lays_ink_along_the_pencil() -> None:
    root = ElementTree.fromstring(breath("b"))
    pencil = {str(one.get("class"))[-1]: one.get("d") for one in root if one.get("class") != "laid"}
    laid = {str(one.get("class"))[-1]: one.get("d") for one in root.iter() if one.get("pathLength")}
    assert pencil == laid
    assert set(laid) == {"a", "b"}
    assert set(drawn(breath("b", one=True))) == {"pencil b", "laid", "ink b"}


def test_earlier_leaves_are_read_as_guilt_and_return() -> None:
    html = shown("{% evidence pairs 'b' %}", pairs=[(7, 9), (8, 3), (7, 9)])
    drawn, _, said = html.partition("</ol>")
    assert said == '<p class="hush">guilt 7, return 9 (twice); guilt 8, return 3.</p>'
    assert drawn.startswith('<ol class="pairs" aria-hidden="true"><li><svg')
    assert html.count("ink a") == html.count("ink b") == 3


def test_earlier_leaves_of_someone_alone_have_one_line() -> None:
    html = shown("{% evidence pairs 'a' one=True %}", pairs=[(7, 9)])
    assert html.count("ink a") == 1
    assert "ink b" not in html


def test_steps_up_to_where_someone_stands_are_ink_and_larger_ones_pencil() -> None:
    html = shown("{% ladder_line sizes 2 'a' one=True %}", sizes=[0, 2, 3, 8])
    assert re.findall(r'class="(\w+) a"', html) == ["ink", "ink", "pencil", "pencil"]
    tops = [min(y for _, y in points(svg)) for svg in html.split("</svg>")[:-1]]
    assert tops == sorted(tops, reverse=True)
    assert len(set(tops)) == 4


def points(svg: str) -> list[Spot]:
    data = " ".join(re.findall(r' d="([^"]*)"', svg))
    return [(float(x), float(y)) for x, y in re.findall(rf"({NUMBER}) ({NUMBER})", data)]


def test_with_nothing_tried_every_step_is_pencil() -> None:
    html = shown("{% ladder_line sizes nothing %}", sizes=[0, 1], nothing=None)
    assert "ink" not in html
    assert html.count("pencil") == 4


@pytest.mark.parametrize("who", ["a", "b"])
def test_a_rung_stays_within_its_picture(who: str) -> None:
    html = shown("{% ladder_line sizes 8 who %}", sizes=[8], who=who)
    assert all(0 <= y <= 84 for _, y in points(html))


def test_a_level_row_asks_with_three_answers_and_a_dash_and_chooses_none() -> None:
    html = shown("{% levels form.evening %}", form=PartsForm())
    assert re.findall(r'value="(\w*)"', html) == [value for value, _ in LEVELS]
    assert "checked" not in html
    assert '<span aria-hidden="true">–</span><span class="hush">No answer</span>' in html
    assert "<legend" in html.split('class="levels"')[1]


@pytest.mark.parametrize("name", ["hour", "evening", "night", "longer"])
def test_a_level_that_was_said_is_kept(name: str) -> None:
    html = shown("{% levels field %}", field=PartsForm(ANSWERED)[name])
    assert re.findall(r'value="(\w*)"[^>]* checked', html) == [ANSWERED[name]]


def test_a_level_given_as_a_start_is_shown() -> None:
    html = shown("{% levels form.hour %}", form=PartsForm(initial={"hour": "talk"}))
    assert re.findall(r'value="(\w*)"[^>]* checked', html) == ["talk"]


def test_a_level_in_error_says_so_and_is_described_by_it() -> None:
    html = shown("{% levels form.evening 'Or longer.' %}", form=PartsForm(WRONG))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_evening_error id_evening_hint"' in html
    assert 'id="id_evening_error"' in html
    assert 'value="easy" id="id_evening"' in html


class NastyForm(forms.Form):
    kind = forms.ChoiceField(label=NASTY, choices=[(NASTY, NASTY), ("", NASTY)], help_text=NASTY)


@pytest.mark.parametrize(
    "text",
    [
        "{% strand nasty nasty nasty nasty nasty %}",
        "{% care_line many many 0 nasty %}",
        "{% swatch nasty nasty %}",
        "{% evidence pairs nasty nasty %}",
        "{% breath nasty nasty %}",
        "{% ladder_line sizes 1 nasty nasty %}",
        "{% levels form.kind hint=nasty %}",
    ],
)
def test_what_a_tag_is_given_cannot_become_markup(text: str) -> None:
    given = {"nasty": NASTY, "many": [NASTY], "pairs": [(NASTY, NASTY)], "sizes": [1]}
    html = shown(text, form=NastyForm(), **given)
    assert "script>" not in html.replace("script&gt;", "")
    assert not re.search(r"\sstyle=", html)
