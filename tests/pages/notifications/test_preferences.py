from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from outandback.rooms.notify import actions, queries
from outandback.rooms.notify.content import sentences
from outandback.rooms.notify.models import Address, NotificationKind, Preference, Subscription
from outandback.rooms.people.models import Person
from tests.fixtures import ClientOf
from tests.vault.phone import ReadingPhone

ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/gAAAA"
PAGE = "/settings/notifications/"
AT = datetime(2026, 5, 13, 18, tzinfo=UTC)


def typed(**changes: str) -> dict[str, str]:
    return {"wording": "plain", "quiet_from": "", "quiet_to": ""} | changes


def a_phone(endpoint: str = ENDPOINT) -> Address:
    return Address(endpoint, **ReadingPhone.new().typed)


def posted(phone: Address) -> dict[str, str]:
    return {"endpoint": phone.endpoint, "p256dh": phone.p256dh, "auth": phone.auth}


def test_whoever_said_nothing_hears_nothing_but_the_need(ana: Person) -> None:
    known = queries.preference_of(ana.pk)
    wanted = [kind for kind in NotificationKind if known.wants(kind, AT)]
    assert wanted == [NotificationKind.NEED, NotificationKind.NEED_APART]
    assert not Preference.objects.exists()


@pytest.mark.parametrize("wording", ["plain", "disguised"])
def test_with_a_wording_everything_is_said(ana: Person, wording: str) -> None:
    actions.keep_preferences(ana, wording=wording)
    assert all(queries.preference_of(ana.pk).wants(kind, AT) for kind in NotificationKind)


def test_a_season_off_silences_everything(ana: Person) -> None:
    actions.keep_preferences(ana, wording="plain", season_off=True)
    assert not any(queries.preference_of(ana.pk).wants(kind, AT) for kind in NotificationKind)


@pytest.mark.parametrize(("zone", "is_off"), [("Europe/Berlin", True), ("Asia/Tokyo", False)])
def test_a_season_off_ends_on_its_day_by_itself(ana: Person, zone: str, is_off: bool) -> None:
    """In the zone of its person, where that day begins."""
    Person.objects.filter(pk=ana.pk).update(zone=zone)
    actions.keep_preferences(ana, season_off=True, season_until=date(2026, 5, 14))
    known = queries.preference_of(ana.pk)
    assert known.season(AT).is_on is is_off
    assert known.wants(NotificationKind.NEED, AT) is not is_off


def test_the_page_keeps_what_is_chosen_and_shows_it_again(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    answered = client.post(PAGE, typed(wording="disguised", quiet_from="22:00", quiet_to="07:30"))
    assert (answered.status_code, answered["Location"]) == (303, PAGE)
    kept = queries.preference_of(ana.pk)
    assert (kept.wording, kept.mail) == ("disguised", False)
    assert (kept.quiet_from, kept.quiet_to) == (time(22), time(7, 30))
    page = client.get(PAGE).content.decode()
    assert 'value="22:00"' in page and 'value="07:30"' in page


def test_a_second_answer_takes_the_place_of_the_first(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    client.post(PAGE, typed(quiet_from="22:00", quiet_to="07:30"))
    client.post(PAGE, typed(wording="off"))
    kept = Preference.objects.get(person=ana)
    assert (kept.wording, kept.quiet_from) == ("off", None)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quiet_from": "22:00"}, str(sentences.BOTH_TIMES)),
        ({"quiet_to": "22:00"}, str(sentences.BOTH_TIMES)),
        ({"quiet_from": "late", "quiet_to": "07:00"}, str(sentences.NO_TIME)),
        ({"wording": "loud"}, str(sentences.CHOOSE)),
        ({"wording": ""}, str(sentences.CHOOSE)),
    ],
)
def test_what_makes_no_sense_comes_back_with_a_word(
    ana: Person, client_of: ClientOf, changes: dict[str, str], told: str
) -> None:
    answered = client_of(ana).post(PAGE, typed(**changes))
    assert answered.status_code == 422
    assert told in answered.content.decode()
    assert not Preference.objects.exists()


def test_looking_writes_nothing(ana: Person, client_of: ClientOf) -> None:
    client_of(ana).get(PAGE)
    assert not Preference.objects.exists()


def test_the_page_shows_every_sentence_there_is(ana: Person, client_of: ClientOf) -> None:
    page = client_of(ana).get(PAGE).content.decode()
    for said in sentences.SENTENCES.values():
        assert str(said["plain"]) in page and str(said["disguised"]) in page
    assert "A pause in which everything is silent." in page
    assert "<title>Settings</title>" in page and "data-quick-exit" in page


