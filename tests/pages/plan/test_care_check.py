"""A plan held against what feels easy: it finds what to talk about, tells no more, stops nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.comfort.actions import keep_to_oneself
from outandback.rooms.comfort.models import Comfort, SharedComfort, WhoseLeaves
from outandback.rooms.comfort.queries import talk_first
from outandback.rooms.leave.actions import change_plan
from outandback.rooms.leave.content import sentences
from outandback.rooms.leave.models import HeadsUp, Leave, Plan
from outandback.rooms.leave.queries import care_check_of
from outandback.rooms.people.models import Person
from outandback.rules.care_check import Asked, Finding, Reading
from outandback.rules.cares import Care, Level
from tests.builders.comfort import keep_comfort, say_all_comfort, show_comfort
from tests.builders.leaves import bare, make_leave, plan_form
from tests.fixtures import ClientOf, Keys

CHECK = "/leaves/check/"
PART = {"HX-Request": "true"}
SAYS = ("easy", "talk", "not", "")
OWN = ("Easy for you.", "You would talk first.", "Not for now, for you.", "")
THEIRS = ("Easy for Ben.", "Ben would talk first.", "Not for now, for Ben.", "")
ALIKE = ("Easy for you both.", "You would both talk first.", "Not for now, for either of you.", "")
LATE_BUS = "The last bus is what I keep thinking of."
ASKED: dict[str, Any] = {"settled": "rough", "sort": "fun", "company": "own", "distance": "town"}
MOST = 10


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Callable[[datetime], None]) -> None:
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    """An evening across town with her own friends, of which Ben was not told."""
    leave = make_leave(ana, keys(ana), at)
    words: Plan = keys(ana).open(leave, "plan")
    plan = replace(words, **ASKED)
    change_plan(leave, keys(ana), leave.row_version, leave.when, plan, at)
    return leave


def page(client: Client, leave: Leave) -> str:
    answer = client.get(reverse("leave-check", args=[leave.pk]))
    assert answer.status_code == 200
    return bare(answer.content.decode())


def part(client: Client, **changes: object) -> str:
    """The piece of the plan's page that follows what is typed."""
    answer = client.post(CHECK, plan_form(**(ASKED | changes)), headers=PART)
    assert answer.status_code == 200
    return bare(answer.content.decode())


def whole(client: Client, **changes: object) -> str:
    """The same without script: the plan's page again."""
    answer = client.post(CHECK, plan_form(**(ASKED | changes)))
    assert answer.status_code == 200
    return bare(answer.content.decode())


def both(client: Client, leave: Leave) -> tuple[str, str, str]:
    return page(client, leave), part(client), whole(client)


def verdicts(html: str) -> dict[str, str]:
    """What the check's page says of each care."""
    found = re.findall(r'<strong>(\w+):?</strong>.*?<p class="verdict">(.*?)</p>', html, re.S)
    return {care: unescape(said) for care, said in found}


def headline(html: str) -> str:
    found = re.search(r'<h1>(.*?)</h1>|<p class="says">(.*?)</p>', html)
    assert found is not None
    return unescape(found[1] or found[2])


def told(sentences: tuple[str, ...], level: str) -> str:
    return sentences[SAYS.index(level)]


# In words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", SAYS)
@pytest.mark.parametrize("theirs", SAYS)
def test_each_of_the_two_is_told_in_words(
    own: str, theirs: str, ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    if own:
        show_comfort(ana, keys(ana), Care.COMPANY, WhoseLeaves.OWN, own=own)
    if theirs:
        show_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.THEIRS, own=theirs)
    either = " ".join(filter(None, (told(OWN, own), told(THEIRS, theirs))))
    expected = told(ALIKE, own) if own and own == theirs else either
    html = page(client_of(ana), leave)
    assert verdicts(html) == ({"Company": expected} if expected else {})
    assert ("Not said: Intention, Meaning, Distance, Time</p>" in html) == bool(expected)
    talks = {own, theirs} & {"talk", "not"}
    assert ("Company: my own friends" in unescape(part(client_of(ana)))) == bool(talks)


