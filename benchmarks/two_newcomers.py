"""What two newcomers do, from the front page to “told and received”; then what is quick for them.

Nobody types an address: both go by what the pages offer, but for the link that is sent, and the
icon on a home screen. What they do in other apps (sending the link, ringing up) costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.newcomer import Newcomer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from benchmarks.newcomer import Cost

ICON = "/pocket/now/"
PASSPHRASE = "seven brown kettles hum"
SWIM, HERON = "Swim in the pond", "The heron waits for everyone."


@dataclass
class Walk:
    """`acts`: taps and fields of what is quick; `heights`: how tall the pages of the start are."""

    lead: Cost
    partner: Cost
    acts: dict[str, int]
    heights: dict[str, int]

    @property
    def minutes(self) -> float:
        """From the first page of the one to the last act of the other."""
        return max(self.lead.clock, self.partner.clock)


def walk(opened: Callable[[], Page], machine: bool = False) -> Walk:
    """Robin leads, and Ellis is asked along. `machine`: with what the pages took to come."""
    lead, partner = (Newcomer(opened(), name, machine) for name in ("Robin", "Ellis"))
    become_two(lead, partner)
    go_and_tell(lead, partner)
    costs = lead.cost(), partner.cost()
    acts = quickly(lead)
    partner.follow("Today")
    partner.follow("What is a leave?")
    partner.measure("what a leave is")
    return Walk(*costs, acts, partner.heights | lead.heights)


def quickly(one: Newcomer) -> dict[str, int]:
    """Each from Today, and to its end."""
    acts = {}
    for what, does in QUICK.items():
        one.page.goto("/")
        before = one.acts
        does(one)
        acts[what] = one.acts - before
    return acts


def become_two(lead: Newcomer, partner: Newcomer) -> None:
    """Where one needs what the other does, they wait; else both go on at once."""
    link = invites(lead)
    partner.waits_for(lead)
    accepts(partner, link)
    plans(lead)
    lead.waits_for(partner)
    lead.follow("Today")
    lead.follow("Ellis has joined you here.")
    partner.waits_for(lead)
    for one in (lead, partner):
        one.press("The same four")


def go_and_tell(lead: Newcomer, partner: Newcomer) -> None:
    tells_of_it(lead)
    partner.waits_for(lead)
    answers(partner)
    goes_and_comes_back(lead)
    partner.waits_for(lead)
    receives(partner)


def invites(lead: Newcomer) -> str:
    lead.open("/")
    lead.measure("front")
    lead.follow("Start")
    signs_up(lead)
    lead.measure("are you two")
    lead.press("Invite my partner")
    lead.measure("invitation")
    lead.press("Copy")
    return lead.page.input_value("#link")


def signs_up(one: Newcomer) -> None:
    one.measure("sign-up")
    one.write("What are you called?", one.name)
    one.write("E-mail", f"{one.name.lower()}@example.org")
    one.write("A passphrase", PASSPHRASE)
    one.press("Next")


def accepts(partner: Newcomer, link: str) -> None:
    partner.open(link)
    partner.measure("code")
    partner.press("Open the invitation")
    partner.measure("asked to join")
    partner.follow("New here? Start")
    signs_up(partner)
    partner.measure("accepting")
    partner.press("Join Robin")
    partner.measure("four words")


def plans(lead: Newcomer) -> None:
    lead.follow("Plan a leave meanwhile")
    lead.measure("first plan")
    fills(lead)


def fills(one: Newcomer) -> None:
    one.write("What will you do?", SWIM)
    one.press("Now")
    one.press("In an hour")
    one.press("Keep this plan")


def tells_of_it(lead: Newcomer) -> None:
    """The four words lead back to the plan that nobody knows of yet."""
    lead.press("Give the heads-up")


def answers(partner: Newcomer) -> None:
    partner.open(ICON)
    partner.follow("Read the heads-up")
    partner.write("A good word to take along", "Enjoy it.")
    partner.press("Send")


def goes_and_comes_back(lead: Newcomer) -> None:
    lead.follow("Get ready to go")
    lead.pick("How much guilt do you feel?", "3")
    lead.press("Out I go")
    lead.wake()
    lead.write("Something worth keeping?", HERON)
    lead.press("Insight")
    lead.wake()
    lead.press("I’m back")
    lead.pick("All in all, how was this leave for me?", "8")
    lead.unfold("What do you bring home?")
    lead.write("Passphrase", PASSPHRASE)
    lead.press("Open it here")
    lead.pick(HERON, "Tell")
    lead.press("Done")


def receives(partner: Newcomer) -> None:
    partner.open(ICON)
    partner.follow("Robin brought something home.")
    partner.press("Now")
    partner.see(HERON)
    partner.write("One question, if you like", "Which heron?")
    partner.press("Say it")


# What is quick for somebody who knows the app ----------------------------------------------------


def plans_quickly(one: Newcomer) -> None:
    one.follow("Leave")
    fills(one)
    one.see("Ellis doesn’t know of this yet.")


def plans_again(one: Newcomer) -> None:
    one.follow("Leave")
    one.press(SWIM)
    one.press("Keep this plan")
    one.see("Ellis doesn’t know of this yet.")


def goes_now(one: Newcomer) -> None:
    one.follow("Leave")
    one.press("Out right now")
    one.see("Something worth keeping?")


def keeps_a_moment(one: Newcomer) -> None:
    """By the icon; the box has the cursor, so that it is not tapped first."""
    one.open(ICON)
    one.type(HERON)
    one.press("Insight")
    one.see("Kept.")


QUICK = {
    "quick plan": plans_quickly,
    "again": plans_again,
    "out right now": goes_now,
    "icon to a kept moment": keeps_a_moment,
}
