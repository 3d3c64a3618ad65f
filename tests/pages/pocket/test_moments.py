"""A phone hands in moments by its token: each once, for its own person, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from outandback.rooms.account.actions import erase, leave_pair
from outandback.rooms.away.actions import join_vault
from outandback.rooms.away.models import Caught, Departure, Moment
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.people.models import Person
from outandback.rooms.pocket import actions, queries
from outandback.rooms.pocket.models import Token
from outandback.vault import seal
from outandback.vault.errors import Unopenable
from outandback.vault.models import PersonKey
from tests.builders.homecomings import make_moment, plan_and_depart
from tests.builders.phones import BYTES, WORDS, hand_in, phone_of, seal_moment
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
ANY = {"uuid": str(uuid4()), "int": "1", "str": "x", "slug": "x", "path": "x"}


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    clock(at + HOUR)
    return plan_and_depart(ana, keys(ana), at)


def every_address(pages: Any = None, before: str = "") -> list[str]:
    """One address of each page there is."""
    found: list[str] = []
    for page in pages or get_resolver().url_patterns:
        route = before + str(page.pattern)
        if isinstance(page, URLResolver):
            found += every_address(page.url_patterns, route)
        elif isinstance(page, URLPattern):
            for name, kind in page.pattern.converters.items():
                word = type(kind).__name__.replace("Converter", "").lower()
                route = route.replace(f"<{word}:{name}>", ANY.get(word, "x"))
            found.append("/" + route)
    return found


def test_a_moment_from_a_phone_is_read_by_its_person_alone(
    ana: Person, ben: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    name = uuid4()
    assert hand_in(phone_of(ana, at), seal_moment(ana, out.leave_id, name)) == 204
    kept = Moment.objects.get(client_id=name)
    assert (kept.pk, kept.person_id, kept.departure_id) == (name, ana.pk, out.pk)
    assert kept.arrived_on == at.date()
    assert keys(ana, room=True).open(kept, "caught") == Caught(**WORDS)
    assert keys(ana).is_letter(kept, "caught")
    with pytest.raises((Unopenable, KeyError)):
        keys(ben, room=True).open(kept, "caught")


def test_what_arrives_twice_is_kept_once(ana: Person, at: datetime, out: Departure) -> None:
    phone, raw = phone_of(ana, at), seal_moment(ana, out.leave_id)
    assert [hand_in(phone, raw), hand_in(phone, raw)] == [204, 204]
    assert Moment.objects.count() == 1


def test_a_moment_waits_until_its_person_has_set_out(
    ana: Person, ben: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    theirs = plan_and_depart(ben, keys(ben), at)
    for leave in (uuid4(), theirs.leave_id):
        assert hand_in(phone_of(ana, at), seal_moment(ana, leave)) == 409
    assert not Moment.objects.exists()


def test_a_moment_of_before_may_come_when_one_is_back(
    ana: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    from_before = seal_moment(ana, out.leave_id)
    come_back(out, at + HOUR)
    assert hand_in(phone_of(ana, at), from_before) == 204


def test_only_a_letter_to_its_own_person_is_taken(
    ana: Person, ben: Person, at: datetime, out: Departure
) -> None:
    good, phone = seal_moment(ana, out.leave_id), phone_of(ana, at)
    to_ben = seal_moment(ben, out.leave_id)
    version = good[:32] + b"\0\0\0\2" + good[36:]
    schema = good[:36] + b"\0\2" + good[38:]
    generation = good[:50] + b"\0\2" + good[52:]
    record = good[:41] + b"\x01" + good[42:]
    for bad in (b"", good[:20], good[:60], version, schema, record):
        assert hand_in(phone, bad) == 422
    for sealed_elsewhere in (to_ben, generation):
        assert hand_in(phone, sealed_elsewhere) == 412
    assert hand_in(phone, good + b"x" * 8192) == 422
    assert not Moment.objects.exists()


def test_a_letter_to_an_older_key_of_their_own_is_taken(
    ana: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    """It waited on a phone while the key was changed, and it still opens."""
    waited = seal_moment(ana, out.leave_id)
    pair = seal.new_key_pair(2)
    PersonKey.objects.create(
        person=ana.pk, kind=PersonKey.KeyTier.PRIVATE, generation=2, public=pair.public
    )
    assert hand_in(phone_of(ana, at), waited) == 204
    kept = Moment.objects.get()
    assert keys(ana, room=True).open(kept, "caught") == Caught(**WORDS)


def test_nobody_writes_over_a_moment(
    ana: Person, cleo: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    mine = make_moment(out, keys(ana), "stays", at)
    theirs = plan_and_depart(cleo, keys(cleo), at, heads_up=False)
    hand_in(phone_of(cleo, at), seal_moment(cleo, theirs.leave_id, mine.pk))
    hand_in(phone_of(ana, at), seal_moment(ana, out.leave_id, mine.pk))
    left = Moment.objects.get()
    assert bytes(left.caught) == bytes(mine.caught) and left.person_id == ana.pk


def test_without_a_token_nothing_is_taken(
    ana: Person, client_of: ClientOf, at: datetime, out: Departure
) -> None:
    raw, whole = seal_moment(ana, out.leave_id), phone_of(ana, at)["Authorization"]
    for given in ("", "Pocket ", "Pocket x", whole[:-1], whole.removeprefix("Pocket ")):
        assert hand_in({"Authorization": given}, raw) == 401
    assert hand_in({}, raw, client_of(ana)) == 401


def test_a_token_rests_as_its_hash_alone(ana: Person, at: datetime) -> None:
    token = actions.give_token(ana, at)
    row = Token.objects.get(person=ana)
    assert token not in str(vars(row)) and row.token_hash == queries.hashed(token)


def test_a_token_opens_no_other_page(ana: Person, at: datetime, out: Departure) -> None:
    """Every address, every method: the answer is the one that a stranger gets."""
    phone, other = phone_of(ana, at), {"Authorization": "Pocket nothing"}
    for address in every_address():
        if address in {reverse("pocket-moments"), reverse("pocket-pieces")}:
            continue
        for method in ("get", "post"):
            with_it = getattr(Client(), method)(address, headers=phone)
            without = getattr(Client(), method)(address, headers=other)
            assert with_it.status_code == without.status_code, address
            assert with_it.get("Location") == without.get("Location"), address


def test_nothing_comes_back_to_a_token(ana: Person, at: datetime, out: Departure) -> None:
    phone, address = phone_of(ana, at), reverse("pocket-moments")
    assert Client().get(address, headers=phone).status_code == 405
    sent = Client().post(address, seal_moment(ana, out.leave_id), BYTES, headers=phone)
    assert (sent.status_code, sent.content, sent.cookies) == (204, b"", {})


def test_sixty_an_hour_and_the_next_phone_has_its_own(
    ana: Person, at: datetime, out: Departure
) -> None:
    phone, raw = phone_of(ana, at), seal_moment(ana, out.leave_id)
    assert {hand_in(phone, raw) for _ in range(60)} == {204}
    assert hand_in(phone, raw) == 429
    assert hand_in(phone_of(ana, at), raw) == 204


def test_the_eleventh_phone_takes_the_place_of_the_first(ana: Person, at: datetime) -> None:
    tokens = [actions.give_token(ana, at + timedelta(minutes=n)) for n in range(11)]
    assert [bool(queries.token_behind(token)) for token in tokens] == [False] + [True] * 10


def test_a_parting_ends_the_tokens_of_its_leaver(
    ana: Person, ben: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    phone, raw = phone_of(ana, at), seal_moment(ana, out.leave_id)
    bens = phone_of(ben, at)
    leave_pair(side_of(ana), keys(ana), "week", "", at + HOUR)
    assert hand_in(phone, raw) == 401
    assert hand_in(bens, raw) != 401
    assert hand_in(phone_of(ana, at + 2 * HOUR), raw) == 204


def test_one_who_was_left_years_ago_has_a_phone_like_any_other(
    ana: Person, dede: Person, keys: Keys, at: datetime
) -> None:
    departure = plan_and_depart(dede, keys(dede), at, heads_up=False)
    assert hand_in(phone_of(dede, at), seal_moment(dede, departure.leave_id)) == 204


def test_an_erased_account_takes_nothing_in(
    ana: Person, keys: Keys, at: datetime, out: Departure
) -> None:
    phone, raw = phone_of(ana, at), seal_moment(ana, out.leave_id)
    erase(ana, side_of(ana), keys(ana), at + HOUR)
    assert hand_in(phone, raw) == 401
    actions.forget(ana.pk)
    assert not Token.objects.filter(person=ana).exists()


def test_a_closed_account_takes_nothing_in_though_its_token_rests_there(
    ana: Person, at: datetime, out: Departure
) -> None:
    phone, raw = phone_of(ana, at), seal_moment(ana, out.leave_id)
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    assert hand_in(phone, raw) == 401


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"kind": "secret", "text": "", "caught_at": "2026-05-13T19:00:00+00:00"},
        {"kind": "aha", "text": 7, "caught_at": "2026-05-13T19:00:00+00:00"},
        {"kind": "aha", "text": "", "caught_at": "noon"},
    ],
)
def test_what_is_no_moment_goes_when_the_room_opens(
    ana: Person, ben: Person, keys: Keys, at: datetime, out: Departure, words: dict[str, Any]
) -> None:
    phone, forged = phone_of(ana, at), seal_moment(ana, out.leave_id)
    assert hand_in(phone, seal_moment(ana, out.leave_id)) == 204
    assert hand_in(phone, seal_moment(ana, out.leave_id, words=words)) == 204
    assert hand_in(phone, forged[:-1] + bytes([forged[-1] ^ 1])) == 204
    theirs = plan_and_depart(ben, keys(ben), at)
    make_moment(theirs, keys(ben), "stays", at)
    join_vault(ana, keys(ana, room=True))
    assert Moment.objects.filter(person=ana).count() == 1
    assert Moment.objects.filter(person=ben).count() == 1
