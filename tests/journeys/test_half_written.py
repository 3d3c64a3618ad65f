"""What is left half-written stands there again, and nothing of it rests in the browser as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from .before import has_begun
from .conftest import Open
from .giving import been_out, choose_way
from .partners import two
from .pocketing import IS_OUT, Phone, begun, rows, until
from .visitor import Visitor

pytestmark = pytest.mark.journey

WORDS = "Along the canal, slowly"
NEW = "/leaves/new/"
# What browsers offer to pages of https and of this machine alone.
WITHOUT_TLS = "delete Crypto.prototype.randomUUID"

DRAFTS = "select count(*) from carried_unsent"
HAS_DRAFT = "async () => (await self.pocketStore.outbox()).some((one) => one.draft)"
# By a quick thumb on a slow line, or by a browser that fills a form again on loading it again.
BEFORE_ANY_SCRIPT = """(([name, words]) => new MutationObserver((_, watcher) => {
    const box = document.querySelector(`[name=${name}]`);
    if (!box) return;
    watcher.disconnect();
    box.value = words;
}).observe(document, { childList: true, subtree: true }))"""


NO_PAUSE = """((wait) => {
    self.setTimeout = (act, time, ...more) => wait(act, time === 1500 ? 0 : time, ...more);
})(setTimeout)"""
A_FRAME = "() => new Promise((next) => requestAnimationFrame(next))"


def types_at_once(page: Page, name: str, words: str) -> None:
    page.add_init_script(f"{BEFORE_ANY_SCRIPT}({[name, words]!r})")


def held_back(page: Page) -> Callable[[], Route]:
    """The page's look for an earlier draft, once it was asked; it is held until it is let go on."""
    looks: list[Route] = []
    page.route("**/unsent/?form=*", lambda route: looks.append(route))

    def look() -> Route:
        for _ in range(6000):
            if looks:
                return looks[0]
            page.evaluate(A_FRAME)
        raise AssertionError("no look for an earlier draft")

    return look


@pytest.mark.parametrize("tls", [True, False])
def test_a_half_written_plan_is_there_again_until_it_is_put_away(
    open_page: Open, tls: bool
) -> None:
    robin = Visitor(open_page(), "Robin")
    if not tls:
        robin.page.add_init_script(WITHOUT_TLS)
    has_begun(robin)
    robin.page.goto(NEW)
    meaning = robin.page.locator("[name=meaning]")
    robin.unfold_plan()
    with robin.page.expect_response("**/unsent/") as kept:
        meaning.fill(WORDS)
    assert kept.value.status == 204

    robin.page.get_by_role("link", name="Story").click()
    robin.page.goto(NEW)
    robin.page.get_by_role("button", name="Clear it").wait_for()
    assert meaning.input_value() == WORDS
    assert WORDS not in str(robin.stored())

    with robin.page.expect_response("**/unsent/away/"):
        robin.page.get_by_role("button", name="Clear it").click()
    robin.page.wait_for_function("document.querySelector('[name=meaning]').value === ''")
    robin.page.goto(NEW)
    assert meaning.input_value() == ""


def test_how_much_more_fits_is_said_before_it_is_too_much(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    robin.page.goto(NEW)
    names = robin.page.locator("[name=names]")
    names.evaluate("(box) => box.closest('details')?.setAttribute('open', '')")
    names.fill("n" * 190)
    robin.page.get_by_text("10 letters left.").wait_for()
    names.fill("👨‍👩‍👧‍👦" * 201)
    robin.page.get_by_text("1 letter too many. It all stays here.").wait_for()


@pytest.mark.parametrize("field", ["meaning", "intention"])
def test_a_form_keeps_what_was_typed_before_its_script_was_there(
    open_page: Open, data_folder: Path, field: str
) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    known = rows(data_folder, DRAFTS)[0][0]
    first, second = robin.page, robin.page.context.new_page()
    for page in (first, second):
        types_at_once(page, field, WORDS)
        with page.expect_response("**/unsent/") as kept:
            page.goto(NEW)
        assert kept.value.status == 204
    assert rows(data_folder, DRAFTS) == [(known + 1,)]

    third = robin.page.context.new_page()
    third.goto(NEW)
    third.get_by_text("You began this earlier, and it was kept.").wait_for()
    assert third.locator(f"[name={field}]").input_value() == WORDS


def half_written(robin: Visitor, name: str) -> Page:
    """A plan with words in one of its fields, kept as a draft. Answers another tab."""
    robin.page.goto(NEW)
    robin.unfold_plan()
    with robin.page.expect_response("**/unsent/"):
        robin.page.fill(f"[name={name}]", WORDS)
    return robin.page.context.new_page()


def open_on_a_slow_line(page: Page, typed: str = "") -> None:
    """The look for an earlier draft is answered after what was typed could have been kept."""
    look = held_back(page)
    page.goto(NEW)
    if typed:
        page.fill("[name=intention]", typed)
    with page.expect_response("**/unsent/"):
        look().continue_()


def test_what_is_begun_before_an_earlier_draft_is_there_leaves_that_draft_alone(
    open_page: Open, data_folder: Path
) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    known = rows(data_folder, DRAFTS)[0][0]
    page = half_written(robin, "intention")
    open_on_a_slow_line(page, typed="Swim")
    assert rows(data_folder, DRAFTS) == [(known + 2,)]


def test_what_a_browser_put_back_is_no_second_draft_on_a_slow_line(
    open_page: Open, data_folder: Path
) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    known = rows(data_folder, DRAFTS)[0][0]
    page = half_written(robin, "meaning")
    types_at_once(page, "meaning", WORDS)
    page.add_init_script(NO_PAUSE)
    open_on_a_slow_line(page)
    assert rows(data_folder, DRAFTS) == [(known + 1,)]


def test_the_away_page_keeps_what_was_typed_before_its_script_was_there(open_page: Open) -> None:
    phone = Phone(open_page().context, Path())
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    types_at_once(phone.page, "text", WORDS)
    phone.page.reload()
    until(phone.page, HAS_DRAFT)


def test_a_guarded_form_hands_in_what_was_typed_before_its_script_was_there(
    open_page: Open,
) -> None:
    robin, _ = two(open_page)
    been_out(robin, "Knit with Wen", "It has to go slack first.")
    choose_way(robin, "It has to go slack first.", "teach")
    types_at_once(robin.page, "how", WORDS)
    robin.page.reload()
    with robin.page.expect_request_finished(lambda sent: sent.url.endswith("/draft/")):
        robin.look_elsewhere()
