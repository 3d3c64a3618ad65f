from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from outandback.ops import jobs
from outandback.rooms.leave import actions as leaving
from outandback.rooms.notify import actions
from outandback.rooms.notify.models import Job, NotificationKind
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import person_of_session
from outandback.rules.retries import MOST_ATTEMPTS
from tests.builders.leaves import make_departure, make_heads_up, make_leave, wall
from tests.builders.notifications import always, mailing, pushing, run_all, switch_on, tell
from tests.cast import side_of
from tests.fixtures import Keys
from tests.house.source import ROOT
from tests.programs.racing import JOBS, raced

MINUTE = timedelta(minutes=1)
OUT_AT = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)


@pytest.fixture
def wanting(ana: Person) -> Person:
    actions.keep_preferences(ana, wording="plain")
    return ana


def count(**which: object) -> int:
    return Job.objects.filter(**which).count()


def test_nothing_waits_for_whoever_wants_nothing(ana: Person, at: datetime) -> None:
    tell(ana, at)
    assert count() == 0
    tell(ana, at, NotificationKind.NEED)
    assert count() == 1


def test_one_thing_is_told_once_and_its_time_moves(wanting: Person, at: datetime) -> None:
    subject = tell(wanting, at, NotificationKind.DOOR_SOON)
    later = at + timedelta(days=1)
    actions.tell(wanting.pk, NotificationKind.DOOR_SOON, subject, at, later)
    assert Job.objects.get().due_at == later
    tell(wanting, at, NotificationKind.DOOR_SOON)
    assert count() == 2


def test_two_people_are_told_the_same_thing_each(
    wanting: Person, ben: Person, at: datetime
) -> None:
    actions.keep_preferences(ben, wording="plain")
    subject = tell(wanting, at)
    tell(ben, at, subject=subject)
    assert count(subject=subject) == 2


