"""What the partner offers is agreed with one tap; what they can't do holds nobody back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from outandback.rooms.leave.actions import change_plan
from outandback.rooms.leave.models import Leave, Plan
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.cover import make_answer, make_leave_with_needs
from tests.builders.leaves import make_departure
from tests.fixtures import ClientOf, Clock, Keys


def read(client: Client, leave: Leave) -> str:
    return str(client.get(f"/leaves/{leave.pk}/").content.decode())


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave_with_needs(ana, keys(ana), at, children="open", dinner="open", door="someone")


class TestSettling:
    def settle(self, client: Client, leave: Leave, what: str, seen: Any) -> None:
        sent = client.post(f"/leaves/{leave.pk}/cover/", {"what": what, "seen": seen})
        assert (sent.status_code, sent["Location"]) == (303, f"/leaves/{leave.pk}/")

    def needs(self, leave: Leave, keys: Keyring) -> dict[str, str]:
        return dict(keys.open(Leave.objects.get(pk=leave.pk), "plan").needs)

    def test_one_tap_agrees_to_what_is_offered(
        self, ana: Any, ben: Person, client_of: ClientOf, keys: Any, leave: Leave, at: datetime
    ) -> None:
        make_answer(leave, ben, keys(ben), at, cover={"children": "yes"})
        client = client_of(ana)
        assert ">Ben has them</button>" in read(client, leave)
        self.settle(client, leave, "children", leave.row_version)
        page = read(client, leave)
        assert "The children: Ben has them." in page and "</button>Ben has" not in page
        assert self.needs(leave, keys(ana)) == {
            "children": "partner",
            "dinner": "open",
            "door": "someone",
        }

    def test_the_rest_of_the_plan_stays(
        self, ana: Person, client_of: ClientOf, keys: Keys, leave: Leave
    ) -> None:
        before = asdict(keys(ana).open(leave, "plan")) | {"needs": None}
        self.settle(client_of(ana), leave, "dinner", leave.row_version)
        after = asdict(keys(ana).open(Leave.objects.get(), "plan")) | {"needs": None}
        assert after == before

    def test_on_a_plan_that_was_changed_elsewhere_it_does_nothing(
        self, ana: Any, client_of: ClientOf, keys: Any, leave: Leave, at: datetime
    ) -> None:
        seen = leave.row_version
        change_plan(leave, keys(ana), seen, leave.when, Plan(needs={"children": "someone"}), at)
        for old in (seen, "", "x"):
            self.settle(client_of(ana), leave, "children", old)
        assert self.needs(leave, keys(ana)) == {"children": "someone"}

    def test_what_the_plan_does_not_name_is_not_added(
        self, ana: Any, client_of: ClientOf, keys: Any, leave: Leave
    ) -> None:
        self.settle(client_of(ana), leave, "animals", leave.row_version)
        assert "animals" not in self.needs(leave, keys(ana))

    def test_once_it_has_begun_the_plan_stays(
        self, ana: Any, client_of: ClientOf, keys: Any, leave: Leave, at: datetime
    ) -> None:
        make_departure(leave, keys(ana), at)
        self.settle(client_of(ana), leave, "dinner", leave.row_version)
        assert self.needs(leave, keys(ana))["dinner"] == "open"

    def test_a_no_never_holds_anybody_back(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        make_answer(leave, ben, keys(ben), at, cover={"children": "no", "dinner": "no"})
        page = read(client_of(ana), leave)
        assert "The children: Ben can’t have them then. You can still go." in page
        assert "Ben has" not in page.replace("Ben has your heads-up", "")
        assert "Get ready to go" in page