def test_mail_is_offered_where_there_is_a_mail_server(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    assert 'name="mail"' not in client.get(PAGE).content.decode()
    with override_settings(MAIL_ON=True):
        assert 'name="mail"' in client.get(PAGE).content.decode()
        client.post(PAGE, typed(mail="on"))
    assert queries.preference_of(ana.pk).mail


@pytest.mark.parametrize("name", ["cleo", "dede", "ben"])
def test_nobody_elses_wishes_and_phones_are_seen_or_changed(
    ana: Person, client_of: ClientOf, at: datetime, name: str, request: pytest.FixtureRequest
) -> None:
    actions.keep_preferences(ana, wording="disguised", quiet_from=time(23, 11), quiet_to=time(5))
    actions.subscribe(ana, a_phone(), at)
    other: Person = request.getfixturevalue(name)
    client = client_of(other)
    page = client.get(PAGE).content.decode()
    assert "23:11" not in page and "Switch off all devices" not in page
    client.post(PAGE, typed(wording="off"))
    client.post(reverse("notifications-phone-off"), {"endpoint": ENDPOINT})
    client.post(reverse("notifications-phone-off"))
    assert queries.preference_of(ana.pk).wording == "disguised"
    assert list(queries.phones_of(ana.pk)) and not queries.phones_of(other.pk)


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}phone/", f"{PAGE}phone-off/"])
def test_signing_in_comes_first(db: None, client: Client, path: str) -> None:
    answered = client.post(path)
    assert answered.status_code == 302 and reverse("account_login") in answered["Location"]


def test_a_browser_is_switched_on_and_off(ana: Person, client_of: ClientOf) -> None:
    client, phone = client_of(ana), a_phone()
    assert client.post(reverse("notifications-phone"), posted(phone)).status_code == 303
    row = queries.phones_of(ana.pk).get()
    assert queries.address_of(row) == phone
    assert "Switch off all devices" in client.get(PAGE).content.decode()
    client.post(reverse("notifications-phone-off"), {"endpoint": "https://another"})
    assert queries.phones_of(ana.pk).exists()
    client.post(reverse("notifications-phone-off"), {"endpoint": phone.endpoint})
    assert not Subscription.objects.exists()


def test_all_are_switched_off_without_a_script(
    ana: Person, client_of: ClientOf, at: datetime
) -> None:
    for number in range(3):
        actions.subscribe(ana, a_phone(f"{ENDPOINT}{number}"), at)
    client_of(ana).post(reverse("notifications-phone-off"))
    assert not Subscription.objects.exists()


def test_an_address_rests_sealed(ana: Person, at: datetime) -> None:
    phone = a_phone()
    actions.subscribe(ana, phone, at)
    row = Subscription.objects.get()
    for part in (phone.endpoint, phone.auth, phone.p256dh, "mozilla"):
        assert part.encode() not in bytes(row.box)
    assert phone.endpoint not in row.endpoint_hash


def test_a_browser_speaks_to_whoever_switched_it_on_last(
    ana: Person, ben: Person, at: datetime
) -> None:
    actions.subscribe(ana, a_phone(), at)
    actions.subscribe(ben, a_phone(), at)
    assert [row.person_id for row in Subscription.objects.all()] == [ben.pk]


def test_of_many_browsers_the_newest_ten_stay(ana: Person, ben: Person, at: datetime) -> None:
    actions.subscribe(ben, a_phone(f"{ENDPOINT}ben"), at)
    for number in range(12):
        actions.subscribe(ana, a_phone(f"{ENDPOINT}{number}"), at.replace(day=number + 1))
    kept = [row.made_on.day for row in queries.phones_of(ana.pk)]
    assert kept == list(range(3, 13))
    assert queries.phones_of(ben.pk).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "https://evil.example/push"},
        {"endpoint": "http://127.0.0.1/"},
        {"endpoint": ""},
        {"p256dh": "AAAA"},
        {"p256dh": ""},
        {"auth": "AAAA"},
        {"auth": "é"},
    ],
)
def test_what_is_no_browser_is_refused(
    ana: Person, client_of: ClientOf, changes: dict[str, str]
) -> None:
    answered = client_of(ana).post(reverse("notifications-phone"), posted(a_phone()) | changes)
    assert answered.status_code == 422
    assert str(sentences.NO_PHONE).replace("’", "’") in answered.content.decode()
    assert not Subscription.objects.exists()


def test_whoever_erases_their_account_leaves_nothing(
    ana: Person, ben: Person, at: datetime
) -> None:
    for person in (ana, ben):
        actions.subscribe(person, a_phone(f"{ENDPOINT}{person.pk}"), at)
        actions.keep_preferences(person, wording="plain")
        actions.tell(person.pk, NotificationKind.SOMETHING, person.pk, at)
    actions.forget(ana.pk)
    for rows in (Subscription.objects, Preference.objects, queries.due(at)):
        assert [row.person_id for row in rows.all()] == [ben.pk]
