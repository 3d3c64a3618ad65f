"""Every way out: of the pair, of the account, of an old passphrase, and away with everything."""

from __future__ import annotations

from zipfile import ZipFile

import pytest

from .before import are_a_pair, has_begun
from .conftest import Open
from .going import go
from .visitor import HERON, Visitor, somebody_in_their_room

pytestmark = pytest.mark.journey

TOLD = "Herons fold their necks to fly."


def a_pair_with_a_story(open_page: Open) -> tuple[Visitor, Visitor]:
    """Robin kept one moment and told another; a further leave is planned, and Ellis knows."""
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    are_a_pair(robin, ellis)
    robin.plan("Along the canal")
    robin.give_heads_up()
    robin.set_out()
    robin.catch("Insight", TOLD)
    robin.catch("Aha", HERON)
    robin.come_home()
    robin.open_room_if_closed()
    robin.bring(TOLD)
    robin.plan("Swim in the lido", hours=1)
    robin.give_heads_up()
    ellis.hear()
    ellis.say_back("Show me.", "All of them?")
    return robin, ellis


def leave_pair(one: Visitor, seen: str, words: str = "") -> None:
    """Three taps from Today, besides what is chosen and typed: settings, the page, the button."""
    one.page.goto("/")
    go(one.page.get_by_role("link", name="Settings", exact=True))
    one.follow("Leave the pair")
    one.page.check(f"input[name=seen][value={seen}]")
    one.page.fill("[name=words]", words)
    one.page.fill("input[name=passphrase]", one.passphrase)
    one.press("Leave the pair")
    assert one.says("On your own here")


def open_shelf(one: Visitor, other: str) -> None:
    """What the two had stands in the private room of each."""
    one.page.goto("/mine/")
    one.open_room_if_closed()
    one.follow(f"With {other}")
    one.page.get_by_role("heading", name=f"With {other}").wait_for()


def pages_of(one: Visitor, leave: str) -> dict[str, str]:
    """What stands on every page that the two share."""
    heads_up = f"/leaves/{leave}/answer/"
    shown = {}
    for address in ("/", "/story/", "/loop/", "/settings/", "/pair/words/", heads_up):
        one.page.goto(address)
        shown[one.page.url] = one.page.locator("main").inner_text()
    return shown


def test_a_partner_sees_nothing_for_seven_days(open_page: Open) -> None:
    robin, ellis = a_pair_with_a_story(open_page)
    shared = robin.leave
    before = pages_of(ellis, shared)
    assert "lido" in "".join(before.values())
    leave_pair(robin, "week")
    assert pages_of(ellis, shared) == before

    robin.plan("The night train north")
    robin.set_out()
    robin.catch("Insight", "Nobody knows where I am.")
    robin.page.goto("/")
    assert robin.headline.startswith("You are out until")
    assert pages_of(ellis, shared) == before
    answer = ellis.page.goto(f"/leaves/{robin.leave}/answer/")
    assert answer is not None
    assert answer.status == 404


def test_a_partner_meets_a_calm_page_and_keeps_the_story(open_page: Open) -> None:
    robin, ellis = a_pair_with_a_story(open_page)
    leave_pair(robin, "words", "Thank you for the porridge.")
    robin.page.goto("/story/")
    assert not robin.says(TOLD)
    open_shelf(robin, "Ellis")
    assert robin.says(TOLD)

    ellis.page.goto("/")
    assert ellis.headline == "This pair has ended."
    assert ellis.says("Thank you for the porridge.")
    ellis.press("I have read this")
    assert ellis.says("On your own here")
    assert not ellis.says("lido")
    open_shelf(ellis, "Robin")
    assert ellis.says(TOLD)
    assert ellis.says("Show me.")


def export(one: Visitor, passphrase: str) -> str:
    """Everything in words, out of the one file that was sent."""
    one.page.goto("/settings/export/")
    one.page.fill("input[name=passphrase]", passphrase)
    with one.page.expect_download() as sent:
        one.page.get_by_role("button", name="Make the file").click()
    assert sent.value.suggested_filename == "export.zip"
    with ZipFile(sent.value.path()) as archive:
        assert archive.testzip() is None
        return archive.read("everything.md").decode()


def test_everything_can_be_taken_along(open_page: Open) -> None:
    robin, ellis = a_pair_with_a_story(open_page)
    whole, shared, theirs = export(robin, robin.passphrase), export(robin, ""), export(ellis, "")
    for words in ("Along the canal", TOLD, "Show me."):
        assert words in whole
        assert words in shared
    assert HERON in whole
    assert HERON not in shared
    assert TOLD in theirs
    assert HERON not in theirs


def test_an_erased_account_signs_nobody_in(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    robin.keep(HERON)
    robin.page.goto("/settings/erasure/")
    robin.page.get_by_label("Now").check()
    robin.page.fill("input[name=passphrase]", robin.passphrase)
    robin.page.fill("input[name=word]", "erase")
    robin.press("Erase everything")
    assert robin.headline == "Your account is erased."
    robin.page.goto("/mine/")
    assert "/sign-in/" in robin.page.url
    robin.sign_in()
    assert robin.says("don’t go together")


def test_a_new_passphrase_opens_and_the_old_one_does_not(open_page: Open) -> None:
    robin, old = somebody_in_their_room(open_page()), "seven brown kettles hum"
    other = Visitor(open_page(), "Robin", email=robin.email)
    other.sign_in()
    robin.change_passphrase("a yellow door on the hill")
    other.page.goto("/")
    assert other.says("I have an invitation"), "another browser stayed signed in"
    other.sign_in(old)
    assert other.says("don’t go together")

    other.passphrase = robin.passphrase
    other.sign_in()
    other.answer_at("p", old)
    assert other.says("That didn’t open it.")
    other.enter_room()
    assert other.says(HERON)
    robin.enter_room()
    assert robin.says(HERON)
