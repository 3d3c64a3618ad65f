"""Nothing takes away the last copy of a key, and a key that is gone all the same breaks nothing."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import BinaryField, Model
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from outandback.rooms.account import actions as account
from outandback.rooms.gate.queries import Spot
from outandback.rooms.people import actions as people
from outandback.rooms.people import queries as people_queries
from outandback.rooms.people.models import Invitation, Person
from outandback.rules.rate_limits import GuessedSecret
from outandback.vault import actions as vault
from outandback.vault.fields import Sealed
from outandback.vault.keyring import Keyring
from outandback.vault.models import KeyRows, LastCopy, PairKey, PersonKey, Slot
from tests.cast import AT, PASSPHRASE, Cast, again, side_of
from tests.everywhere.pages import plain_addresses
from tests.house.source import functions, python_files

NEW = "seven lanterns over quiet water"
# Every column of bytes that is no sealed column of words: does it hold a key?
HOLDS_A_KEY = {
    "vault.Slot.box": True,
    "vault.PersonKey.public": True,
    "vault.PersonKey.wrapped_secret": True,
    "vault.PersonKey.wrapped_root": True,
    "vault.PersonKey.proof": True,
    "vault.PairKey.wrapped": True,
    "people.Invitation.box": True,
    "people.Membership.fingerprint": False,  # a hash of public keys
    "vault.Unlock.blob": False,  # a copy for one session
    "calendars.Source.box": False,  # the way to a calendar
    "calendars.Source.arrived": False,  # busy times
    "notify.Subscription.box": False,  # the address of a browser
    "carried.Carried.box": False,  # a form, for an hour
    "board.SleepsBoard.snapshot": False,  # what a child's page shows
    "written.WrittenCalendar.box": False,  # the way to a calendar
    "feeds.Feed.snapshot": False,  # titles in a calendar that is given out
}
KEY_MODELS: tuple[type[Any], ...] = (Slot, PersonKey, PairKey, Invitation)


def test_every_column_of_bytes_is_known_to_hold_a_key_or_not() -> None:
    bytes_of = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, BinaryField) and not isinstance(field, Sealed)
    }
    assert bytes_of == set(HOLDS_A_KEY)
    holding = {name.rpartition(".")[0] for name, held in HOLDS_A_KEY.items() if held}
    assert holding == {model._meta.label for model in KEY_MODELS}


@pytest.mark.parametrize("model", KEY_MODELS)
def test_no_row_with_a_key_goes_in_passing(model: type[Any], cast: Cast) -> None:
    assert isinstance(model._default_manager.all(), KeyRows)
    with pytest.raises(LastCopy):
        model.objects.all().delete()
    with pytest.raises(LastCopy):
        model().delete()


@pytest.mark.parametrize("model", KEY_MODELS)
def test_no_row_with_a_key_goes_along_with_another(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is models.PROTECT


# Each act that takes a key away, and what it leaves behind ----------------------------------------


class Scene:
    """Ana invites somebody else while her pair key from before still rests in an invitation."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.cleo, self.thea = again(cast.people["Cleo"]), again(cast.people["Thea"])
        self.code = people.invite(self.cleo, cast.keys(self.cleo), AT)

    def accepted(self) -> None:
        people.accept_invitation(self.thea, self.cast.keys(self.thea), self.code, AT)
        self.cleo, self.thea = again(self.cleo), again(self.thea)

    def room(self, person: Person) -> Keyring:
        return self.cast.keys(person, room=True)


def taken_back_too_late(scene: Scene) -> None:
    scene.accepted()
    people.take_back_invitation(scene.cleo)


def invited_anew(scene: Scene) -> None:
    scene.accepted()
    people.invite(scene.cleo, scene.cast.keys(scene.cleo), AT)


def parted_at_once(scene: Scene) -> None:
    scene.accepted()
    people.part_ways(side_of(scene.cleo), Keyring(scene.cleo.pk), "", AT, AT)


def paired_again(scene: Scene) -> None:
    """Left before she ever looked, the inviter says yes to somebody else."""
    scene.accepted()
    people.part_ways(side_of(scene.thea), Keyring(scene.thea.pk), "", AT, AT)
    people.close_side(side_of(scene.cleo), AT)
    stranger = scene.cast.person("Ruth")
    code = people.invite(stranger, scene.cast.keys(stranger), AT)
    people.accept_invitation(again(scene.cleo), scene.cast.keys(scene.cleo), code, AT)


def moved_in(scene: Scene) -> None:
    scene.accepted()
    people.hold_invited_keys(scene.cleo, scene.cast.keys(scene.cleo))
    assert not Invitation.objects.exists()


def moved_in_beside_a_damaged_one(scene: Scene) -> None:
    scene.accepted()
    pair = side_of(scene.cleo).pair_id
    PairKey.objects.create(pair=pair, person=scene.cleo.pk, wrapped=b"damaged")
    people.hold_invited_keys(scene.cleo, scene.cast.keys(scene.cleo))
    assert Invitation.objects.count() == 1
    PairKey.objects.filter(pair=pair, person=scene.cleo.pk).destroy()