def test_the_page_says_what_the_plan_asks_on_each_care(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    say_all_comfort(ana, keys(ana), "easy")
    html = page(client_of(ana), leave)
    for asked in (
        "<strong>Intention:</strong> a rough idea",
        "<strong>Meaning:</strong> for the fun of it",
        "<strong>Company:</strong> my own friends",
        "<strong>Distance:</strong> across town",
        "<strong>Time:</strong> two or three hours, at supper and bedtime</p>",
    ):
        assert asked in html


def test_where_nothing_was_said_there_is_nothing_to_hold_it_against(
    ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    for html in (page(client, leave), part(client)):
        assert headline(html) == "Nothing to compare it with yet."
    html = page(client, leave)
    assert "would talk first" not in html
    assert verdicts(html) == {} and "Not said" not in html and "How to read the lines" not in html
    assert 'href="/comfort/">what feels easy</a>' in html


def test_where_the_plan_says_nothing_that_is_the_line(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    show_comfort(ana, keys(ana), Care.COMPANY, WhoseLeaves.OWN, own="easy")
    leave = make_leave(ana, keys(ana), at)
    html = page(client_of(ana), leave)
    assert headline(html) == "This plan says nothing about the cares." and "That is fine." in html
    assert verdicts(html) == {} and f'href="/leaves/{leave.pk}/plan/">Say more</a>' in html


def test_with_a_closed_room_the_way_to_what_was_kept_stands_in_the_same_line(
    ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    html = page(client_of(ana), leave)
    assert f"?door=p&amp;next=/leaves/{leave.pk}/check/" in html
    assert "Not said" not in html


def test_all_five_easy_for_both_is_said_as_that(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    for person in (ana, ben):
        say_all_comfort(person, keys(person), "easy")
    for html in both(client_of(ana), leave)[:2]:
        assert headline(html) == "All five are easy for you both."


def test_the_words_of_the_one_who_would_talk_stand_with_their_day_and_a_question(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    show_comfort(
        ben, keys(ben), Care.TIME, WhoseLeaves.THEIRS, LATE_BUS, evening="talk", hours="easy"
    )
    html = unescape(page(client_of(ana), leave))
    assert "<h2>Time: at supper and bedtime</h2>" in html
    assert LATE_BUS in html
    assert "Ben put “talk first” on Sunday 3 May, and wrote:" in html
    assert ana.current is not None
    assert talk_first(Care.TIME, "evening", ana.current.pair_id) in html


def test_the_question_is_the_same_each_time_and_on_another_leave(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    show_comfort(ben, keys(ben), Care.TIME, WhoseLeaves.THEIRS, evening="talk")
    other = make_leave(ana, keys(ana), at)
    pages = [page(client_of(ana), one) for one in (leave, leave, other)]
    questions = [re.findall(r'<p class="words">(.*?)</p>', html) for html in pages]
    assert questions[0] == questions[1] == questions[2] and len(questions[0]) == 1


def test_it_never_says_red_or_green_or_no(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    for person in (ana, ben):
        say_all_comfort(person, keys(person), "not")
    html = page(client_of(ana), leave)
    assert headline(html) == "Five are worth a word."
    assert "It does not give or refuse permission." in html
    assert "disabled" not in html


# What is not shown -----------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["easy", "talk", "not"])
@pytest.mark.parametrize("room", [False, True])
def test_what_the_partner_keeps_changes_no_byte(
    room: bool,
    level: str,
    ana: Person,
    ben: Person,
    leave: Leave,
    client_of: ClientOf,
    keys: Keys,
) -> None:
    show_comfort(ana, keys(ana), Care.COMPANY, WhoseLeaves.OWN, own="easy")
    before = both(client_of(ana, room=room), leave)
    say_all_comfort(ben, keys(ben), level, LATE_BUS, show=False)
    assert Comfort.objects.filter(person=ben).count() == 10
    assert both(client_of(ana, room=room), leave) == before


def test_what_the_partner_keeps_beside_what_they_show_changes_no_byte(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    show_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.THEIRS, own="talk")
    before = both(client_of(ana), leave)
    keep_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.THEIRS, LATE_BUS, own="not")
    keep_comfort(ben, keys(ben), Care.TIME, WhoseLeaves.THEIRS, LATE_BUS, evening="not")
    assert both(client_of(ana), leave) == before


def test_what_the_partner_shows_of_their_own_leaves_is_not_held_against_hers(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    before = both(client_of(ana), leave)
    show_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.OWN, LATE_BUS, own="not")
    assert both(client_of(ana), leave) == before


def test_what_was_taken_back_is_gone_as_if_it_had_not_been_said(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    before = both(client_of(ana), leave)
    show_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.THEIRS, LATE_BUS, own="not")
    assert all(now != then for now, then in zip(both(client_of(ana), leave), before, strict=True))
    assert ben.current is not None
    keep_to_oneself(ben.current, Care.COMPANY, WhoseLeaves.THEIRS)
    assert both(client_of(ana), leave) == before


def test_what_one_keeps_oneself_counts_in_the_open_room_alone(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    closed = both(client_of(ana), leave)
    keep_comfort(ana, keys(ana), Care.COMPANY, WhoseLeaves.OWN, own="talk")
    assert both(client_of(ana), leave) == closed
    client = client_of(ana, room=True)
    assert verdicts(page(client, leave))["Company"] == "You would talk first."
    for html in both(client, leave):
        assert "Company: my own friends" in html and "is worth a word." in html


def test_the_partner_learns_nothing_of_a_check(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    show_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.THEIRS, own="not")
    addresses = ("/", "/comfort/", "/comfort/theirs/", "/story/", "/windows/")
    reader = client_of(ben, room=True)
    before = [bare(reader.get(address).content.decode()) for address in addresses]
    both(client_of(ana, room=True), leave)
    assert [bare(reader.get(address).content.decode()) for address in addresses] == before


# While it is being written ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "missing",
    [
        {"day": None, "out_time": None, "back_time": None},
        {"back_time": None},
        {"day": "soon"},
        {"back_time": "17:00"},
        {"zone": "Mars/Olympus"},
        {"meaning": "x" * 4001},
    ],
)
def test_an_unfinished_plan_is_answered_and_what_was_typed_stays(
    missing: dict[str, Any], ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    show_comfort(ben, keys(ben), Care.COMPANY, WhoseLeaves.THEIRS, own="talk")
    form = {"needs_dinner": "open", "cover": "My sister has the dog.", "where": "By the canal"}
    client = client_of(ana)
    html = whole(client, **(form | missing))
    for words in ("Knit with the Thursday circle", "Wen", *form.values()):
        assert f'value="{words}"' in html
    for name, chosen in (ASKED | {"needs_dinner": "open"}).items():
        assert re.search(rf'name="{name}" value="{chosen}"[^>]* checked', html), name
    assert (missing.get("meaning") or "A room where nobody wants a snack.") in html
    assert "Ben would talk first." in html
    assert "Ben would talk first." in part(client, **(form | missing))
    assert "error" not in html.partition("<main")[2]
    assert "error" not in part(client, **(form | missing))
    assert not Leave.objects.exists()


def test_without_script_it_says_what_it_says_with(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    say_all_comfort(ben, keys(ben), "talk")
    say_all_comfort(ana, keys(ana), "easy")
    client = client_of(ana)
    fragment, folded, _ = part(client).partition('<span class="soft small" id="cares-said"')
    assert folded and "would talk first" in fragment
    assert fragment.strip() in whole(client)


def test_times_typed_without_script_stay(ana: Person, client_of: ClientOf) -> None:
    html = whole(client_of(ana), back_day="2026-05-15", back_time="01:00", open_ended="on")
    for value in ("2026-05-14", "18:30", "2026-05-15", "01:00", "Europe/London"):
        assert f'value="{value}"' in html
    assert re.search(r'name="open_ended"[^>]* checked', html)


def test_without_script_a_plan_that_was_kept_is_still_that_plan(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    form = {"form_id": str(leave.pk), "seen": str(leave.row_version)}
    html = client_of(ana).post(CHECK, plan_form(**form)).content.decode()
    assert f'action="/leaves/{leave.pk}/plan/"' in html
    assert f'name="form_id" value="{leave.pk}"' in html
    assert re.search(rf'name="seen" value="{leave.row_version}"', html)
    now = Leave.objects.get()
    assert (now.row_version, now.plan) == (leave.row_version, leave.plan)


@pytest.mark.parametrize("who", ["ben", "cleo", "dede", "thea"])
def test_a_form_with_the_name_of_a_foreign_plan_finds_none(
    who: str, request: pytest.FixtureRequest, client_of: ClientOf, leave: Leave
) -> None:
    client, name = client_of(request.getfixturevalue(who)), str(uuid4())
    own, foreign = (
        client.post(CHECK, plan_form(form_id=one)).content.decode() for one in (name, str(leave.pk))
    )
    assert bare(foreign) == bare(own)


@pytest.mark.parametrize("broken", ["no name", "", "5f0c6f3e-52b4-4d0e-9a52-6f3f2c0f5a11"])
def test_a_form_without_a_name_of_its_own_is_answered_too(
    broken: str, ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert client.post(CHECK, plan_form(form_id=broken)).status_code == 200
    assert client.post(CHECK, {}, headers=PART).status_code == 200
    assert client.get(CHECK).status_code == 405


# It holds nothing up ---------------------------------------------------------------------------


def test_not_for_now_for_both_is_kept_told_and_gone_on_in_three_posts(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    for person in (ana, ben):
        say_all_comfort(person, keys(person), "not")
    client = client_of(ana)
    kept = client.post("/leaves/new/", plan_form(**ASKED, then="check"))
    leave = Leave.objects.get()
    assert kept["Location"] == reverse("leave-check", args=[leave.pk])
    assert verdicts(page(client, leave)) == dict.fromkeys(
        ("Intention", "Meaning", "Company", "Distance", "Time"), "Not for now, for either of you."
    )
    told = client.post(reverse("leave-heads-up", args=[leave.pk]), {"words": "I’m off."})
    gone = client.post(reverse("departure", args=[leave.pk]))
    assert [answer.status_code for answer in (kept, told, gone)] == [303] * 3
    assert HeadsUp.objects.get().is_out and Leave.objects.get().is_out


def test_every_way_on_stands_on_the_page(ana: Person, client_of: ClientOf, leave: Leave) -> None:
    html = page(client_of(ana), leave)
    for name in ("leave-plan", "leave", "leave-heads-up"):
        assert f'"{reverse(name, args=[leave.pk])}"' in html
    assert "Give the heads-up" in html


def test_a_leave_that_has_begun_is_not_checked(
    ana: Person, client_of: ClientOf, leave: Leave, at: datetime
) -> None:
    Leave.objects.update(begun_at=at)
    answer = client_of(ana).get(reverse("leave-check", args=[leave.pk]))
    assert answer["Location"] == reverse("leave", args=[leave.pk])


def test_someone_alone_is_told_of_themselves(
    cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    own = make_leave(cleo, keys(cleo), at)
    keep_comfort(cleo, keys(cleo), Care.TIME, WhoseLeaves.OWN, evening="talk")
    html = page(client_of(cleo, room=True), own)
    assert verdicts(html)["Time"] == "You would talk first."
    assert "the two of you" not in html and "Give the heads-up" not in html


# Whose eyes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ben", "cleo", "dede", "thea"])
def test_nobody_else_sees_how_a_plan_sits(
    who: str, request: pytest.FixtureRequest, client_of: ClientOf, leave: Leave
) -> None:
    client = client_of(request.getfixturevalue(who), room=True)
    assert client.get(reverse("leave-check", args=[leave.pk])).status_code == 404


@pytest.mark.parametrize("who", ["cleo", "dede"])
def test_a_check_reads_nothing_of_another_pair(
    who: str, request: pytest.FixtureRequest, ana: Person, ben: Person, keys: Keys
) -> None:
    other = request.getfixturevalue(who)
    for person in (ana, ben):
        say_all_comfort(person, keys(person), "not")
    assert SharedComfort.objects.count() == 20
    asked = Asked("rough", "fun", "own", "town", 2.5, 0, frozenset({"evening"}))
    for side in (other.current, ana.current):
        lines = care_check_of(other, side, keys(other, room=True), asked)
        assert [line.finding.said for line in lines] == [False] * 5
        assert {line.their_words for line in lines} == {""}


# Speed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [False, True])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("which", ["new", "plan", "check", "part", "whole"])
def test_each_page_keeps_to_its_queries(
    which: str,
    full: bool,
    room: bool,
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    keys: Keys,
    leave: Leave,
) -> None:
    for person in (ana, ben) if full else ():
        say_all_comfort(person, keys(person), "talk", LATE_BUS)
    client = client_of(ana, room=room)
    ask: dict[str, Callable[[], Any]] = {
        "new": lambda: client.get("/leaves/new/"),
        "plan": lambda: client.get(reverse("leave-plan", args=[leave.pk])),
        "check": lambda: client.get(reverse("leave-check", args=[leave.pk])),
        "part": lambda: part(client),
        "whole": lambda: whole(client, form_id=str(leave.pk)),
    }
    ask[which]()
    with CaptureQueriesContext(connection) as asked:
        ask[which]()
    assert len(asked) <= MOST, [one["sql"] for one in asked]


# Its sentences ---------------------------------------------------------------------------------


def found(care: Care, own: Level | None = None, theirs: Level | None = None) -> Finding:
    return Finding(care, Reading(own, 0, ""), Reading(theirs, 0, ""))


EASY, TALK, NOT = Level.EASY, Level.TALK, Level.NOT_NOW
AS_SAID = ", as far as either of you said"


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ([], "Nothing to compare it with yet."),
        ([(EASY, EASY)] * 5, "All five are easy for you both."),
        ([(EASY, None)] * 5, "All five are easy for you."),
        ([(EASY, EASY)] * 4 + [(None, EASY)], f"All five are easy{AS_SAID}."),
        ([(EASY, EASY)], "One of the five is easy for you both."),
        ([(None, EASY)], f"One of the five is easy{AS_SAID}."),
        ([(EASY, EASY)] * 3, "Three of the five are easy for you both."),
        ([(EASY, None), (EASY, EASY)], f"Two of the five are easy{AS_SAID}."),
        (
            [(EASY, EASY)] * 3 + [(EASY, TALK), (NOT, None)],
            "Three of the five are easy for you both. Two are worth a word.",
        ),
        (
            [(EASY, None), (TALK, EASY)],
            "One of the five is easy for you. One is worth a word.",
        ),
        ([(NOT, EASY)], "One is worth a word."),
        ([(NOT, NOT)] * 5, "Five are worth a word."),
    ],
)
def test_the_headline_counts_what_sits_easily_and_what_is_worth_a_word(
    levels: list[tuple[Level | None, Level | None]], sentence: str
) -> None:
    given = levels + [(None, None)] * (5 - len(levels))
    assert sentences.headline(
        [found(care, *pair) for care, pair in zip(Care, given, strict=True)]
    ) == (sentence)


@pytest.mark.parametrize(
    ("own", "theirs", "partner", "sentence"),
    [
        (EASY, EASY, "Ben", "Easy for you both."),
        (TALK, TALK, "Ben", "You would both talk first."),
        (NOT, NOT, "Ben", "Not for now, for either of you."),
        (EASY, TALK, "Ben", "Easy for you. Ben would talk first."),
        (TALK, EASY, "Ben", "You would talk first. Easy for Ben."),
        (NOT, EASY, "Ben", "Not for now, for you. Easy for Ben."),
        (None, TALK, "your partner", "Your partner would talk first."),
        (NOT, None, "Ben", "Not for now, for you."),
        (None, None, "Ben", ""),
    ],
)
def test_a_verdict_names_who_finds_it_how(
    own: Level | None, theirs: Level | None, partner: str, sentence: str
) -> None:
    assert sentences.verdict(found(Care.TIME, own, theirs), partner) == sentence


OF_HOURS = Reading(EASY, 0, "hours", ("hours",))


@pytest.mark.parametrize(
    ("own", "theirs", "sentence"),
    [
        (OF_HOURS, Reading(None, 0, ""), "Two or three hours: easy for you."),
        (Reading(None, 0, ""), OF_HOURS, "Two or three hours: easy for Ben."),
        (OF_HOURS, OF_HOURS, "Two or three hours: easy for you both."),
        (OF_HOURS, Reading(EASY, 0, "hours"), "Two or three hours: easy for you. Easy for Ben."),
    ],
)
def test_what_was_said_of_a_part_is_said_of_that_part(
    own: Reading, theirs: Reading, sentence: str
) -> None:
    finding = Finding(Care.TIME, own, theirs)
    assert sentences.verdict(finding, "Ben") == sentence
    assert sentences.headline([finding]) == "What was said about it is easy. The rest was not said."


@pytest.mark.parametrize(
    ("care", "asked", "words"),
    [
        (Care.INTENTION, Asked(intention="open"), "see what happens"),
        (Care.MEANING, Asked(meaning="self"), "part of who I am"),
        (Care.COMPANY, Asked(company="new"), "people I have yet to meet"),
        (Care.DISTANCE, Asked(distance="corner"), "round the corner"),
        (Care.DISTANCE, Asked(), ""),
        (Care.COMPANY, Asked(company="a rascal"), ""),
        (Care.TIME, Asked(), ""),
        (Care.TIME, Asked(hours=1.0), "an hour"),
        (
            Care.TIME,
            Asked(hours=2.5, parts=frozenset({"late", "evening"})),
            "two or three hours, at supper and bedtime, late at night",
        ),
        (Care.TIME, Asked(parts=frozenset({"morning"})), "early in the morning"),
        (Care.TIME, Asked(hours=26.0, nights=1, parts=frozenset({"late"})), "a day and a night"),
        (Care.TIME, Asked(hours=60.0, nights=2, parts=frozenset({"late"})), "longer"),
    ],
)
def test_a_plan_is_said_on_one_care(care: Care, asked: Asked, words: str) -> None:
    assert sentences.asked_words(care, asked) == words


@pytest.mark.parametrize(
    ("care", "option", "title"),
    [
        (Care.TIME, "day", "Time: a whole day"),
        (Care.TIME, "late", "Time: late at night"),
        (Care.COMPANY, "past", "Company: someone I used to go out with"),
        (Care.INTENTION, "rough", "Intention: a rough idea"),
    ],
)
def test_the_title_over_a_talk_names_the_care_and_the_option(
    care: Care, option: str, title: str
) -> None:
    assert sentences.about(care, option) == title
