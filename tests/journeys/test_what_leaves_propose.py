"""What one's own leaves say of how long is easy, taken with a change and put away, by somebody with
years of leaves behind them; and nothing of it reaches the other."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from outandback.rules.cares import Care
from tests.faults.server import command, environment

from .conftest import Open, serving
from .going import go
from .partners import Partner

pytestmark = pytest.mark.journey

ROBIN = "Robin", "slack-stitch-before-supper", "robin@example.org"
ELLIS = "Ellis", "copper-kettle-near-marshes", "ellis@example.org"
OF_ELLIS = ("/", "/story/", "/loop/", "/comfort/", "/comfort/theirs/", "/settings/", "/calendar/")
GOING = "So far, going out for up to "
AT_HOME = "So far, being at home while the other is out for up to "
LATE = "As long as I know when."


@pytest.fixture
def made_up_couple(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "demo"
    subprocess.run(command("demo", "--data", folder), env=environment(), check=True)
    with serving(folder) as address:
        yield address


def say_that_no_length_is_easy(robin: Partner) -> None:
    for side in ("own", "theirs"):
        robin.say_comfort(Care.TIME, side, show=False, hour="", hours="", half="", day="", night="")


def look_at_the_loop(robin: Partner) -> None:
    """From the page that opens the room: an address typed anew would close it."""
    robin.page.goto("/opening/?door=p&next=/loop/")
    robin.open_room()


def decide(robin: Partner, found: str, label: str) -> None:
    form = robin.page.locator("form").filter(has_text=found)
    go(form.get_by_role("button", name=label))


def seen_by(ellis: Partner) -> list[str]:
    return [ellis.page_as_it_stands(page) for page in OF_ELLIS]


def change_time(robin: Partner) -> None:
    go(robin.page.locator(f"main a[href='/comfort/{Care.TIME.place}/']"))


def take_it_with_a_change(robin: Partner) -> None:
    decide(robin, AT_HOME, "Look at the change")
    assert robin.says("Filled in from your own leaves.") and "proposed" in robin.page.url
    assert robin.page.is_checked("[name=theirs_hour][value=easy]")
    robin.page.fill("[name=theirs_words]", LATE)
    robin.pick(theirs_night="talk")
    robin.press("Keep")


@pytest.mark.parametrize("javascript", [True, False])
def test_it_is_taken_with_a_change_and_kept_as_it_is_and_nobody_else_knows(
    open_page_at: Open, made_up_couple: str, javascript: bool
) -> None:
    robin, ellis = (
        Partner(open_page_at(made_up_couple, javascript=javascript), *who) for who in (ROBIN, ELLIS)
    )
    robin.sign_in()
    ellis.sign_in()
    say_that_no_length_is_easy(robin)
    seen_by(ellis)  # what was sent to them stands on Today until they opened it
    before = seen_by(ellis)
    look_at_the_loop(robin)
    assert robin.says(GOING) and robin.says(AT_HOME)
    take_it_with_a_change(robin)
    change_time(robin)
    assert robin.page.is_checked("[name=theirs_hour][value=easy]")
    assert robin.page.is_checked("[name=theirs_night][value=talk]")
    assert robin.page.input_value("[name=theirs_words]") == LATE
    robin.follow("What your own leaves say of it")
    assert robin.says(GOING) and not robin.says(AT_HOME)
    decide(robin, GOING, "Keep mine as it is")
    assert not robin.says(GOING) and not robin.says(AT_HOME)
    assert seen_by(ellis) == before
    robin.page.goto("/comfort/")
    change_time(robin)
    robin.open_room_if_closed()
    robin.page.set_checked("input[name=theirs_share]", True)
    robin.press("Keep")
    assert seen_by(ellis) != before
