"""Every sentence that the loop page may say of a question, in either direction; and that none of
them names a cause, a norm, a target, or compares the two."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from outandback.insight.sayings import LEAST
from outandback.rooms.loop.content import brought, findings, lengths, measured, tells
from outandback.rooms.loop.content.findings import GROUPS, OF_TWO, QUESTIONS, found
from scripts import catalogues
from tests.rooms.loop.measures import MEASURES

# What can’t be said by any of them, by kind, wherever it stands.
NEVER = {
    "a cause": r"\b(because|due to|thanks to|leads? to|led to|causes?|caused|makes?|made you"
    r"|brings?|therefore|hence|thus|so that|results? in|owing|effects?|affects?"
    r"|helps?|helped|works?)\b",
    "the two beside each other": r"\b(than (your partner|the other|they|them|each other)"
    r"|more often than the other|better than|both of you differ|unlike you|ranks?|ranking)\b",
    "a norm": r"\b(normal(ly)?|should|ought|must|need(s)? to|healthy|average|most couples"
    r"|other couples|typical(ly)?|ideal(ly)?|recommend\w*|too (much|little|often|seldom))\b",
    "a target": r"\b(goals?|targets?|aim(ed|s)?|scores?|streaks?|levels?|improv\w+|progress"
    r"|achiev\w+|on track)\b",
    "praise or blame": r"!|\b(well done|good (job|for you)|great|sadly|fail\w*|poor)\b",
}

OF_FIGURES = (
    "loop/_figure.html", "loop/_unsaid.html", "loop/_open.html", "loop/_step.html",
    "loop/_lived.html", "pages/loop/drawn.py", "pages/loop/figures.py", "pages/loop/lived.py",
)  # fmt: skip


def said() -> Iterator[tuple[str, str]]:
    """Each sentence with where it stands."""
    for name, question in QUESTIONS.items():
        for more in (True, False):
            for size in (0.3, 1.0, 2.4):
                yield name, found(question, more, size, "told - gift")
        yield name, str(question.asked)
        yield name, str(question.limit)
        yield from ((name, str(end)) for end in question.ends)
    yield from ((group.name, str(group.asked)) for group in GROUPS)
    yield "guilt foretells", findings.not_harder(12)
    yield "guilt", findings.lately_good(11, 14)
    yield "how", str(findings.HOW)
    for words in (lengths.ASKED, lengths.UP_TO, lengths.BEYOND):
        for name, sentence in words.items():
            yield name, str(sentence).format(hours=lengths.about(9))
    yield "lengths", lengths.basis(9, (0.62, 0.88), 26)
    yield "lengths", lengths.worked_out(9, (0.62, 0.75, 0.88))
    yield from (("lengths", str(one)) for one in (lengths.LIMIT, lengths.ONE_LENGTH, lengths.HOW))
    yield from (("step", lengths.next_step(hours, 4.0)) for hours in (3.0, 6.0))
    for what in tells.WHAT:
        yield "tells", tells.it_takes({what: 3})
        yield "tells", tells.it_takes({what: 3, "evenings": 1})
        yield "tells", tells.would_tell(what, 30)
    yield "tells", tells.would_tell("returns", None)
    yield from (("brought", one) for one in brought.words([1, 1, 2, 3, 4]))


@pytest.mark.parametrize("kind", NEVER)
def test_no_template_of_a_figure_says(kind: str) -> None:
    marked = {one for file, _, one in catalogues.texts() if file.endswith(OF_FIGURES) and one}
    words = [one for found in marked for one in ([found] if isinstance(found, str) else found)]
    assert len(words) > 10
    assert [one for one in words if one and re.search(NEVER[kind], one, re.IGNORECASE)] == []


@pytest.mark.parametrize("kind", NEVER)
def test_no_sentence_says(kind: str) -> None:
    wrong = [(name, one) for name, one in said() if re.search(NEVER[kind], one, re.IGNORECASE)]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("guilt exaggerates", "there is more guilt than you find right", "You go lightly"),
        ("guilt foretells", "was better at home", "was harder at home"),
        ("growing easier", "is growing: by", "is easing: by"),
        ("far leaver", "better to you", "harder to you"),
        ("far home", "better at home", "harder at home"),
        ("back leaver", "you feel closer", "you feel less close"),
        ("back home", "you feel closer", "you feel less close"),
        ("next day leaver", "you feel closer", "you feel less close"),
        ("next day home", "you feel closer", "you feel less close"),
        ("energy back leaver", "you have more energy", "you have less energy"),
        ("energy next day leaver", "you have more energy", "you have less energy"),
        ("lonelier longer", "were lonelier", "were less lonely"),
        ("lonely easing", "growing lonelier", "growing less lonely"),
        ("landed", "feels closer", "feels less close"),
        ("way of telling", "was told felt closer", "was given felt closer"),
    ],
)
def test_either_direction_has_its_own_sentence(name: str, more: str, less: str) -> None:
    one, other = (found(QUESTIONS[name], way, 1.2, "told - gift") for way in (True, False))
    assert more in one and less in other
    assert more not in other and less not in one
    assert "about 1 point" in one and "about 1 point" in other


def test_the_table_has_every_question() -> None:
    marks = test_either_direction_has_its_own_sentence.pytestmark  # type: ignore[attr-defined]  # pytest puts it there
    assert {row[0] for row in marks[0].args[1]} == QUESTIONS.keys()


def test_every_question_stands_in_one_group_and_may_be_said() -> None:
    """“received” is asked nowhere; hours apart have a page of their own."""
    named = [name for group in GROUPS for name in group.answers]
    assert sorted(named) == sorted([*QUESTIONS, *lengths.ASKED])
    assert LEAST.keys() - QUESTIONS.keys() <= {"received", "hours apart trend"}
    assert set(named) >= OF_TWO


def test_whatever_is_asked_for_has_its_words() -> None:
    assert {one.asks for one in QUESTIONS.values()} <= tells.WHAT.keys()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.5, "about half an hour"),
        (1.0, "about an hour"),
        (9.3, "about 9 hours"),
        (23.0, "about a day"),
        (36.0, "about a day and a half"),
        (50.0, "about 2 days"),
    ],
)
def test_lengths_are_said_as_somebody_would(hours: float, words: str) -> None:
    assert lengths.about(hours) == words


def test_a_step_is_past_what_is_usual_or_says_that_it_is_not() -> None:
    assert lengths.next_step(6.0, 4.0).endswith("about 6 hours: a bit past your usual.")
    assert lengths.next_step(3.0, 4.0).startswith("Past your usual nothing")


# What was measured --------------------------------------------------------------------------------


@pytest.fixture
def measured_as(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "figures", lambda: MEASURES)


@pytest.mark.usefixtures("measured_as")
def test_what_was_measured_is_said_in_hundredths() -> None:
    ranges, alarms, shows, step = measured.sections()
    assert "82 held with 10 leaves, 80 with 30 and 77 with 100" in ranges.sentences[0]
    assert "13." in alarms.sentences[0] and "less than 1 of them" in alarms.sentences[1]
    assert shows.rows[0][1] == ("38", "75", "100")
    assert [asked for asked, _ in shows.rows if "hours apart" in asked] == []
    assert "1." in step.sentences[0]


@pytest.mark.usefixtures("measured_as")
def test_what_missed_its_aim_says_so() -> None:
    ranges, alarms, _, step = measured.sections()
    assert ["too narrow" in one for one in ranges.sentences[:2]] == [True, False]
    assert ["it is more" in one for one in alarms.sentences] == [True, True, False]
    assert not [one for one in step.sentences if "it is more" in one]


@pytest.mark.usefixtures("measured_as")
def test_every_figure_says_on_how_many_couples() -> None:
    for section in measured.sections():
        for one in section.sentences:
            assert re.search(r"\(\d+ of them\)|Tried on couples: \d+", one), one


def test_where_nothing_was_measured_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "figures", dict)
    assert measured.sections() == []
