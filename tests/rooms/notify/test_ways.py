"""The two ways out, where they go well and where they do not; and the addresses that are none."""

from __future__ import annotations

import socket
import time
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse
from pytest_django import Settings

from outandback.net.errors import Refused, Unreachable
from outandback.net.lines import SealedLine, Target, Watch
from outandback.rooms.notify import actions, queries
from outandback.rooms.notify import push_service as http
from outandback.rooms.notify.models import Job, NotificationKind, Subscription
from outandback.rooms.notify.push_service import post, target_of
from outandback.rooms.people.models import Person
from outandback.rules.retries import MOST_ATTEMPTS
from tests.builders.notifications import mailing, pushing, run_all, switch_on, tell
from tests.fixtures import ClientOf
from tests.net.addresses import INSIDE
from tests.pushing import after, push_service

KNOWN = (
    "https://fcm.googleapis.com/fcm/send/abc:def",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://web.push.apple.com/QJx",
    "https://sg2p.notify.windows.com/w/?token=BQYAAA%3d",
    "https://FCM.googleapis.com:443/fcm/send/abc",
)
NOWHERE = (
    "",
    "fcm.googleapis.com/fcm/send/abc",
    "//fcm.googleapis.com/abc",
    "http://fcm.googleapis.com/fcm/send/abc",
    "ftp://fcm.googleapis.com/abc",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/1",
    "javascript:alert(1)",
    "https://",
    "https:///abc",
    "https://fcm.googleapis.com:8443/abc",
    "https://fcm.googleapis.com:22/abc",
    "https://fcm.googleapis.com:99999/abc",
    "https://fcm.googleapis.com:port/abc",
    "https://fcm.googleapis.com:0/abc",
    "https://fcm.googleapis.com.evil.example/abc",
    "https://evil.example/fcm.googleapis.com",
    "https://evilfcm.googleapis.com/abc",
    "https://notify.windows.com.evil.example/",
    "https://evilnotify.windows.com/",
    "https://fcm.googleapis.com@evil.example/abc",
    "https://user:pw@fcm.googleapis.com/abc",
    "https://@fcm.googleapis.com/abc",
    "https://fcm.googleapis.com#@evil.example/",
    "https://fcm.googleapis.com/abc#part",
    "https://fcm.googleapis.com\\@evil.example/",
    "https://evil.example\\fcm.googleapis.com/",
    "https://fcm.googleapis.com%2eevil.example/",
    "https://fcm.googleapis.com%00.evil.example/",
    "https://fcm.googleapis.com\t.evil.example/",
    "https://fcm.googleapis.com/a\r\nHost: evil.example",
    "https://fcm.googleapis.com/a b",
    " https://fcm.googleapis.com/abc",
    "https://ｆcm.googleapis.com/abc",
    "https://fcm.googleapis。com/abc",
    "https://xn--fcm-.googleapis.com/",
    "https://-.notify.windows.com/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://[v1.fe80]/",
    "https://[::1/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://localhost/",
    "https://localhost.localdomain/",
    "https://metadata.google.internal/",
    "http://127.0.0.1:8400/",
    "https://fcm.googleapis.com./abc",
    "https://.notify.windows.com/abc",
    "https://fcm.googleapis.com/" + "a" * 2048,
)
SECOND = timedelta(seconds=1)


def test_there_are_enough_of_them() -> None:
    assert len(set(NOWHERE)) >= 55


@pytest.mark.parametrize("url", KNOWN)
def test_the_known_push_services_are_written_to(url: str) -> None:
    target = target_of(url)
    assert (target.scheme, target.port) == ("https", 443)
    assert target.origin == f"https://{target.host}"


@pytest.mark.parametrize("url", NOWHERE)
def test_nowhere_else_is_written_to(url: str) -> None:
    with pytest.raises(Refused):
        target_of(url)


