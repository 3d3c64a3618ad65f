"""A plan that is left half-written stands there again, and nothing of it rests in the browser."""

from __future__ import annotations

import pytest

from .before import has_begun
from .conftest import Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

WORDS = "Along the canal, slowly"
NEW = "/leaves/new/"
# What browsers offer to pages of https and of this machine alone.
WITHOUT_TLS = "delete Crypto.prototype.randomUUID"


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
    with robin.page.expect_response("**/unsent/") as kept:
        meaning.fill(WORDS)
    assert kept.value.status == 204

    robin.page.get_by_role("link", name="Story").click()
    robin.page.goto(NEW)
    robin.page.get_by_role("button", name="Start afresh").wait_for()
    assert meaning.input_value() == WORDS
    assert WORDS not in str(robin.stored())

    with robin.page.expect_response("**/unsent/away/"):
        robin.page.get_by_role("button", name="Start afresh").click()
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
