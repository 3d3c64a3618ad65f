"""Every page, as a person meets it: no axe violation in light or dark, no sideways scroll."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from outandback.rules.cares import Care

from .before import are_a_pair, has_begun
from .conftest import DESKTOP, PHONE, Open
from .giving import been_out, choose_way, give, write
from .going import go
from .meanwhile import Meanwhile, agree, in_hours, let_days_pass, the_next_evening, two_meanwhile
from .partners import WITH_BOTH, Partner, two
from .visitor import WITHOUT_SCRIPT, Visitor
from .wording import open_own_telling

pytestmark = pytest.mark.journey

NARROW = ViewportSize(width=320, height=640)
NOWHERE = "/no-such-page/"
NO_BOARD = "/kids/no-such-link/"
AXE = "async (more) => (await axe.run({ resultTypes: ['violations'], ...more })).violations"
# What the scheme changes is its colours, so the second look is at these.
LOOKED_FOR = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
SIGNED_OUT = [
    "/",
    "/sign-up/",
    "/sign-in/",
    "/sign-in/reset/",
    "/join/",
    "/help/",
    "/start/leave/",
    NOWHERE,
    NO_BOARD,
]
ALONE = [
    "/",
    "/start/leave/",
    "/start/host/",
    "/start/recovery/",
    "/start/you/",
    "/start/ease/",
    "/start/own/",
    "/start/theirs/",
    "/start/partner/",
    "/comfort/",
    "/comfort/theirs/",
    "/windows/",
    "/together/",
    "/together/ideas/",
    "/ladder/",
    "/need/",
    "/evening/",
    "/hearing-well/",
    "/boards/",
    "/boards/goodbyes/",
    "/traditions/",
    "/calendar/",
    "/calendar/week/2026-11-30/",
    "/trips/",
    "/trips/new/",
]
EACH_CARE = [f"/comfort/{place}/" for place, _ in enumerate(Care, 1)]
AGAIN = ["/story/search/?whose=", "/story/keepsake/", "/story/keepsake/?since=", "/story/year/"]
OWN = [
    "/pair/",
    "/pair/words/",
    "/leaves/new/",
    "/story/",
    *AGAIN,
    "/loop/",
    "/loop/limits/",
    "/loop/spans/",
    "/loop/spans/new/",
    "/loop/tables/",
    "/mine/",
    "/opening/?door=p",
]
SETTINGS = [
    "/settings/",
    "/settings/sign-in/",
    "/settings/sign-in/app/",
    "/settings/sign-in/passkeys/",
    "/settings/sign-in/passkeys/new/",
    "/settings/notifications/",
    "/settings/season/",
    "/free-hours/",
    "/settings/phone/",
    "/pocket/",
    "/settings/passphrase/",
    "/settings/recovery-sheet/",
    "/settings/parting/",
    "/settings/export/",
    "/settings/erasure/",
    "/recovery/",
    "/parts",
]


def violations(page: Page, scheme: str) -> list[str]:
    """None where the page runs no scripts: what looks waits for timers, and there are none."""
    if page.evaluate(WITHOUT_SCRIPT):
        return []
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE, LOOKED_FOR[scheme])
    nodes = [(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]
    return [f"{page.url} {scheme}: {rule} {html}" for rule, html in nodes]


def sideways(page: Page) -> list[str]:
    """At the page's own size and on the narrowest phone: an ordinary one with text at 200 %."""
    usual = page.viewport_size or PHONE
    problems = too_wide(page)
    page.set_viewport_size(NARROW)
    problems += too_wide(page)
    page.set_viewport_size(usual)
    return problems


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return [f"{page.url} scrolls sideways"] if wide else []


def look_at(page: Page, addresses: list[str]) -> list[str]:
    problems: list[str] = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok or address in (NOWHERE, NO_BOARD), f"{address} answered {answer.status}"
        problems += look(page)
    return problems


def look_inside(one: Visitor, addresses: list[str]) -> list[str]:
    """The same with the private room open, which an address typed anew closes."""
    problems: list[str] = []
    for address in addresses:
        one.page.goto(f"/opening/?door=p&next={address}")
        one.open_room()
        problems += look(one.page)
    return problems