def test_a_job_is_part_of_what_it_tells_of(wanting: Person, at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(wanting, at)
        1 / 0  # noqa: B018
    assert count() == 0


def test_what_is_not_so_any_more_stays_unsaid(wanting: Person, at: datetime) -> None:
    subject = tell(wanting, at, NotificationKind.DOOR_SOON)
    tell(wanting, at, NotificationKind.SOMETHING, subject)
    actions.take_back(NotificationKind.DOOR_SOON, subject)
    assert Job.objects.get().kind == NotificationKind.SOMETHING


def test_a_claimed_job_is_its_claimers_until_the_lease_is_over(
    wanting: Person, at: datetime
) -> None:
    tell(wanting, at)
    assert actions.claim(at - MINUTE) is None
    first = actions.claim(at)
    assert first is not None
    assert actions.claim(at) is None
    assert actions.claim(at + actions.LEASE - timedelta(seconds=1)) is None
    again = actions.claim(at + actions.LEASE)
    assert again is not None and (again.pk, again.attempts) == (first.pk, 2)


def test_whoever_comes_late_with_a_lease_ends_nothing(wanting: Person, at: datetime) -> None:
    tell(wanting, at)
    late = actions.claim(at)
    assert late is not None
    assert actions.claim(at + actions.LEASE)
    assert not actions._done(late)
    actions._put_off(late, at)
    assert Job.objects.get().due_at == at + 2 * actions.LEASE


def test_what_is_told_anew_while_it_is_said_is_said_again(wanting: Person, at: datetime) -> None:
    subject = tell(wanting, at, NotificationKind.TIME_CHANGED)
    saying = actions.claim(at)
    assert saying is not None
    later = at + timedelta(seconds=2)
    tell(wanting, later, NotificationKind.TIME_CHANGED, subject)
    assert not actions._done(saying)
    assert actions.claim(later)


def test_what_was_tried_too_often_is_given_up(wanting: Person, at: datetime) -> None:
    tell(wanting, at)
    for _ in range(MOST_ATTEMPTS):
        assert actions.claim(at)
        at += actions.LEASE
    assert actions.claim(at) is None and count() == 0


def test_the_need_comes_first(wanting: Person, at: datetime) -> None:
    for minutes in range(30):
        tell(wanting, at - minutes * MINUTE)
    need = tell(wanting, at, NotificationKind.NEED)
    claimed = actions.claim(at)
    assert claimed is not None and claimed.subject == need


def test_a_job_becomes_one_for_each_way(wanting: Person, ben: Person, at: datetime) -> None:
    with pushing() as service, mailing() as mails:
        switch_on(wanting, service, at, "one")
        switch_on(wanting, service, at, "two")
        switch_on(ben, service, at, "ben")
        actions.keep_preferences(wanting, mail=True)
        tell(wanting, at)
        assert run_all(at) == 4
        assert sorted(push.path for push in service.got) == ["/one", "/two"]
        assert [mail["To"] for mail in mails.got] == ["ana@example.org"]
    assert count() == 0


def test_a_season_off_drops_what_waits(wanting: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(wanting, service, at)
        tell(wanting, at)
        tell(wanting, at, NotificationKind.NEED)
        actions.keep_preferences(wanting, season_off=True)
        tell(wanting, at)
        run_all(at)
        assert service.got == [] and count() == 0
        actions.keep_preferences(wanting, season_off=False)
        assert run_all(at) == 0


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-05-13T21:30", "2026-05-14T06:00"),
        ("2026-03-28T23:30", "2026-03-29T06:00"),  # clocks go forward that night
        ("2026-10-24T23:30", "2026-10-25T07:00"),  # and back
    ],
)
def test_quiet_hours_put_off_what_can_wait(wanting: Person, now: str, until: str) -> None:
    late, morning = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, until))
    actions.keep_preferences(wanting, quiet_from=time(22), quiet_to=time(7))
    with pushing() as service:
        switch_on(wanting, service, late)
        tell(wanting, late)
        tell(wanting, late, NotificationKind.NEED)
        run_all(late)
        assert [push.headers["Urgency"] for push in service.got] == ["high"]
        assert (Job.objects.get().due_at, Job.objects.get().attempts) == (morning, 0)
        assert run_all(morning - MINUTE) == 0
        run_all(morning)
        assert len(service.got) == 2


def test_quiet_hours_are_those_of_the_persons_own_clock(wanting: Person, at: datetime) -> None:
    actions.keep_preferences(wanting, quiet_from=time(22), quiet_to=time(7))
    with pushing() as service:
        switch_on(wanting, service, at)
        tell(wanting, at)
        Person.objects.filter(pk=wanting.pk).update(zone="Asia/Tokyo")  # 03:00 there
        run_all(at)
        assert service.got == []


# Whether it is still true: the table in ops ------------------------------------------------------


def said(at: datetime, person: Person, kind: NotificationKind, subject: UUID | None = None) -> bool:
    job = Job(person=person, kind=kind, subject=subject or uuid4(), due_at=at, made_at=at)
    return jobs.still_true(job, at)


def test_every_kind_has_its_question() -> None:
    assert set(jobs.TABLE) == set(NotificationKind)


def test_to_somebody_out_nothing_is_said_but_the_need(
    ana: Person, ben: Person, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "call_stands", lambda person, call: True)
    assert said(at, ana, NotificationKind.SOMETHING)
    make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    told_kinds = {kind for kind in NotificationKind if said(at, ana, kind)}
    assert told_kinds == {NotificationKind.NEED, NotificationKind.NEED_APART}
    assert said(at, ben, NotificationKind.SOMETHING)


@pytest.mark.parametrize("seconds", [0, 7 * 24 * 3600])
def test_after_a_parting_neither_hears_of_the_other(
    ana: Person, ben: Person, keys: Keys, at: datetime, seconds: int
) -> None:
    notice = at + timedelta(seconds=seconds)
    people.part_ways(side_of(ana), keys(ana), "", notice, at)
    for name in (ana, ben):
        assert not any(
            said(at, name, kind)
            for kind in NotificationKind
            if kind is not NotificationKind.DOOR_SOON
        )


