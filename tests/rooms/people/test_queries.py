"""Every question that this room answers, asked by a stranger and by someone of the past."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from outandback.rooms.people import actions, compared_keys, queries
from outandback.rooms.people.models import Device, Invitation, Membership, Person
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.vault.keyring import Closed, KeyMissing
from tests.cast import AT, YEAR, Cast, side_of


def test_a_stranger_and_someone_of_the_past_have_no_partner(cleo: Person, dede: Person) -> None:
    for person in (cleo, dede):
        assert queries.both_sides(person) == (None, None)


def test_both_of_a_pair_have_each_other(ana: Person, ben: Person) -> None:
    mine, partner = queries.both_sides(ana)
    assert mine and partner
    assert (mine.person_id, partner.person_id) == (ana.pk, ben.pk)
    assert {mine.ink, partner.ink} == {"a", "b"}


def test_a_name_opens_for_the_pair_and_for_nobody_else(
    ana: Person, ben: Person, cleo: Person, dede: Person, cast: Cast
) -> None:
    side = side_of(ana)
    assert queries.name_of(cast.keys(ben), side) == "Ana"
    for person in (cleo, dede):
        assert queries.name_of(cast.keys(person, room=True), side) == str(queries.SOMEONE)


def test_ones_own_name_opens_for_oneself(ana: Person, cleo: Person, cast: Cast) -> None:
    assert queries.own_name(cast.keys(ana), ana) == "Ana"
    assert queries.own_name(cast.keys(cleo, room=True), ana) == ""


def test_rows_of_a_pair_show_to_its_two_until_it_ended(
    ana: Person, ben: Person, cleo: Person, dede: Person
) -> None:
    early, late = AT - 1.5 * YEAR, AT - YEAR + timedelta(minutes=1)
    old = Membership.objects.get(person=dede)
    rows = Membership.objects.filter(pair=old.pair_id)
    for at, seen in ((early, 2), (late, 0)):
        rows.update(joined_at=at)
        for person in (ana, dede):
            assert queries.visible(rows, person, "joined_at").count() == seen
        for person in (ben, cleo):
            assert queries.visible(rows, person, "joined_at").count() == 0


def test_rows_of_an_open_pair_show_to_its_two_alone(
    ana: Person, ben: Person, cleo: Person, dede: Person
) -> None:
    rows = Membership.objects.filter(pair=side_of(ana).pair_id)
    shown = [queries.visible(rows, who, "joined_at").count() for who in (ana, ben, cleo, dede)]
    assert shown == [2, 2, 0, 0]


def test_the_past_of_one_is_not_the_past_of_another(
    ana: Person, ben: Person, cleo: Person, dede: Person
) -> None:
    shown = [len(queries.past_sides(person)) for person in (ana, ben, cleo, dede)]
    assert shown == [1, 0, 0, 1]


def test_an_invitation_is_shown_to_its_sender_alone(
    cleo: Person, thea: Person, dede: Person, cast: Cast
) -> None:
    actions.invite(cleo, cast.keys(cleo), AT)
    assert queries.invitation_from(cleo, AT)
    assert queries.invitation_from(cleo, AT + actions.INVITATION_LASTS) is None
    for person in (thea, dede):
        assert queries.invitation_from(person, AT) is None


def test_a_browser_of_one_is_not_known_for_another(ana: Person, cleo: Person, dede: Person) -> None:
    token = actions.know_device(ana, AT)
    assert queries.knows_device(ana, token)
    assert not Device.objects.filter(token_hash=token).exists()
    for person in (cleo, dede):
        assert not queries.knows_device(person, token)


def test_a_recovery_waits_for_its_own_person(ana: Person, cleo: Person, dede: Person) -> None:
    actions.ask_for_recovery(ana, known_device=False, at=AT)
    assert queries.recovery_waiting(ana)
    for person in (cleo, dede):
        assert queries.recovery_waiting(person) is None


def test_a_parting_is_told_from_its_hour_on_and_to_the_one_who_was_left(
    ana: Person, ben: Person, cleo: Person, dede: Person, cast: Cast
) -> None:
    notice_at = AT + timedelta(days=7)
    actions.part_ways(side_of(ana), cast.keys(ana), "Take care.", notice_at, AT)
    mine, partner = queries.both_sides(queries.person_of_session(ben.pk) or ben)
    assert queries.parting_to_tell(mine, partner, notice_at - timedelta(seconds=1)) is None
    parting = queries.parting_to_tell(mine, partner, notice_at)
    assert parting
    assert cast.keys(ben).open(parting, "words").text == "Take care."
    for person in (ana, cleo, dede):
        sides = queries.both_sides(queries.person_of_session(person.pk) or person)
        assert queries.parting_to_tell(*sides, notice_at) is None
        if person != ana:
            with pytest.raises(Closed):
                cast.keys(person, room=True).open(parting, "words")


def test_the_two_read_the_same_four_words_and_others_read_none(
    ana: Person, ben: Person, cleo: Person, dede: Person, cast: Cast
) -> None:
    hers, his = side_of(ana), side_of(ben)
    words = compared_keys.four_words_of(hers, cast.keys(ana))
    assert words == compared_keys.four_words_of(his, cast.keys(ben))
    for person in (cleo, dede):
        with pytest.raises(KeyMissing):
            compared_keys.four_words_of(hers, cast.keys(person, room=True))


def test_a_partners_swapped_keys_are_noticed(
    ana: Person, ben: Person, cleo: Person, cast: Cast
) -> None:
    mine = side_of(ana)
    assert compared_keys.pin_holds(mine, cast.keys(ana))
    mine.other.person_id = cleo.pk  # type: ignore[union-attr]
    assert not compared_keys.pin_holds(mine, cast.keys(ana))


def test_the_keys_of_someone_erased_are_nowhere(ana: Person, ben: Person, cast: Cast) -> None:
    vault.shred(ben.pk)
    with pytest.raises(Http404):
        compared_keys.fingerprint_of_partner(side_of(ana))


def test_a_desk_seats_nobody_who_has_gone(ana: Person) -> None:
    actions.forget_person(ana, AT)
    assert queries.person_of_session(ana.pk) is None
    assert queries.person_of_session("nobody") is None
    assert queries.person_with_email("ana@example.org") is None


def test_invitations_die_with_the_account(cleo: Person, cast: Cast) -> None:
    actions.invite(cleo, cast.keys(cleo), AT)
    actions.forget_person(cleo, AT)
    assert Invitation.objects.count() == 0


def test_whoever_is_in_a_pair_invites_nobody(ana: Person, cleo: Person, cast: Cast) -> None:
    code = actions.invite(ana, cast.keys(ana), AT)
    assert queries.who_invites(code, cleo, AT) is None
    with pytest.raises(queries.NoSuchInvitation):
        actions.accept_invitation(cleo, cast.keys(cleo), code, AT)


def test_a_closed_account_has_no_e_mail_to_be_found_by(cleo: Person) -> None:
    assert queries.person_with_email("CLEO@example.org") == cleo
    Person.objects.filter(pk=cleo.pk).update(is_active=False)
    assert queries.person_with_email("cleo@example.org") is None


def test_a_recovery_sheet_is_ones_own(ana: Person, ben: Person, cast: Cast) -> None:
    vault.print_recovery_code(cast.keysets[ben.pk], AT)
    assert vault_queries.has_recovery_sheet(ben.pk)
    assert not vault_queries.has_recovery_sheet(ana.pk)


def test_the_keys_of_one_pair_are_not_those_of_another(ana: Person, cast: Cast) -> None:
    keyset, now = cast.keysets[ana.pk], side_of(ana).pair_id
    every = vault_queries.pair_keys(ana.pk, None, keyset).pairs
    assert len(every) == 2
    assert vault_queries.pair_keys(ana.pk, now, keyset).pairs == {now: every[now]}