def look(page: Page) -> list[str]:
    return violations(page, "light") + violations(page, "dark") + sideways(page)


def test_pages_before_signing_in(open_page: Open) -> None:
    assert not look_at(open_page(), SIGNED_OUT)


def test_pages_of_someone_alone(open_page: Open) -> None:
    cleo = Visitor(open_page(), "Cleo")
    cleo.start()
    assert not look_at(cleo.page, ALONE + SETTINGS)


def test_pages_of_becoming_two_and_one_again(open_page: Open) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    robin.start()
    robin.answer_at("p", then="/start/recovery/")
    robin.press("Make my sheet")
    problems = look(robin.page)
    link = robin.invite()
    problems += look(robin.page) + look_at(robin.page, ["/pair/"])
    ellis.start()
    ellis.carry(link.partition("#")[2])
    problems += look(ellis.page)
    ellis.say_yes()
    problems += look(ellis.page)
    ellis.compare()
    robin.leave_pair("It was good until it wasn’t.")
    problems += look(robin.page) + look_at(ellis.page, ["/"])
    ellis.press("I have read this")
    assert not problems + look(ellis.page)


def test_pages_of_a_whole_loop(open_page: Open) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    are_a_pair(robin, ellis)
    problems = look_at(robin.page, OWN)
    robin.plan("Along the canal", meaning="Air")
    leave = f"/leaves/{robin.leave}"
    problems += look_at(robin.page, [f"{leave}/", f"{leave}/plan/", f"{leave}/heads-up/"])
    robin.give_heads_up()
    problems += look_at(robin.page, ["/", f"{leave}/departure/"])
    problems += look_at(ellis.page, ["/", f"{leave}/answer/"])
    robin.set_out()
    robin.catch("Insight", "The lock keeper hums.")
    problems += look(robin.page) + look_at(robin.page, ["/", f"{leave}/return-time/"])
    problems += look_at(ellis.page, ["/"])
    robin.come_home()
    problems += look(robin.page)
    robin.open_room_if_closed()
    problems += look(robin.page)
    robin.bring("lock keeper")
    problems += look_at(ellis.page, ["/", f"{leave}/check-in/"])
    ellis.open_what_was_brought()
    problems += look(ellis.page)
    ellis.press("Now")
    problems += look(ellis.page)
    ellis.say_back("Hum it to me.", "Which tune?")
    problems += look(ellis.page) + look_at_other_words(robin, ellis)
    problems += look_at(ellis.page, ["/story/", "/loop/", "/loop/ours/"])
    problems += look_at(robin.page, [*AGAIN, "/story/"])
    robin.follow("Did you feel heard?")
    problems += look(robin.page)
    robin.follow("A new spin on one of your traditions")
    robin.page.get_by_text("Which tradition has a new spin?").wait_for()
    problems += look(robin.page) + look_at(robin.page, ["/loop/", "/mine/"])
    robin.open_room_if_closed()
    assert not problems + look(robin.page)


def look_at_other_words(robin: Visitor, ellis: Visitor) -> list[str]:
    """Words that are put otherwise, and those of before."""
    ellis.follow("Put your answer in other words")
    problems = look(ellis.page)
    ellis.page.fill("[name=thing_back]", "Hum it to me again.")
    ellis.press("Keep the change")
    problems += look(ellis.page)
    ellis.follow("Changed today")
    open_own_telling(robin)
    robin.follow("Put it in other words")
    return problems + look(ellis.page) + look(robin.page)


def test_pages_of_teaching_and_giving(open_page: Open) -> None:
    robin, ellis = two(open_page)
    been_out(robin, "Knit with Wen", "It has to go slack first.", "A stone from the turn.")
    choose_way(robin, "slack", "teach")
    write(robin, verb="knit", ten="A knot, eyes shut.")
    robin.press("Give it to Ellis")
    robin.hears("One thing to put right")
    problems = look(robin.page)
    write(robin, adverb="precisely", adjective="free")
    give(robin, "Ellis")
    choose_way(robin, "stone", "give")
    problems += look(robin.page)
    ellis.hear()
    ellis.hears("To knit is to be precisely free.")
    problems += look(ellis.page)
    ellis.follow("A day for it")
    ellis.hears("Choose this day")
    assert not problems + look(ellis.page)


