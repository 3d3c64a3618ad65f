"""Three small things lie with a leave that is ahead, and nowhere else."""

from __future__ import annotations

import pytest

from .conftest import Open
from .partners import Partner, two

pytestmark = pytest.mark.journey

HEADING = "Three small ideas, if you like"
KILN, GULLS = "The kiln behind the school.", "The man who feeds the gulls by name."


def rows(one: Partner) -> list[str]:
    return one.page.locator("#three .rows li").all_inner_texts()


@pytest.mark.parametrize("javascript", [True, False])
def test_three_to_take_along_or_none(open_page: Open, javascript: bool) -> None:
    robin, ellis = two(open_page, javascript)
    robin.think_of("visit", KILN)
    ellis.think_of("witness", GULLS)
    robin.plan("Along the canal")
    first = rows(robin)
    assert [KILN in first[0], "from you" in first[0]] == [True] * 2
    assert [GULLS in first[2], "from Ellis" in first[2]] == [True] * 2

    robin.follow("Show three others")
    others = rows(robin)
    assert len(others) == 3 and not set(others) & set(first)
    robin.page.reload()
    assert rows(robin) == others

    robin.press("Hide them for this leave")
    assert not robin.says(HEADING)
    robin.press("Show them again")
    assert rows(robin) == first
    nothing_of_them_elsewhere(robin, ellis)


def nothing_of_them_elsewhere(robin: Partner, ellis: Partner) -> None:
    """Not with the partner, not while away; the words are in their list alone."""
    robin.give_heads_up()
    for address in ("/", f"/leaves/{robin.leave}/answer/"):
        assert HEADING not in ellis.source(address) and KILN not in ellis.source(address)
    robin.set_out()
    for address in ("/", f"/leaves/{robin.leave}/away/"):
        assert HEADING not in robin.source(address) and GULLS not in robin.source(address)
    ellis.page.goto("/together/ideas/")
    ellis.hears(KILN)
