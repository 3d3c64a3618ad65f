"""The card at the door: what one's own past says of a guilt like this. Looking keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.away.content import sentences
from outandback.rooms.leave.actions import change_plan, close_plan
from outandback.rooms.leave.models import DoorAnswers, DoorCheck, Leave, Plan
from outandback.rooms.leave.queries import CONTENT, door_check_of, reframing
from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import keep_ritual
from outandback.ui.texts import entries_of
from tests.builders.cover import make_answer, make_leave_with_needs
from tests.builders.leaves import bare, make_heads_up, make_leave
from tests.builders.past_leaves import DAY, make_past_leave, make_past_leaves
from tests.fixtures import ClientOf, Keys

PART = {"HX-Request": "true"}
LIKE_SEVEN = [(7, 6), (8, 9), (6, 7), (7, 9)]
SEEN = "It was about this strong before."
CLOSED = "What earlier leaves said is in your own space."
A_LOT = "That sounds like a lot at once."
OTHERS = ["ben", "cleo", "dede", "thea"]
# What a browser stores with any visit: who is signed in, and until when.
OF_VISITS = {"Session", "Unlock"}


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Callable[[datetime], None]) -> None:
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(ana, keys(ana), at)


def address(leave: Leave, name: str = "evidence") -> str:
    return reverse(name, args=[leave.pk])


def part(client: Client, leave: Leave, **typed: object) -> str:
    answer = client.post(address(leave), typed, headers=PART)
    assert answer.status_code == 200
    return unescape(bare(answer.content.decode()))


def whole(client: Client, leave: Leave, **typed: object) -> str:
    """The same without script: the door again."""
    answer = client.post(address(leave), typed)
    assert answer.status_code == 200
    return unescape(bare(answer.content.decode()))


def shown_pairs(html: str) -> list[tuple[int, int]]:
    found = re.findall(r"<span>(\d+) <b>(\d+)</b>", html)
    return [(int(guilt), int(felt)) for guilt, felt in found]


def rows() -> dict[str, list[Any]]:
    """Everything that is stored."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__name__ not in OF_VISITS
    }


# In the open room ------------------------------------------------------------------------------


