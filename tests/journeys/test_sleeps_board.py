"""A child's page, on a screen where nobody is signed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .meanwhile import Meanwhile, let_days_pass, two_meanwhile

pytestmark = pytest.mark.journey

RITUAL = "Two kisses and the wave from the gate."
SENTENCE = "I’ll bring you a round stone."
INTENTION = "Learn to tie eight knots"
# What a page for a child never says of anybody.
UNSAID = ("late", "overdue", "should", "Robin", "Ellis", INTENTION)


def reads(child: Page, link: str) -> str:
    """What the page says now; the same words whoever looks."""
    answer = child.goto(link)
    assert answer is not None and answer.ok
    text = child.locator("main").inner_text()
    assert not [word for word in UNSAID if word in text]
    return text


def a_parent_with_a_board(robin: Meanwhile) -> str:
    link = robin.make_board("Ro", "Mika", RITUAL)
    robin.tell(INTENTION, nights=2)
    return link


@pytest.mark.parametrize("javascript", [True, False])
def test_a_child_sees_how_many_sleeps(open_page: Open, data_folder: Path, javascript: bool) -> None:
    robin, _ = two_meanwhile(open_page, javascript)
    child = open_page(javascript=javascript)
    link = a_parent_with_a_board(robin)
    assert "Ro is here" in reads(child, link)
    robin.show_on_board(robin.leave, SENTENCE)
    assert "Then 2 sleeps, and back." in reads(child, link)

    robin.set_out()
    said = reads(child, link)
    assert all(words in said for words in ("For Mika", RITUAL, SENTENCE, "Planned: back on"))
    assert child.locator("h1").inner_text() == "Ro is back after 2 sleeps"
    let_days_pass(data_folder, robin.leave, 1)
    assert "Ro is back after 1 sleep\n" in reads(child, link)
    let_days_pass(data_folder, robin.leave, 2)
    assert "Ro is on the way back" in reads(child, link)
    assert "A flower" not in reads(child, link)

    robin.come_home()
    said = reads(child, link)
    assert "Ro is here" in said and "A flower for each time Ro came back." in said
    assert RITUAL not in said and SENTENCE not in said


@pytest.mark.parametrize("javascript", [True, False])
def test_a_changed_link_ends_the_old_one(open_page: Open, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    child = open_page(javascript=javascript)
    old = a_parent_with_a_board(robin)
    robin.page.goto("/boards/")
    robin.follow("For Mika")
    board = robin.page.url
    robin.press("Make a new link")
    new = robin.page.input_value("#link")
    gone = child.goto(old)
    assert new != old and gone is not None and gone.status == 404
    assert child.locator("h1").inner_text() == "There is no page here."
    assert "Ro is here" in reads(child, new)

    not_theirs = ellis.page.goto(board)
    assert not_theirs is not None and not_theirs.status == 404
    robin.page.goto(board)
    robin.press("Take the page down")
    ended = child.goto(new)
    assert ended is not None and ended.status == 404


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_leave_to_the_page_and_to_the_one_at_home(open_page: Open, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell(INTENTION, nights=2)
    robin.page.goto(f"/leaves/{robin.leave}/")
    robin.follow("Show it on a child’s page")
    robin.follow("Make a child’s page")
    robin.page.fill("[name=called]", "Ro")
    robin.press("Make the page")
    assert robin.page.url.endswith(f"/leaves/{robin.leave}/")
    assert robin.says("A child’s page shows this leave.")
    ellis.page.goto(f"/leaves/{robin.leave}/answer/")
    ellis.follow("The child’s page")
    assert "Then 2 sleeps, and back." in ellis.page.locator("main").inner_text()