def test_pages_of_what_feels_easy(open_page: Open) -> None:
    robin, ellis = two(open_page)
    robin.say_comfort(Care.COMPANY, "own", "They laugh at my jokes.", own="easy", new="talk")
    ellis.say_comfort(Care.COMPANY, "theirs", "Names help.", own="talk", new="talk", past="not")
    problems = look_at(robin.page, ["/comfort/", "/comfort/theirs/"])
    problems += look_at(ellis.page, ["/comfort/theirs/"])
    assert not problems + look_inside(robin, ["/comfort/", *EACH_CARE])


def test_pages_from_a_plan_to_the_door(open_page: Open) -> None:
    robin, ellis = two(open_page)
    ellis.say_comfort(Care.TIME, "theirs", "Not on a school night.", evening="talk")
    robin.live("two homes")
    robin.write_rituals("A knock on the car roof.", "Tea, then talk.")
    ellis.offer_window("The dog and I have plans.")
    problems = look_at(robin.page, ["/together/", "/windows/"]) + look_at(ellis.page, ["/windows/"])
    problems += think(robin, ellis)
    for _ in range(4):
        robin.has_been_out(guilt=8, felt=8)
    robin.write_evening("Paint the boat")
    robin.page.get_by_text("Ellis would talk first.").first.wait_for()
    robin.unfold_plan()
    robin.pick(needs_children="open", needs_dinner="partner")
    problems += look(robin.page)
    robin.keep_plan(WITH_BOTH)
    problems += look(robin.page)
    robin.press("Give the heads-up")
    problems += look_at(ellis.page, [f"/leaves/{robin.leave}/answer/"])
    said = {"blessing": "Bring back blue hands.", "worry": "It gets late."}
    ellis.answer_heads_up(robin.leave, {"children": "yes", "dinner": "part"}, **said)
    problems += look(ellis.page) + look_at(robin.page, ["/", f"/leaves/{robin.leave}/"])
    robin.go_to_the_door()
    for why in ("rule", "cover"):
        problems += stand_at_the_door(robin, why)
    robin.go()
    assert not problems + look_at(ellis.page, [f"/leaves/{robin.leave}/answer/"])


def think(robin: Partner, ellis: Partner) -> list[str]:
    """Small ideas of both, and one's own to change."""
    problems = look_at(robin.page, ["/together/ideas/"])
    robin.think_of("eat", "A rollmop on the sea wall.")
    ellis.think_of("visit", "The kiln behind the school.")
    problems += look(ellis.page)
    ellis.follow("Change it")
    return problems + look(ellis.page)


def test_pages_of_traditions(open_page: Open) -> None:
    robin, ellis = two(open_page)
    problems = look_at(robin.page, ["/traditions/", "/traditions/new/"])
    robin.put_on_shelf("Sunday pancakes", "Whoever wakes first mixes the batter.", "2026-05-03")
    robin.hears("Comes round every Sunday")
    problems += look(robin.page)
    ellis.spin("Sunday pancakes", "Spent grain goes into the batter.")
    ellis.hears("Spent grain")
    problems += look(ellis.page) + look_at(robin.page, ["/traditions/", "/story/"])
    go(ellis.page.locator("main a[href^='/spins/']").first)
    ellis.hears("A spin of yours.")
    problems += look(ellis.page)
    ellis.change_tradition("Sunday pancakes", "The first one is eaten standing up.")
    ellis.hears("standing up")
    ellis.follow("Change its words or its day")
    ellis.hears("Its words, and its day.")
    assert not problems + look(ellis.page)


def stand_at_the_door(robin: Partner, why: str) -> list[str]:
    """With what earlier leaves said, or with what is to be arranged; then in a closed room."""
    robin.go_to_the_door_with_the_room_open()
    robin.unfold("Towards whom, and why?")
    robin.pick(guilt="8", why=why)
    robin.hears("You can arrange that." if why == "cover" else "Four leaves, all 8.")
    problems = look(robin.page)
    robin.close_room()
    robin.go_to_the_door()
    robin.pick(guilt="8")
    robin.hears("What earlier leaves said is in your own space.")
    return problems + look(robin.page)


