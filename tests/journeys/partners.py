"""A visitor in the rooms between two: comfort, rituals, answers, the evidence, the ladder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from playwright.sync_api import expect

from outandback.rules.cares import Care
from tests.builders.leaves import bare

from . import before
from .conftest import Open
from .going import go
from .visitor import LONDON, Visitor

# The ring for now moves along the week's line; what lies on the line stands in words beside it.
WEEK = re.compile(r'(?s)(<section class="week".*?)<svg.*?</svg>')
NOW = re.compile(r'(<p class="kicker">[^<]*), \d\d:\d\d<')
SAID_BEFORE = re.compile(r"^(Look at earlier leaves|Look at earlier leaves again)$")
WITH_BOTH = "See how easy it is for both"


@dataclass
class Partner(Visitor):
    def send(self, address: str, **fields: str) -> None:
        """What a form sends, without its page: for what came before a story."""
        answer = before.taken(before.send(self, address, **fields))
        there = answer.headers["location"].partition("/leaves/")[2]
        self.leave = there.partition("/")[0] or self.leave

    def begin(self) -> None:
        """The first steps, walked before the story."""
        before.has_begun(self)

    def hears(self, text: str) -> None:
        """The page says it now or in a moment."""
        expect(self.page.locator("main")).to_contain_text(text)

    def hears_no_more(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text)

    def unfold(self, title: str) -> None:
        self.page.locator("summary", has_text=title).click()

    def pick(self, **answers: str) -> None:
        for name, value in answers.items():
            if (listed := self.page.locator(f"select[name={name}]")).count():
                listed.select_option(value)
            else:
                self.page.check(f"input[name={name}][value='{value}']")

    def source(self, address: str) -> str:
        answer = self.page.request.get(address)
        assert answer.ok, f"{address} answered {answer.status}"
        return answer.text()

    def page_as_it_stands(self, address: str) -> str:
        """For comparing, byte by byte: without tokens and without the time of the day."""
        return NOW.sub(r"\1<", WEEK.sub(r"\1", bare(self.source(address))))

    # --- the two ----------------------------------------------------------------------------
    def say_comfort(
        self, care: Care, side: str, words: str = "", show: bool = True, **levels: str
    ) -> None:
        """How one care is for them; `side`: their own leaves, or theirs: the other's."""
        self.page.goto(f"/comfort/{list(Care).index(care) + 1}/")
        self.open_room_if_closed()
        self.pick(**{f"{side}_{option}": level for option, level in levels.items()})
        self.page.fill(f"[name={side}_words]", words)
        self.page.set_checked(f"input[name={side}_share]", show)
        self.press("Keep")

    def write_rituals(self, parting: str, coming_back: str) -> None:
        self.page.goto("/together/")
        self.page.fill("[name=parting-words]", parting)
        self.page.fill("[name=return-words]", coming_back)
        self.press("Keep")

    def live(self, kind: str) -> None:
        self.page.goto("/together/")
        self.page.check(f"input[name=living-kind][value='{kind}']")
        self.press("Keep")

    def think_of(self, kind: str, words: str) -> None:
        """A small idea for a time out, for both."""
        self.page.goto("/together/ideas/")
        self.pick(kind=kind)
        self.page.fill("[name=words]", words)
        self.press("Keep it")

    def change_idea(self, words: str) -> None:
        """The first of their own."""
        self.page.goto("/together/ideas/")
        self.follow("Change it")
        self.page.fill("[name=words]", words)
        self.press("Keep it")

    def put_on_shelf(self, name: str, old: str, first: str = "") -> None:
        """A tradition; with a day it comes round every week."""
        self.page.goto("/traditions/new/")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=old]", old)
        if first:
            self.pick(every="week")
            self.page.fill("[name=first]", first)
        self.press("Add this tradition")

    def open_tradition(self, name: str) -> None:
        self.page.goto("/traditions/")
        self.follow(name)

    def spin(self, name: str, words: str) -> None:
        self.open_tradition(name)
        self.page.fill("[name=words]", words)
        self.press("Add this spin")

    def change_tradition(self, name: str, old: str) -> None:
        self.open_tradition(name)
        self.follow("Change its words or its day")
        self.page.fill("[name=old]", old)
        self.press("Keep it")

    # --- answering --------------------------------------------------------------------------
    def answer_heads_up(
        self, leave: str, cover: dict[str, str] | None = None, **words: str
    ) -> None:
        """`words`: blessing, worry, or part_children; `cover`: yes, part or no to each thing."""
        self.page.goto(f"/leaves/{leave}/answer/")
        self.pick(**{f"cover_{what}": given for what, given in (cover or {}).items()})
        for name, text in words.items():
            self.page.fill(f"[name={name}]", text)
        self.press("Send")

    def offer_window(self, words: str) -> None:
        tomorrow = datetime.now(LONDON) + timedelta(days=1)
        self.page.goto("/windows/")
        self.page.fill("[name=day]", f"{tomorrow:%Y-%m-%d}")
        self.page.fill("[name=out_time]", "09:00")
        self.page.fill("[name=back_time]", "12:00")
        self.page.fill("[name=words]", words)
        self.press("Offer these hours")

    def hold_an_evening(self, what: str = "") -> str:
        """The last one that is offered: on no day is that one today. Its address."""
        self.page.goto("/together-times/new/")
        self.page.locator(".chips label").filter(has_text="evening").last.click()
        self.page.fill("[name=what]", what)
        self.press("Hold it")
        return self.page.url.partition("?")[0]

    def note_an_evening(self, words: str) -> None:
        """The last one, which nobody had put in."""
        self.page.goto("/together-times/new/")
        self.press("We had it")
        self.follow("Add a few words")
        self.page.fill("[name=words]", words)
        self.press("Keep these words")

    # --- leaves -----------------------------------------------------------------------------
    def write_evening(self, intention: str) -> None:
        """A plan for tomorrow's supper and bedtime."""
        tomorrow = datetime.now(LONDON) + timedelta(days=1)
        self.write_plan(intention, tomorrow.replace(hour=18, minute=30), 2.5)

    def has_been_out(self, guilt: int, felt: int) -> None:
        """A leave of earlier on: the guilt at its door, and how it was afterwards."""
        now = datetime.now(LONDON) + timedelta(minutes=2)
        clock = {"day": f"{now:%Y-%m-%d}", "out_time": f"{now:%H:%M}", "open_ended": "on"}
        zones = {"zone": "Europe/London", "back_zone": "Europe/London"}
        self.send("/leaves/new/", form_id=str(uuid4()), **clock, **zones)
        self.send(f"/leaves/{self.leave}/departure/", guilt=str(guilt))
        self.send(f"/leaves/{self.leave}/homecoming/")
        self.send(f"/leaves/{self.leave}/check-in/", felt=str(felt))

    def go_to_the_door(self) -> None:
        self.page.goto(f"/leaves/{self.leave}/departure/")

    def go_to_the_door_with_the_room_open(self) -> None:
        """From the page that opens it: with script an address typed anew would close it."""
        self.page.goto(f"/opening/?door=p&next=/leaves/{self.leave}/departure/")
        self.open_room()

    def look_back(self) -> None:
        """Ask what one's own past says; with script it was said as soon as something was picked."""
        if self.has_to_ask():
            go(self.page.get_by_role("button", name=SAID_BEFORE))

    def has_to_ask(self) -> bool:
        return self.page.get_by_role("button", name=SAID_BEFORE).is_visible()

    def close_room(self) -> None:
        self.page.goto("/mine/")
        if self.headline == "Your own space" and not self.page.locator("#passphrase").count():
            self.press("Lock")

    def go(self) -> None:
        self.press("Out I go")

    def name_listener(self, called: str, reach: str) -> None:
        """Somebody else who likes to hear, from one's own space."""
        self.enter_room()
        self.follow("Somebody else who likes to hear")
        self.open_room_if_closed()
        self.page.fill("[name=called]", called)
        self.page.fill("[name=reach]", reach)
        self.press("Keep")

    # --- the ladder -------------------------------------------------------------------------
    def take_out_ladder(self) -> None:
        self.page.goto("/ladder/")
        self.open_room_if_closed()

    def take_step(self) -> None:
        self.press("Go now")
        self.note_leave()


def two(open_page: Open, javascript: bool = True) -> tuple[Partner, Partner]:
    """Robin and Ellis, who are a pair, each with a phone."""
    robin = Partner(open_page(javascript=javascript), "Robin")
    ellis = Partner(open_page(javascript=javascript), "Ellis")
    before.are_a_pair(robin, ellis)
    return robin, ellis
