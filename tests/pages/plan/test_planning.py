from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.leave import actions
from outandback.rooms.leave.models import Leave, Plan, When
from outandback.rooms.people.models import Person
from outandback.vault.writing import Stale
from tests.builders.leaves import INTENTION, make_leave, plan_form, wall
from tests.fixtures import ClientOf, Keys

NEW = "/leaves/new/"


def post(client: Client, **changes: object) -> Any:
    return client.post(NEW, plan_form(**changes))


def test_a_plan_is_kept_with_its_words_and_its_times(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    answer = post(client_of(ana))
    leave = Leave.objects.get(person=ana)
    assert (answer.status_code, answer["Location"]) == (303, f"/leaves/{leave.pk}/")
    assert leave.out_at == datetime(2026, 5, 14, 17, 30, tzinfo=UTC)
    assert leave.back_wall == "2026-05-14T21:00"
    plan = keys(ana).open(leave, "plan")
    assert (plan.intention, plan.company, plan.names) == (INTENTION, "own", "Wen")


def test_a_day_and_times_are_enough(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    assert post(client, intention=None, meaning=None, company=None, names=None).status_code == 303
    page = client.get(f"/leaves/{Leave.objects.get().pk}/")
    assert '<h1 dir="auto">A leave</h1>' in page.content.decode()


def test_the_same_form_sent_twice_is_one_leave(ana: Person, client_of: ClientOf) -> None:
    client, form = client_of(ana), plan_form()
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert Leave.objects.count() == 1


def test_a_form_with_the_name_of_a_foreign_leave_changes_nothing(
    ana: Person, cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    assert post(client_of(cleo), form_id=str(leave.pk)).status_code == 404
    assert Leave.objects.get().person_id == ana.pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"back_time": None}, "Say when you will be back. A guess is fine; you can move it."),
        ({"back_time": "17:00"}, "Back is before out. Is it the next day?"),
        ({"day": None}, "Say which day."),
        ({"out_time": None}, "Say when you go."),
        ({"zone": "Mars/Olympus"}, "No such place is known here."),
        ({"day": "9999-12-31"}, "Choose a day between 2000 and 2100."),
        ({"day": "soon"}, "Enter a valid date."),
        ({"names": "n" * 201}, "Up to 200 letters fit here, and that is more."),
    ],
)
def test_what_is_missing_is_said_and_everything_typed_is_kept(
    ana: Person, client_of: ClientOf, changes: dict[str, Any], sentence: str
) -> None:
    answer = post(client_of(ana), **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert INTENTION in page and "A room where nobody wants a snack." in page
    assert 'value="own" checked' in page
    assert not Leave.objects.exists()


def test_the_next_day_is_one_tap_away_and_everything_typed_is_kept(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    page = post(client, out_time="20:00", back_time="01:30").content.decode()
    assert 'name="next_day" value="yes" form="plan">Yes, the next day</button>' in page
    assert post(client, out_time="20:00", back_time="01:30", next_day="yes").status_code == 303
    leave = Leave.objects.get()
    assert leave.back_at == datetime(2026, 5, 15, 0, 30, tzinfo=UTC)
    assert leave.plan


def test_the_next_day_stays_where_something_else_is_missing(
    ana: Person, client_of: ClientOf
) -> None:
    client, night = client_of(ana), {"out_time": "20:00", "back_time": "01:30"}
    page = post(client, **night, next_day="yes", names="n" * 201).content.decode()
    assert 'value="2026-05-15"' in page and INTENTION in page
    assert "Is it the next day?" not in page


def test_the_next_day_changes_nothing_where_it_is_not_needed(
    ana: Person, client_of: ClientOf
) -> None:
    post(client_of(ana), out_time="20:00", back_time="21:30", next_day="yes")
    assert Leave.objects.get().back_at == datetime(2026, 5, 14, 20, 30, tzinfo=UTC)


def test_days_apart_no_next_day_is_offered(ana: Person, client_of: ClientOf) -> None:
    page = post(client_of(ana), back_day="2026-05-01").content.decode()
    assert "Back is before out." in page and "next_day" not in page


def test_a_place_is_found_by_the_name_that_people_have_for_it(
    ana: Person, client_of: ClientOf
) -> None:
    post(client_of(ana), zone="Honolulu", back_zone="new zealand time, Auckland")
    assert not Leave.objects.exists()
    post(client_of(ana), zone="honolulu", back_zone="Auckland", back_day="2026-05-16")
    leave = Leave.objects.get()
    assert (leave.zone, leave.back_zone) == ("Pacific/Honolulu", "Pacific/Auckland")


def test_coming_back_the_next_day_is_fine(ana: Person, client_of: ClientOf) -> None:
    post(client_of(ana), back_day="2026-05-15", back_time="01:00")
    assert Leave.objects.get().back_at == datetime(2026, 5, 15, 0, 0, tzinfo=UTC)


def test_a_leave_may_have_no_set_return_time(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    assert post(client, back_time=None, open_ended="on").status_code == 303
    leave = Leave.objects.get()
    assert leave.back_at is None and leave.when == When(wall("2026-05-14T18:30"))
    assert "No set time" in client.get(f"/leaves/{leave.pk}/").content.decode()


def test_back_may_be_promised_by_another_clock(ana: Person, client_of: ClientOf) -> None:
    post(client_of(ana), back_day="2026-05-15", back_zone="Asia/Tokyo")
    assert Leave.objects.get().back_at == datetime(2026, 5, 15, 12, 0, tzinfo=UTC)


def test_a_time_that_clocks_skip_moves_forward_and_the_page_says_so(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    post(client, day="2026-03-28", back_day="2026-03-29", back_time="01:30")
    leave = Leave.objects.get()
    assert leave.back_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert leave.back_wall == "2026-03-29T01:30"
    page = client.get(f"/leaves/{leave.pk}/").content.decode()
    assert "skip 01:30, so this becomes 02:30." in page


@pytest.mark.parametrize(("which", "hour"), [("0", 0), ("1", 1)])
def test_a_time_that_comes_twice_asks_which(
    ana: Person, client_of: ClientOf, which: str, hour: int
) -> None:
    client = client_of(ana)
    twice = {"day": "2026-10-24", "back_day": "2026-10-25", "back_time": "01:30"}
    asked = post(client, **twice)
    assert asked.status_code == 422
    assert "Choose the first or the second." in asked.content.decode()
    assert 'name="back_fold"' in asked.content.decode()
    assert post(client, **twice, back_fold=which).status_code == 303
    assert Leave.objects.get().back_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_going_out_at_a_time_that_comes_twice_asks_which(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    early = {"day": "2026-10-25", "out_time": "01:30", "back_time": "04:00"}
    assert 'name="out_fold"' in post(client, **early).content.decode()
    post(client, **early, out_fold="1")
    assert Leave.objects.get().when.out.fold == 1


def test_a_promised_clock_time_stays_when_a_country_changes_its_clocks(
    ana: Person, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    Leave.objects.update(out_at=at, back_at=at)
    actions.keep_wall_times(at)
    kept = Leave.objects.get()
    assert (kept.out_at, kept.back_at) == (leave.out_at, leave.back_at)


def test_words_wait_on_the_page_while_the_keys_are_closed(ana: Any, client_of: Any) -> None:
    client = client_of(ana)
    client.cookies.pop("ob_s")
    answer = post(client)
    assert answer.status_code == 422
    assert INTENTION in answer.content.decode()
    assert "This was sealed while you were writing." in answer.content.decode()
    assert client.get(NEW).url == f"{reverse('opening')}?door=s&next=%2Fleaves%2Fnew%2F"


class TestChanging:
    def form(self, leave: Leave, **changes: object) -> dict[str, Any]:
        return plan_form(form_id=str(leave.pk), seen=str(leave.row_version), **changes)

    def test_the_form_shows_the_plan_again(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        leave = make_leave(ana, keys(ana), at)
        page = client_of(ana).get(f"/leaves/{leave.pk}/plan/").content.decode()
        assert INTENTION in page and 'value="18:30"' in page and 'value="2026-05-14"' in page

    def test_a_change_is_kept(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        leave, client = make_leave(ana, keys(ana), at), client_of(ana)
        url = f"/leaves/{leave.pk}/plan/"
        form = self.form(leave, intention="Swim", back_time="22:00")
        assert client.post(url, form).status_code == 303
        assert client.post(url, form).status_code == 303, "a second press changes nothing"
        now = Leave.objects.get()
        assert keys(ana).open(now, "plan").intention == "Swim"
        assert now.back_wall == "2026-05-14T22:00"

    def test_two_devices_keep_both_versions(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        leave, client = make_leave(ana, keys(ana), at), client_of(ana)
        url, old = f"/leaves/{leave.pk}/plan/", self.form(leave, intention="Sing")
        client.post(url, self.form(leave, intention="Swim"))
        clash = client.post(url, old)
        page = clash.content.decode()
        assert clash.status_code == 409
        assert "Sing" in page and "Swim" in page
        assert client.post(url, {**old, "seen": "2"}).status_code == 303
        assert keys(ana).open(Leave.objects.get(), "plan").intention == "Sing"

    def test_what_has_begun_is_not_planned_again(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        leave = make_leave(ana, keys(ana), at)
        actions.close_plan(leave, at)
        other = self.form(leave) | {"intention": "Something else", "out_time": "10:00"}
        answer = client_of(ana).post(f"/leaves/{leave.pk}/plan/", other)
        assert answer.status_code == 303
        kept = Leave.objects.get()
        assert kept.out_at == leave.out_at
        assert keys(ana).open(kept, "plan") == keys(ana).open(leave, "plan")
        with pytest.raises(Stale):
            actions.change_plan(leave, keys(ana), leave.row_version, leave.when, Plan(), at)

    def test_staying_in_is_no_failure_and_can_be_sent_twice(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        leave, client = make_leave(ana, keys(ana), at), client_of(ana)
        for _ in range(2):
            assert client.post(f"/leaves/{leave.pk}/calling-off/").status_code == 303
        page = client.get(f"/leaves/{leave.pk}/").content.decode()
        assert "You are staying in. Nothing is counted." in page
        assert "Go after all" in page