def test_pages_of_the_ladder(open_page: Open) -> None:
    robin = Partner(open_page(), "Robin")
    robin.begin()
    problems = look_inside(robin, ["/ladder/"])
    robin.take_step()
    robin.pick(guilt="7")
    robin.go()
    robin.press("I’m back")
    robin.answer(felt=8, guilt=3)
    robin.take_out_ladder()
    robin.press("Too much all at once")
    robin.open_room_if_closed()
    problems += look(robin.page)
    robin.press("Stop the ladder")
    robin.open_room_if_closed()
    assert not problems + look(robin.page)


def test_pages_on_a_desktop(open_page: Open) -> None:
    thea = Visitor(open_page(size=DESKTOP), "Thea")
    has_begun(thea)
    assert not look_at(thea.page, ["/", *OWN, *ALONE, *SETTINGS])


def test_pages_while_one_is_away(open_page: Open) -> None:
    robin, ellis = two_meanwhile(open_page)
    problems = look_at(ellis.page, ["/need/"])
    agree(robin, ellis, "Somebody is ill, or locked out.")
    robin.share_number("+44 20 7946 0018")
    problems += look(robin.page)
    robin.tell("Sing in the crypt")
    leave = f"/leaves/{robin.leave}"
    for one in (ellis, robin):
        one.pick_hello(robin.leave, "call", in_hours(2))
        problems += look(one.page)
    ellis.page.goto(f"{leave}/notes/")
    problems += look(ellis.page)
    robin.set_out()
    problems += stay_at_home(ellis, leave)
    problems += look_at(robin.page, ["/", f"{leave}/away/", f"{leave}/need/"])
    robin.come_home()
    problems += look(robin.page) + look_at(robin.page, [f"{leave}/notes/"])
    assert not problems + look_at(ellis.page, [f"{leave}/notes/", f"{leave}/hello/"])


def stay_at_home(ellis: Meanwhile, leave: str) -> list[str]:
    """Hold notes, call until it is spent, say how the evening is."""
    named = leave.rpartition("/")[2]
    for words in ("Asleep by eight.", "The boiler hums."):
        ellis.hold(named, words)
    problems = look(ellis.page) + look_at(ellis.page, ["/", f"{leave}/need/"])
    ellis.follow_note(named, "The boiler hums.")
    problems += look(ellis.page)
    ellis.take_back(named, "The boiler hums.")
    problems += look(ellis.page)
    ellis.call(named, "Robin")
    problems += look(ellis.page)
    for _ in range(2):
        ellis.press("Ask once more")
    problems += look(ellis.page)
    ellis.say_how_the_evening_is(energy="3")
    return problems + look(ellis.page)


def test_pages_of_a_few_days_on(open_page: Open, data_folder: Path) -> None:
    robin, _ = two_meanwhile(open_page)
    robin.tell("Learn to sharpen a chisel")
    robin.set_out()
    robin.come_home()
    with the_next_evening(data_folder, robin):
        problems = look_at(robin.page, ["/", "/evening/after/"])
    assert not problems + look_inside(robin, ["/mine/", "/mine/listener/"])


def test_pages_for_a_child(open_page: Open, data_folder: Path) -> None:
    robin, _ = two_meanwhile(open_page)
    child = open_page()
    problems = look_at(robin.page, ["/boards/new/"])
    link = robin.make_board("Ro", "Mika", "Two kisses and the wave from the gate.")
    problems += look(robin.page) + look_at(robin.page, ["/boards/", f"{robin.page.url}card/"])
    robin.tell("Learn to tie eight knots", nights=3)
    robin.show_on_board(robin.leave, "I’ll bring you a round stone.")
    problems += look(robin.page) + look_at(child, [link])
    robin.set_out()
    for days in (0, 1, 3):
        let_days_pass(data_folder, robin.leave, days)
        problems += look_at(child, [link])
    robin.come_home()
    problems += look_at(robin.page, [f"/leaves/{robin.leave}/board/"])
    assert not problems + look_at(child, [link])