def test_whoever_is_alone_hears_nothing_of_a_pair(cleo: Person, dede: Person, at: datetime) -> None:
    for person in (cleo, dede):
        assert not any(said(at, person, kind) for kind in NotificationKind)


def test_the_jobs_of_a_pair_that_ended_are_dropped_and_the_own_door_stays(
    wanting: Person, ben: Person, cleo: Person, at: datetime
) -> None:
    for person in (ben, cleo):
        actions.keep_preferences(person, wording="plain")
    for kind in NotificationKind:
        for person in (wanting, ben, cleo):
            tell(person, at, kind)
    actions.fall_silent(wanting.pk, ben.pk)
    assert {job.kind for job in Job.objects.exclude(person=cleo)} == {NotificationKind.DOOR_SOON}
    assert count(person=cleo) == len(NotificationKind)


def test_a_door_is_said_in_its_half_hour_and_to_its_owner(
    ana: Person, ben: Person, cleo: Person, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    half_past = OUT_AT - 30 * MINUTE
    assert said(half_past, ana, NotificationKind.DOOR_SOON, leave.pk)
    assert not said(half_past - MINUTE, ana, NotificationKind.DOOR_SOON, leave.pk)
    assert not said(OUT_AT, ana, NotificationKind.DOOR_SOON, leave.pk)
    for other in (ben, cleo):
        assert not said(half_past, other, NotificationKind.DOOR_SOON, leave.pk)
    leaving.call_off(leave, at)
    assert not said(half_past, ana, NotificationKind.DOOR_SOON, leave.pk)


def test_a_changed_time_is_said_to_the_partner_who_was_told_while_it_matters(
    ana: Person, ben: Person, cleo: Person, dede: Person, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    assert not said(at, ben, NotificationKind.TIME_CHANGED, leave.pk)
    make_heads_up(leave, ana.current, keys(ana), at)
    assert said(at, ben, NotificationKind.TIME_CHANGED, leave.pk)
    for other in (ana, cleo, dede):
        assert not said(at, other, NotificationKind.TIME_CHANGED, leave.pk)
    make_departure(leave, keys(ana), at)
    leaving.promise_return(leave, wall("2026-05-14T22:00"), at)
    assert said(at, ben, NotificationKind.TIME_CHANGED, leave.pk)
    leaving.remember_return(leave, at)
    assert not said(at, ben, NotificationKind.TIME_CHANGED, leave.pk)


def test_an_erased_person_hears_nothing(ana: Person, at: datetime) -> None:
    people.forget_person(ana, at)
    assert person_of_session(ana.pk) is None
    assert not any(said(at, ana, kind) for kind in NotificationKind)


def test_what_is_not_true_any_more_is_dropped_unsaid(wanting: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(wanting, service, at)
        tell(wanting, at)
        run_all(at, lambda job, at: False)
        assert service.got == [] and count() == 0


def test_what_becomes_untrue_between_two_phones_is_not_said_to_the_second(
    wanting: Person, at: datetime
) -> None:
    with pushing() as service:
        for name in ("one", "two"):
            switch_on(wanting, service, at, name)
        tell(wanting, at)
        for _ in range(2):  # spread, then the first phone
            assert actions.run_due(at, always)
        run_all(at, lambda job, at: False)
        assert len(service.got) == 1


# Several at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_share_the_jobs_and_none_is_run_twice(tmp_path: Path) -> None:
    """In a file where the database is SQLite: the tests' own, in memory, has other locks."""
    if connection.vendor == "sqlite":
        command = [sys.executable, "-m", "tests.programs.racing", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        ran = done.stdout.split()
    else:
        ran = raced()
    runs = Counter(line.partition(":")[2] for line in ran)
    workers = {line.partition(":")[0] for line in ran}
    assert len(runs) == JOBS and set(runs.values()) == {1}
    assert len(workers) > 1, "one did it all, so nothing was shown"