def test_a_host_that_the_settings_name_is_written_to_at_its_port_alone() -> None:
    named = {"ntfy.example", "127.0.0.1:8099"}
    assert target_of("https://ntfy.example/up", named).host == "ntfy.example"
    assert target_of("http://127.0.0.1:8099/up", named).port == 8099
    for url in ("https://ntfy.example:8443/", "http://ntfy.example/", "http://127.0.0.1:8098/"):
        with pytest.raises(Refused):
            target_of(url, named)


@pytest.fixture
def resolving(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Names resolve to the addresses given, and no line is ever opened; both are noted."""
    asked: list[str] = []
    lines: list[Any] = []

    def set_to(*addresses: str) -> tuple[list[str], list[Any]]:
        def look_up(host: str, port: int, **_: object) -> list[Any]:
            asked.append(host)
            return [(2, 1, 6, "", (address, port)) for address in addresses]

        def connect(place: Any, *_: object, **__: object) -> None:
            lines.append(place)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket, "create_connection", connect)
        return asked, lines

    return set_to


@pytest.mark.parametrize("address", INSIDE)
def test_a_known_name_that_leads_inside_is_not_connected_to(resolving: Any, address: str) -> None:
    _, lines = resolving(address)
    with pytest.raises(Refused):
        post(target_of(KNOWN[0]), b"", {})
    assert lines == []


def test_one_inner_address_among_outer_ones_is_one_too_many(resolving: Any) -> None:
    _, lines = resolving("8.8.8.8", "127.0.0.1")
    with pytest.raises(Refused):
        post(target_of(KNOWN[0]), b"", {})
    assert lines == []


def test_a_name_is_looked_up_once_and_its_address_is_what_is_connected_to(resolving: Any) -> None:
    asked, lines = resolving("8.8.8.8")
    with pytest.raises(Unreachable):
        post(target_of(KNOWN[0]), b"", {})
    assert asked == ["fcm.googleapis.com"] and lines == [("8.8.8.8", 443)]


def test_plain_http_goes_to_this_machine_alone(resolving: Any) -> None:
    _, lines = resolving("8.8.8.8")
    with pytest.raises(Refused):
        post(target_of("http://here.example:8099/", {"here.example:8099"}), b"", {})
    assert lines == []


def test_a_named_host_inside_is_not_written_to_by_https(resolving: Any) -> None:
    _, lines = resolving("192.168.1.9")
    with pytest.raises(Refused):
        post(target_of("https://ntfy.example/", {"ntfy.example"}), b"", {})
    assert lines == []


def test_a_certificate_is_asked_for_under_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """What answers there without one is not spoken to."""
    with push_service() as service:
        target = Target("https", "fcm.googleapis.com", service.port, "/")
        line = SealedLine(target, "127.0.0.1", Watch(5), 5)
        with pytest.raises(OSError):
            line.connect()
        line.close()
        assert service.got == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_forgotten(ana: Person, at: datetime, status: int) -> None:
    with pushing() as service:
        switch_on(ana, service, at, "gone")
        switch_on(ana, service, at, "here")
        service.answer = lambda push: status if push.path == "/gone" else 201
        tell(ana, at)
        run_all(at)
        assert queries.phones_of(ana.pk).count() == 1 and not Job.objects.exists()
        tell(ana, at)
        run_all(at)
    assert [push.path for push in service.got].count("/gone") == 1
    assert [push.path for push in service.got].count("/here") == 2


@pytest.mark.parametrize(
    ("status", "state", "reached"),
    [
        (201, "on", True),
        (404, "gone", False),
        (410, "gone", False),
        (400, "refused", False),
        (401, "refused", False),
        (403, "refused", False),
        (429, "on", False),
        (503, "on", False),
        (307, "on", False),
    ],
)
def test_what_a_push_service_said_of_a_phone_is_kept_for_its_person(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    at: datetime,
    status: int,
    state: str,
    reached: bool,
) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        service.answer = lambda _: status
        tell(ana, at)
        run_all(at)
        endpoint = f"http://{service.named}/phone"
    row = Subscription.objects.get()
    assert (row.trouble or "on", row.reached_on is not None) == (state, reached)
    assert not row.box if state == "gone" else row.box
    asked = {"endpoint": endpoint}
    for person, told in ((ana, state), (ben, "other")):
        answer = client_of(person).post(reverse("notifications-phone-known"), asked)
        assert answer.json() == {"state": told}
    page = client_of(ana).get(reverse("notifications")).content.decode()
    listed = page.partition('aria-label="Your devices"')[2].partition("</ul>")[0]
    assert ("last reached" in listed) is reached
    assert ("has dropped it" in listed) is (state == "gone")
    assert ("took nothing" in listed) is (state == "refused")


def test_a_browser_that_nobody_switched_on_is_off(ana: Person, client_of: ClientOf) -> None:
    asked = {"endpoint": "https://web.push.apple.com/x"}
    answer = client_of(ana).post(reverse("notifications-phone-known"), asked)
    assert answer.json() == {"state": "off"}


def test_a_phone_that_was_let_go_is_replaced_by_the_next(ana: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        Subscription.objects.update(trouble=Subscription.Trouble.GONE)
        switch_on(ana, service, at, "another")
    assert [row.trouble for row in Subscription.objects.all()] == [""]


@pytest.mark.parametrize(
    ("sender", "site", "subject"),
    [
        ("Us <us@your.name>", "http://127.0.0.1:8400", "mailto:us@your.name"),
        ("Us <us@localhost>", "https://your.name", "https://your.name"),
        ("Us <us@localhost>", "https://192.168.1.20:8400", ""),
    ],
)
def test_apple_is_told_whom_to_ask_or_the_page_says_what_is_missing(
    ana: Person, client_of: ClientOf, settings: Settings, sender: str, site: str, subject: str
) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.SITE = sender, site
    assert queries.contact() == subject
    page = client_of(ana).get(reverse("notifications")).content.decode()
    assert ("OUTANDBACK_MAIL_FROM" in page) is (not subject)


@pytest.mark.parametrize("status", [400, 429, 500, 503, 301, 307])
def test_what_was_not_taken_is_tried_again_later_and_in_the_end_no_more(
    ana: Person, at: datetime, status: int
) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        service.answer = lambda _: status
        tell(ana, at)
        begun, tries = at, []
        while run_all(at) and (job := Job.objects.first()):
            tries.append(at)
            at = job.due_at
        assert len(service.got) == MOST_ATTEMPTS
        assert {push.path for push in service.got} == {"/phone"}, "no redirect is followed"
    waits = [later - one for one, later in pairwise(tries)]
    assert waits == sorted(waits) and waits[0] >= 7 * SECOND
    assert timedelta(minutes=40) < at - begun < timedelta(hours=3)
    assert Subscription.objects.exists() and not Job.objects.exists()


def test_two_jobs_that_failed_together_do_not_come_again_together(
    ana: Person, at: datetime
) -> None:
    with pushing() as service:
        service.answer = lambda _: 503
        for number in range(5):
            switch_on(ana, service, at, f"{number}")
        tell(ana, at)
        run_all(at)
    assert len({job.due_at for job in Job.objects.all()}) > 1  # a few of many hundred steps


def test_a_service_that_is_not_there_is_tried_again(ana: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        tell(ana, at)
    with override_settings(PUSH_HOSTS={service.named}):
        run_all(at)
    assert Job.objects.get().attempts == 1 and Subscription.objects.exists()


def test_a_dead_phone_repeats_nothing_on_the_others(ana: Person, at: datetime) -> None:
    with pushing() as service, mailing() as mails:
        switch_on(ana, service, at, "dead")
        switch_on(ana, service, at, "here")
        actions.keep_preferences(ana, mail=True)
        service.answer = lambda push: 500 if push.path == "/dead" else 201
        tell(ana, at)
        run_all(at)
        run_all(at + timedelta(minutes=5))
        assert [push.path for push in service.got].count("/here") == 1 == len(mails.got)
        assert [push.path for push in service.got].count("/dead") == 2


@pytest.mark.parametrize("drip", [0, 0.2])
def test_a_slow_service_is_hung_up_on(
    ana: Person, at: datetime, monkeypatch: pytest.MonkeyPatch, drip: float
) -> None:
    """Also one that says something all the time and never comes to an end."""
    monkeypatch.setattr(http, "SECONDS", 0.6)
    with pushing() as service:
        switch_on(ana, service, at)
        service.drip = drip
        service.answer = after(0 if drip else 3)
        tell(ana, at)
        began = time.monotonic()
        run_all(at)
        took = time.monotonic() - began
        service.drip = 0
    assert took < 2.5
    assert len(service.got) == 1


def test_a_service_that_is_named_no_more_is_not_written_to(ana: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        tell(ana, at)
        with override_settings(PUSH_HOSTS=set()):
            run_all(at)
        assert service.got == [] and Job.objects.get().attempts == 1


def test_what_was_sealed_under_another_server_key_is_forgotten(ana: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        tell(ana, at)
        with override_settings(SERVER_KEY=b"\x01" * 32):
            run_all(at)
        assert service.got == [] and not Job.objects.exists()
        assert not queries.phones_of(ana.pk) and queries.switched_on(ana.pk)


def test_a_mail_sent_again_has_its_name_again(ana: Person, at: datetime) -> None:
    """Killed between sending and noting it: the same Message-ID, so that one is shown."""
    actions.keep_preferences(ana, wording="plain", mail=True)
    with mailing() as mails:
        tell(ana, at)
        assert actions.run_due(at, lambda *_: True)
        for times in range(2):
            job = actions.claim(at + times * actions.LEASE)
            assert job is not None
            actions._mail(job, queries.preference_of(ana.pk))
        tell(ana, at)
        run_all(at)
    names = [str(mail["Message-ID"]) for mail in mails.got]
    assert names[0] == names[1] != names[2]
    assert ana.pk.hex not in "".join(names)


@pytest.mark.parametrize("refuse", ["451 later", "550 never", "421 closing"])
def test_a_mail_that_was_not_taken_is_tried_again(ana: Person, at: datetime, refuse: str) -> None:
    actions.keep_preferences(ana, wording="plain", mail=True)
    with mailing() as mails:
        mails.refuse = refuse
        tell(ana, at)
        run_all(at)
        assert mails.got == [] and Job.objects.get().attempts == 1
        mails.refuse = ""
        run_all(at + timedelta(minutes=1))
        assert len(mails.got) == 1 and not Job.objects.exists()


def test_a_mail_server_that_is_not_there_is_tried_again(ana: Person, at: datetime) -> None:
    actions.keep_preferences(ana, wording="plain", mail=True)
    with mailing() as mails, override_settings(EMAIL_PORT=1):
        tell(ana, at)
        run_all(at)
        assert mails.got == [] and Job.objects.get().way == Job.BY_MAIL


def test_no_mail_goes_where_none_is_wished_or_none_can_be_sent(ana: Person, at: datetime) -> None:
    with mailing() as mails:
        actions.keep_preferences(ana, wording="plain", mail=False)
        tell(ana, at)
        run_all(at)
        actions.keep_preferences(ana, mail=True)
        with override_settings(MAIL_ON=False):
            tell(ana, at, NotificationKind.NEED)
            run_all(at)
        assert mails.got == [] and not Job.objects.exists()


def test_a_pair_of_pushes_has_two_keys_and_one_signature_is_good_for_half_a_day(
    ana: Person, at: datetime
) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        tell(ana, at)
        tell(ana, at)
        run_all(at)
        one, other = service.got
    assert one.body[21:86] != other.body[21:86]
    assert one.headers["Authorization"].startswith("vapid t=")
