"""What leaves the app is one of the fixed sentences, by every way there is."""

from __future__ import annotations

import ast
import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.notify import actions, queries
from outandback.rooms.notify.content import sentences
from outandback.rooms.notify.models import NotificationKind, Wording
from outandback.rooms.people.models import Person
from tests.builders.notifications import mailing, pushing, run_all, switch_on, tell
from tests.fixtures import ClientOf
from tests.house.source import PACKAGE, python_files, tree

WHOLE_LIST = {
    "There is something for you.",
    "A time has changed.",
    "Something of yours starts soon.",
    "Something planned in an hour.",
    "Please call home.",
    "Please call.",
    "Your weekly summary is ready.",
    "Calendar updated.",
    "Reminder: 30 minutes.",
    "Reminder: 1 hour.",
    "Please call back.",
}
BOTH = (Wording.PLAIN, Wording.DISGUISED)
SAYING = {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail", "post"}


def sentences_of_worker(client: Client) -> dict[int, dict[str, Any]]:
    script = client.get("/worker.js").content.decode()
    told = re.search(r"self\.SENTENCES=(\{.*?\});\n", script)
    assert told
    return {int(byte): said for byte, said in json.loads(told[1]).items()}


def test_the_list_is_the_whole_list() -> None:
    said = {str(words) for both in sentences.SENTENCES.values() for words in both.values()}
    assert said == WHOLE_LIST
    assert set(sentences.SENTENCES) == set(NotificationKind.values) == set(sentences.WHEN)
    assert not any("%" in words or "{" in words for words in said)


@pytest.mark.parametrize("wording", BOTH)
def test_every_push_is_one_byte_of_the_list_and_weighs_the_same(
    ana: Person, at: datetime, client: Client, wording: str
) -> None:
    with pushing() as service:
        switch_on(ana, service, at, wording=wording)
        for kind in NotificationKind:
            tell(ana, at, kind)
        run_all(at)
        shown = [sentences_of_worker(client)[byte[0]] for byte in service.opened()]
        sizes = {len(push.body) for push in service.got}
    assert len(shown) == len(NotificationKind) and sizes == {64 + 103}
    assert {one["words"] for one in shown} == {
        str(both[wording]) for both in sentences.SENTENCES.values()
    }
    assert sum(bool(one["need"]) for one in shown) == 2


@pytest.mark.parametrize("wording", BOTH)
def test_every_mail_is_a_sentence_of_the_list_and_nothing_else(
    ana: Person, at: datetime, wording: str
) -> None:
    actions.keep_preferences(ana, wording=wording, mail=True)
    with mailing() as mails:
        for kind in NotificationKind:
            tell(ana, at, kind)
        run_all(at)
    assert len(mails.got) == len(NotificationKind)
    assert all(subject == text for subject, text in mails.said())
    assert {text for _, text in mails.said()} == {
        str(both[wording]) for both in sentences.SENTENCES.values()
    }
    for mail in mails.got:
        assert {name.lower() for name in mail} == {
            "content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to",
            "date", "message-id",
        }  # fmt: skip
        assert "Ana" not in mail.as_string() and not mail.is_multipart()


def test_whoever_wants_nothing_else_hears_the_need_plainly(
    ana: Person, at: datetime, client: Client
) -> None:
    with pushing() as service:
        switch_on(ana, service, at, wording=Wording.OFF)
        for kind in NotificationKind:
            tell(ana, at, kind)
        run_all(at)
        shown = [sentences_of_worker(client)[byte[0]]["words"] for byte in service.opened()]
    assert sorted(shown) == ["Please call home.", "Please call."]


def test_to_a_push_service_all_but_the_need_look_alike(ana: Person, at: datetime) -> None:
    seen = ("TTL", "Urgency", "Topic", "Content-Encoding", "Content-Type")
    with pushing() as service:
        switch_on(ana, service, at)
        for kind in NotificationKind:
            tell(ana, at, kind)
        run_all(at)
        looks = [tuple(push.headers[name] for name in seen) for push in service.got]
    assert len(looks) == len(NotificationKind) and len(set(looks)) == 2
    assert len(service.shown()) == 2, "the last one of each stays"


def test_a_push_says_who_is_sending_and_nothing_of_the_person(ana: Person, at: datetime) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        subject = tell(ana, at)
        run_all(at)
        (push,) = service.got
    assert push.headers["Authorization"].endswith(f", k={queries.server_identity()}")
    for word in (subject.hex, str(subject), ana.pk.hex, "example.org"):
        assert word not in str(push.headers) + push.path


def test_nobody_else_in_the_house_sends_anything() -> None:
    """Mails and pushes leave by `notify` alone, but for the mails of signing in, which the sign-in
    library writes. Connections are those of `net` (tests/house/test_one_client.py)."""
    found = {
        str(file.relative_to(PACKAGE))
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SAYING
    }
    asks_itself = {"ops/look_around/asking.py"}  # by Django's test client, within the process
    assert found - asks_itself == {"rooms/notify/actions.py", "pages/sign_up/views.py"}


def test_signing_up_sends_the_mail_of_the_sign_in_library_and_no_other() -> None:
    text = (PACKAGE / "pages" / "sign_up" / "views.py").read_text(encoding="utf-8")
    assert text.count("send_mail(") == 1
    assert 'get_adapter().send_mail("account/email/password_reset_key", ' in text


def test_the_mail_and_the_push_are_made_in_one_place_each() -> None:
    text = (PACKAGE / "rooms" / "notify" / "actions.py").read_text(encoding="utf-8")
    assert text.count("EmailMessage(") == text.count("post(target") == 1
    assert "EmailMessage(words, words," in text


def test_the_script_of_a_phone_is_the_same_for_everyone(
    ana: Person, client: Client, client_of: ClientOf
) -> None:
    alone, signed_in = client.get("/worker.js"), client_of(ana).get("/worker.js")
    assert alone.content == signed_in.content
    assert alone["Content-Type"].startswith("text/javascript")
    assert {one["words"] for one in sentences_of_worker(client).values()} == WHOLE_LIST


def test_the_script_shows_pushes_and_does_nothing_else() -> None:
    script = (PACKAGE / "pages/parts/push/static/push/push.js").read_text(encoding="utf-8")
    listened = set(re.findall(r'addEventListener\("(\w+)"', script))
    assert listened == {"push", "notificationclick"}
    for word in ("fetch", "caches", "indexedDB", "localStorage"):
        assert word not in script


def test_the_page_offers_the_switch(ana: Person, client_of: ClientOf) -> None:
    page = client_of(ana).get(reverse("notifications")).content.decode()
    assert f'data-key="{queries.server_identity()}"' in page and "<push-switch" in page