def test_four_leaves_at_a_like_guilt_are_listed_oldest_first(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_past_leaves(ana, keys(ana), at, LIKE_SEVEN)
    html = part(client_of(ana, room=True), leave, guilt="7")
    assert SEEN in html
    assert "The last four times it did, you gave the leave this afterwards:" in html
    assert "Four leaves, from 6 to 9. Too few to promise anything. Enough to notice." in html
    assert shown_pairs(html) == LIKE_SEVEN


def test_of_more_than_six_the_last_six_are_listed(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    pairs = [(7, n) for n in (1, 2, 7, 8, 7, 8, 7, 8)]
    make_past_leaves(ana, keys(ana), at, pairs)
    html = part(client_of(ana, room=True), leave, guilt="7")
    assert shown_pairs(html) == pairs[2:]
    assert "Six leaves, from 7 to 8." in html


def test_it_says_neither_so_nor_than(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    for pairs in (LIKE_SEVEN, [(7, 1)] * 6):
        make_past_leaves(ana, keys(ana), at, pairs)
        card = part(client_of(ana, room=True), leave, guilt="7").partition("</section>")[0]
        assert SEEN in card
        assert not re.search(r"\b(so|than|because|will|better|worse)\b", card, re.IGNORECASE)


@pytest.mark.parametrize(
    ("pairs", "guilt"),
    [
        (LIKE_SEVEN[:3], "7"),
        ([(2, 9), (3, 9), (1, 9), (2, 8), (2, 9)], "7"),
        ([(7, 9), (7, 9), (7, 9), (5, 9)], "7"),
        (LIKE_SEVEN, ""),
        (LIKE_SEVEN, "11"),
        (LIKE_SEVEN, "much"),
    ],
)
def test_few_leaves_unlike_ones_and_a_passed_guilt_are_silent(
    pairs: list[tuple[int, int]],
    guilt: str,
    ana: Person,
    leave: Leave,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
) -> None:
    client = client_of(ana, room=True)
    before = part(client, leave, guilt=guilt)
    make_past_leaves(ana, keys(ana), at, pairs)
    assert part(client, leave, guilt=guilt) == before
    assert SEEN not in before


@pytest.mark.parametrize("passed", [{"guilt": 7}, {"felt": 9}, {}])
def test_a_leave_of_which_one_of_the_two_was_passed_does_not_count(
    passed: dict[str, int],
    ana: Person,
    leave: Leave,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
) -> None:
    make_past_leaves(ana, keys(ana), at, LIKE_SEVEN[:3])
    make_past_leave(ana, keys(ana), at, **passed)
    client = client_of(ana, room=True)
    assert SEEN not in part(client, leave, guilt="7")
    make_past_leave(ana, keys(ana), at, guilt=7, felt=9)
    assert SEEN in part(client, leave, guilt="7")


@pytest.mark.parametrize(
    ("felt", "smaller"), [([2, 5, 5, 3], True), ([5, 5, 6, 6], False), ([9, 9, 4, 5], False)]
)
def test_where_returns_were_poor_it_says_perhaps_smaller(
    felt: list[int],
    smaller: bool,
    ana: Person,
    leave: Leave,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
) -> None:
    make_past_leaves(ana, keys(ana), at, [(7, one) for one in felt])
    html = part(client_of(ana, room=True), leave, guilt="7")
    assert ("Perhaps a smaller leave. Perhaps another day." in html) == smaller
    assert ("Enough to notice." in html) != smaller


def test_alike_all_through_is_said_as_that(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_past_leaves(ana, keys(ana), at, [(7, 8)] * 4)
    assert "Four leaves, all 8." in part(client_of(ana, room=True), leave, guilt="7")


@pytest.mark.parametrize("who", ["cleo", "dede"])
def test_only_ones_own_leaves_are_in_it(
    who: str,
    request: pytest.FixtureRequest,
    ana: Person,
    leave: Leave,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
) -> None:
    other = request.getfixturevalue(who)
    make_past_leaves(other, keys(other), at, LIKE_SEVEN)
    make_past_leaves(ana, keys(ana), at, LIKE_SEVEN[:3])
    assert SEEN not in part(client_of(ana, room=True), leave, guilt="7")


# In the closed room ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", [{"guilt": "7"}, {"guilt": "7", "why": "rule"}, {"guilt": "9", "energy": "1"}, {}]
)
def test_in_a_closed_room_it_is_one_line_and_the_same_bytes_for_none_and_for_nine(
    typed: dict[str, str],
    ana: Person,
    leave: Leave,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
) -> None:
    client = client_of(ana)
    before = part(client, leave, **typed), whole(client, leave, **typed)
    assert [html.count(CLOSED) for html in before] == [0, 1]
    for day in range(9):
        make_past_leave(
            ana, keys(ana, room=bool(day % 2)), at - day * DAY, guilt=7, felt=9, energy=0
        )
    assert (part(client, leave, **typed), whole(client, leave, **typed)) == before
    assert SEEN not in before[0]


def test_in_a_closed_room_the_database_is_asked_for_nothing_of_it(
    ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    client = client_of(ana)
    with CaptureQueriesContext(connection) as asked:
        part(client, leave, guilt="7")
    text = " ".join(one["sql"] for one in asked)
    assert "leave_outcome" not in text and "leave_doorcheck" not in text


# What the guilt is about -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "kind"), [("rule", "rule"), ("fear", "fear"), ("", "passed"), ("a rascal", "passed")]
)
def test_a_thought_goes_by_what_the_guilt_is_about(
    why: str, kind: str, ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    html = part(client_of(ana), leave, guilt="7", why=why)
    thought = reframing(kind, leave.pk)
    offered = [
        entry["words"] for entry in entries_of(CONTENT, "reframings") if entry["why"] == kind
    ]
    assert f'<p class="says">{thought}</p>' in html and thought in offered


def test_another_leave_has_another_thought_and_this_one_keeps_its_own(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    client = client_of(ana)
    leaves = [make_leave(ana, keys(ana), at) for _ in range(12)]
    thoughts = [part(client, one, guilt="7", why="rule") for one in leaves]
    assert [part(client, one, guilt="7", why="rule") for one in leaves] == thoughts
    assert len({reframing("rule", one.pk) for one in leaves}) > 1


@pytest.mark.parametrize("guilt", ["", "0"])
def test_without_guilt_there_is_no_thought(
    guilt: str, ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    html = part(client_of(ana, room=True), leave, guilt=guilt, why="rule")
    assert html.strip() == ""


def test_a_guilt_about_cover_leads_to_cover_without_evidence_or_consolation(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave_with_needs(ana, keys(ana), at, children="open", dinner="partner")
    make_answer(leave, ben, keys(ben), at, cover={"children": "part"})
    make_past_leaves(ana, keys(ana), at, LIKE_SEVEN)
    client = client_of(ana, room=True)
    assert SEEN in part(client, leave, guilt="7", why="rule")
    html = part(client, leave, guilt="7", why="cover")
    assert "You can arrange that." in html
    assert (
        "The children: Ben offers to take part of it." in html
        and "Dinner: your plan says Ben." in html
    )
    assert f'href="{address(leave, "leave-plan")}#needs"' in html
    assert SEEN not in html and not shown_pairs(html)
    told_of_others = [
        one["words"] for one in entries_of(CONTENT, "reframings") if one["why"] != "cover"
    ]
    assert not any(words in html for words in told_of_others)
    assert 'id="needs"' in client.get(address(leave, "leave-plan")).content.decode()


# Too much --------------------------------------------------------------------------------------


def test_too_much_leads_to_rest_first(ana: Person, leave: Leave, client_of: ClientOf) -> None:
    html = part(client_of(ana), leave, guilt="9", energy="1")
    assert A_LOT in html
    places = [html.index(str(words)) for words in sentences.SUGGESTED.values()]
    assert places == sorted(places) and next(iter(sentences.SUGGESTED)) == "rest"
    for way in ("/ladder/", "/help/"):
        assert f'href="{way}"' in html


@pytest.mark.parametrize(
    ("guilt", "energy"), [("9", "3"), ("7", "1"), ("9", ""), ("", "1"), ("", "")]
)
def test_it_speaks_seldom(
    guilt: str, energy: str, ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    assert A_LOT not in part(client_of(ana, room=True), leave, guilt=guilt, energy=energy)


def test_three_tired_doors_are_too_much_in_the_open_room_alone(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    for day in (2, 1):
        make_past_leave(ana, keys(ana), at - day * DAY, energy=1)
    typed = {"guilt": "3", "energy": "2"}
    assert A_LOT in part(client_of(ana, room=True), leave, **typed)
    assert A_LOT not in part(client_of(ana), leave, **typed)


def test_too_much_holds_nobody_back(ana: Person, leave: Leave, client_of: ClientOf) -> None:
    client, typed = client_of(ana), {"guilt": "10", "energy": "0"}
    html = whole(client, leave, **typed)
    assert A_LOT in html and "Out I go" in html
    assert client.post(address(leave, "departure"), typed)["Location"] == address(leave, "away")
    assert Leave.objects.get().is_out


# Looking ---------------------------------------------------------------------------------------

TYPED = {
    "guilt": "7",
    "energy": "4",
    "closeness": "6",
    "to_whom": ["children", "myself"],
    "why": "fear",
    "says": "Who reads to them?",
}


@pytest.mark.parametrize("room", [False, True])
def test_looking_keeps_nothing(
    room: bool, ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_past_leaves(ana, keys(ana), at, LIKE_SEVEN)
    client = client_of(ana, room=room)
    client.get(address(leave, "departure"))
    before = rows()
    assert {"Leave", "DoorCheck", "Outcome", "Person"} <= set(before)
    part(client, leave, **TYPED)
    whole(client, leave, **TYPED)
    assert rows() == before


def checked(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"[^>]* checked', html)


@pytest.mark.parametrize("room", [False, True])
def test_what_was_typed_stays_on_the_page_without_script(
    room: bool, ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    html = whole(client_of(ana, room=room), leave, **TYPED)
    for name in ("guilt", "energy", "closeness", "why"):
        assert checked(html, name) == [TYPED[name]], name
    assert checked(html, "to_whom") == TYPED["to_whom"]
    assert 'value="Who reads to them?"' in html
    assert reframing("fear", leave.pk) in html


def test_words_that_are_too_long_stay_as_well(
    ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    long = "ä" * 5000
    assert long in whole(client_of(ana), leave, guilt="7", says=long)


def test_everything_may_be_passed(ana: Person, leave: Leave, client_of: ClientOf) -> None:
    client = client_of(ana, room=True)
    assert part(client, leave).strip() == ""
    assert "Out I go" in whole(client, leave)
    assert client.get(address(leave)).status_code == 405


def test_without_script_it_says_what_it_says_with(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_past_leaves(ana, keys(ana), at, LIKE_SEVEN)
    client = client_of(ana, room=True)
    assert part(client, leave, **TYPED).strip() in whole(client, leave, **TYPED)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_can_look(
    who: str, request: pytest.FixtureRequest, leave: Leave, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who), room=True)
    for headers in (PART, {}):
        assert client.post(address(leave), TYPED, headers=headers).status_code == 404


def test_on_a_leave_that_has_begun_it_leads_to_where_it_stands(
    ana: Person, leave: Leave, client_of: ClientOf, at: datetime
) -> None:
    close_plan(leave, at)
    chosen = {**TYPED, "says": ""}
    assert client_of(ana).post(address(leave), chosen)["Location"] == address(leave, "away")


@pytest.mark.parametrize("past", [0, 9])
def test_looking_takes_few_queries(
    past: int, ana: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_past_leaves(ana, keys(ana), at, [(7, 8)] * past)
    client = client_of(ana, room=True)
    part(client, leave, **TYPED)
    with CaptureQueriesContext(connection) as asked:
        part(client, leave, **TYPED)
    assert len(asked) <= 10, [one["sql"] for one in asked]


# What the door keeps ---------------------------------------------------------------------------


@pytest.mark.parametrize("room", [False, True])
def test_towards_whom_and_why_are_kept_sealed_with_the_rest(
    room: bool, ana: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    client_of(ana, room=room).post(address(leave, "departure"), TYPED)
    check = door_check_of(ana, leave.pk)
    assert check is not None and check.answers is not None
    assert keys(ana).is_letter(check, "answers") != room
    for word in (b"children", b"myself", b"fear", b"reads"):
        assert word not in bytes(check.answers)
    assert keys(ana, room=True).open(check, "answers") == DoorAnswers(
        7, 4, 6, "Who reads to them?", ["children", "myself"], "fear"
    )


def test_answers_from_before_towards_whom_was_asked_can_still_be_read(
    ana: Person, leave: Leave, client_of: ClientOf, keys: Keys
) -> None:
    client_of(ana).post(address(leave, "departure"), {"guilt": "7"})
    check = DoorCheck.objects.get()
    opened = keys(ana, room=True).open(check, "answers")
    assert (opened.to_whom, opened.why) == ([], "")


@pytest.mark.parametrize("wrong", [{"to_whom": ["the cat"]}, {"why": "a rascal"}])
def test_what_the_door_does_not_offer_is_asked_again(
    wrong: dict[str, Any], ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    answer = client_of(ana).post(address(leave, "departure"), TYPED | wrong)
    assert answer.status_code == 422 and "Who reads to them?" in answer.content.decode()
    assert Leave.objects.get().is_ahead


# What stands at the door -----------------------------------------------------------------------


def test_the_ritual_and_the_word_of_the_one_at_home_stand_at_the_door(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    assert ana.current is not None
    client = client_of(ana)
    bareness = client.get(address(leave, "departure")).content.decode()
    assert "How you two part" not in bareness and "A good word to take along" not in bareness
    make_heads_up(leave, ana.current, keys(ana), at)
    keep_ritual(ana.current, keys(ana), "parting", "Two knocks on the frame.", 0)
    make_answer(leave, ben, keys(ben), at, blessing="Take the good scarf.")
    for html in (client.get(address(leave, "departure")).content.decode(), whole(client, leave)):
        assert "Two knocks on the frame." in html and "How you two part" in html
        assert "Take the good scarf." in html
        assert html.index("Take the good scarf.") < html.index("Out I go")


def test_a_worry_does_not_stand_at_the_door(
    ana: Person, ben: Person, leave: Leave, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_heads_up(leave, ana.current, keys(ana), at)
    make_answer(leave, ben, keys(ben), at, worry="Bedtime without you is long.")
    html = client_of(ana).get(address(leave, "departure")).content.decode()
    assert "Out I go" in html and "Bedtime without you" not in html


def test_one_breath_is_offered_and_can_be_left(
    ana: Person, leave: Leave, client_of: ClientOf
) -> None:
    html = client_of(ana).get(address(leave, "departure")).content.decode()
    assert "One breath first?" in html
    assert "Once is enough, and none is fine." in html


def test_someone_alone_is_offered_the_same(
    cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    own = make_leave(cleo, keys(cleo), at)
    plan = Plan(needs={"dinner": "open"})
    change_plan(own, keys(cleo), own.row_version, own.when, plan, at)
    make_past_leaves(cleo, keys(cleo), at, LIKE_SEVEN)
    client = client_of(cleo, room=True)
    assert shown_pairs(part(client, own, guilt="7")) == LIKE_SEVEN
    assert "Dinner: nobody yet." in part(client, own, guilt="7", why="cover")
    assert "How you two part" not in client.get(address(own, "departure")).content.decode()