def passphrase_changed(scene: Scene) -> None:
    scene.accepted()
    account.change_passphrase(scene.cleo, scene.room(scene.cleo).keyset, PASSPHRASE, "", AT)


def sheet_printed_and_used(scene: Scene) -> None:
    scene.accepted()
    vault.print_recovery_code(scene.room(scene.cleo).keyset, AT)
    code = vault.print_recovery_code(scene.room(scene.cleo).keyset, AT)
    account.recover(scene.cleo, code, PASSPHRASE, True, "", AT)


def the_other_erased(scene: Scene) -> None:
    scene.accepted()
    account.erase(scene.thea, scene.thea.current, scene.cast.keys(scene.thea), AT)


ACTS: dict[str, tuple[Callable[[Scene], None], ...]] = {
    "people.take_back_invitation": (
        taken_back_too_late,
        invited_anew,
        parted_at_once,
        paired_again,
    ),
    "people.hold_invited_keys": (moved_in, moved_in_beside_a_damaged_one),
    "people.forget_person": (the_other_erased,),
    "vault._replace": (passphrase_changed,),
    "vault.void_recovery_sheet": (sheet_printed_and_used,),
    "vault.shred": (the_other_erased,),
}


def test_every_act_that_takes_a_key_away_is_tried_here() -> None:
    found = {
        f"{file.parent.name}.{function.name}"
        for file in python_files()
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "destroy"
    }
    assert found == set(ACTS)


@pytest.mark.parametrize("act", [act for acts in ACTS.values() for act in acts])
def test_whatever_is_done_every_key_of_whoever_stays_still_opens(
    act: Callable[[Scene], None], cast: Cast
) -> None:
    scene = Scene(cast)
    act(scene)
    for person in Person.objects.filter(erased_on=None):
        spot = Spot(GuessedSecret.PASSPHRASE, person.email or "")
        keyset = account.open_with_passphrase(spot, person, PASSPHRASE, AT)
        assert keyset.private and keyset.everyday
        assert set(keyset.pairs) == set(person.memberships.values_list("pair", flat=True))


# A row that is gone all the same ---------------------------------------------------------------

MISSING = "The key to what you two share is missing on this server"


def losing(model: type[Any], **which: object) -> Callable[[Person], None]:
    def lose(person: Person) -> None:
        model.objects.filter(person=person.pk, **which).destroy()

    return lose


def damaging(model: type[Any], **changed: object) -> Callable[[Person], None]:
    def damage(person: Person) -> None:
        model.objects.filter(person=person.pk).update(**changed)

    return damage


PAIR = {"pair key": losing(PairKey), "damaged pair key": damaging(PairKey, wrapped=b"no")}
OWN = {
    "private key": losing(PersonKey, kind="private"),
    "everyday key": losing(PersonKey, kind="everyday"),
    "damaged keys": damaging(PersonKey, wrapped_secret=b"no", wrapped_root=b"no"),
    "passphrase slot": losing(Slot, kind="passphrase"),
}


def signs_in(person: Person) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSPHRASE})
    return client


def test_a_missing_pair_key_closes_the_pairs_words_and_says_so(ana: Person, cast: Cast) -> None:
    for how in PAIR.values():
        how(ana)
        assert MISSING in signs_in(ana).get("/").content.decode()
    assert MISSING not in cast.client(cast.people["Cleo"]).get("/").content.decode()


@pytest.mark.parametrize("how", [*PAIR, *OWN])
def test_no_missing_key_breaks_a_page(how: str, ana: Person, ben: Person, cast: Cast) -> None:
    before = cast.client(ana, room=True)
    (PAIR | OWN)[how](ana)
    client = signs_in(ana)
    for address in plain_addresses():
        assert client.get(address).status_code < 500, address
    for other in (before, cast.client(ben)):
        assert other.get("/").status_code == 200


def test_an_everyday_key_that_is_gone_is_said_at_its_door(ana: Person, cast: Cast) -> None:
    OWN["everyday key"](ana)
    client = signs_in(ana)
    answer = client.post("/opening/", {"passphrase": PASSPHRASE, "door": "s"})
    assert answer.status_code == 422
    assert "missing on this server" in answer.content.decode()
    assert client.post("/opening/", {"passphrase": PASSPHRASE, "door": "p"}).status_code == 303


def test_words_for_the_pair_stand_on_the_page_when_its_key_is_missing(
    ana: Person, cast: Cast
) -> None:
    PAIR["pair key"](ana)
    words = "a kiss at the door & tea"
    answer = signs_in(ana).post("/together/ideas/", {"kind": "visit", "words": words})
    assert answer.status_code == 409
    assert escape(words) in answer.content.decode()


def test_a_code_that_was_taken_back_meanwhile_joins_nobody(cast: Cast) -> None:
    scene = Scene(cast)
    invitation, _, _ = people_queries.open_invitation(scene.code, scene.thea, AT)
    people.take_back_invitation(scene.cleo)
    with pytest.raises(people_queries.NoSuchInvitation):
        people._use(invitation)
