"""Whose eyes are asking: partner, stranger and ex, on every question and every address."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people.models import Membership, Note, Person
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import (
    EveningAnswers,
    HandedOver,
    HeldNote,
    Hello,
    HelloPick,
    Mute,
    NeedAgreement,
    NeedCall,
    NeedNumber,
    NeedYes,
)
from tests.builders.homecomings import plan_and_depart
from tests.builders.leaves import bare
from tests.builders.quiet import FOR, WORDS, agree_on_need, heads_up_of, make_held_note
from tests.cast import AT, YEAR, side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
STRANGERS = ("cleo", "dede", "thea")
OF_THE_LEAVE = ("away", "moments", "held-notes", "hello", "need-call")
OF_THE_NOTE = ("held-note", "held-note-withdrawal")
PICK = HelloPick("call", "2026-05-14T20:00", "Europe/London")
YEAR_AGO = AT - YEAR * 1.5


@pytest.fixture
def out(ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    """Ana is out, told; the two agreed on what “I need you” is for."""
    clock(at + HOUR)
    agree_on_need(ana, ben, keys(ana), at)
    return plan_and_depart(ana, keys(ana), at, back="2026-05-15T21:00")


@pytest.fixture
def note(ben: Person, keys: Keys, out: Departure, at: datetime) -> HeldNote:
    return make_held_note(out.leave, ben, keys(ben), at)


@pytest.fixture
def of_then(ana: Person, dede: Person, keys: Keys) -> HeldNote:
    """From when Ana and Dede were a pair: a note of Dede's that Ana was handed."""
    side = Membership.objects.get(person=dede)
    out = plan_and_depart(ana, keys(ana), YEAR_AGO)
    told = heads_up_of(out.leave)
    HeadsUp.objects.filter(pk=told.pk).update(pair=side.pair, given_at=YEAR_AGO, shown=None)
    note = HeldNote(heads_up=told, pair=side.pair, person=dede, held_at=YEAR_AGO)
    keys(dede).seal(note, "words", Note("From then."))
    note.save()
    HandedOver.objects.create(note=note, handed_at=YEAR_AGO)
    come_back(out, YEAR_AGO)
    HeadsUp.objects.filter(pk=told.pk).update(returned_at=YEAR_AGO)
    return note


class TestNotes:
    def test_its_writer_has_it_and_its_reader_once_back(
        self, ana: Person, ben: Person, out: Departure, note: HeldNote, at: datetime
    ) -> None:
        told = heads_up_of(out.leave)
        assert queries.note_by(ben, note.pk) == note
        assert queries.notes_by(ben, told) == queries.notes_first_shown(ben, told) == [note]
        assert queries.notes_kept_for(ana, out.leave) == []
        assert list(queries.handed_over_to(ana)) == []
        come_back(out, at)
        assert queries.notes_kept_for(ana, out.leave) == [note]
        assert list(queries.handed_over_to(ana)) == [note]
        assert queries.notes_kept_for(ben, out.leave) == []
        assert list(queries.handed_over_to(ben)) == []

    def test_its_reader_is_not_its_writer(
        self, ana: Person, client_of: ClientOf, out: Departure, note: HeldNote, at: datetime
    ) -> None:
        for _ in range(2):
            with pytest.raises(Http404):
                queries.note_by(ana, note.pk)
            for name in OF_THE_NOTE:
                assert client_of(ana).post(reverse(name, args=[note.pk])).status_code == 404
            told = heads_up_of(out.leave)
            assert queries.notes_by(ana, told) == queries.notes_first_shown(ana, told) == []
            come_back(out, at)

    @pytest.mark.parametrize("who", STRANGERS)
    def test_nobody_else_has_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        client_of: ClientOf,
        out: Departure,
        note: HeldNote,
        at: datetime,
    ) -> None:
        other, told = request.getfixturevalue(who), heads_up_of(out.leave)
        for _ in range(2):
            with pytest.raises(Http404):
                queries.note_by(other, note.pk)
            assert queries.notes_by(other, told) == queries.notes_first_shown(other, told) == []
            assert queries.notes_kept_for(other, out.leave) == []
            assert list(queries.handed_over_to(other)) == []
            for name in OF_THE_NOTE:
                assert client_of(other).post(reverse(name, args=[note.pk])).status_code == 404
            assert WORDS not in client_of(other).get("/").content.decode()
            come_back(out, at)
        note.refresh_from_db()
        assert note.withdrawn_at is None

    def test_each_note_belongs_to_its_leave(
        self, ana: Person, ben: Person, keys: Keys, out: Departure, note: HeldNote, at: datetime
    ) -> None:
        come_back(out, at)
        again = plan_and_depart(ana, keys(ana), at)
        told = heads_up_of(again.leave)
        assert queries.notes_by(ben, told) == queries.notes_first_shown(ben, told) == []
        come_back(again, at)
        assert queries.notes_kept_for(ana, again.leave) == []

    def test_what_was_taken_back_or_came_late_is_in_no_list_of_what_is_held(
        self, ben: Person, keys: Keys, out: Departure, note: HeldNote, at: datetime
    ) -> None:
        told = heads_up_of(out.leave)
        actions.withdraw_note(note, at)
        assert queries.notes_by(ben, told) == queries.notes_first_shown(ben, told) == []
        come_back(out, at)
        late = make_held_note(out.leave, ben, keys(ben), at)
        assert queries.notes_by(ben, told) == [late]
        assert queries.notes_first_shown(ben, told) == []

    def test_of_a_past_pair_each_has_it_in_what_they_take_along_and_on_no_page(
        self, ana: Person, ben: Person, dede: Person, client_of: ClientOf, of_then: HeldNote
    ) -> None:
        leave = of_then.heads_up.leave
        assert queries.notes_kept_for(ana, leave) == []
        assert list(queries.handed_over_to(ana)) == [of_then]
        assert queries.note_by(dede, of_then.pk) == of_then
        address = reverse("held-notes", args=[leave.pk])
        found = {"ana": ana, "dede": dede, "ben": ben}
        codes = {name: client_of(one).get(address).status_code for name, one in found.items()}
        assert codes == {"ana": 200, "dede": 404, "ben": 404}
        answer = client_of(dede).post(address, {"text": "More, from now."})
        assert answer.status_code == 409 and HeldNote.objects.count() == 1

    def test_handed_over_after_ones_own_part_ended_it_is_not_ones(
        self, ana: Person, of_then: HeldNote, at: datetime
    ) -> None:
        HandedOver.objects.update(handed_at=at)
        assert queries.notes_kept_for(ana, of_then.heads_up.leave) == []
        assert list(queries.handed_over_to(ana)) == []


class TestTheLeave:
    def test_both_find_it_as_they_know_it(self, ana: Person, ben: Person, out: Departure) -> None:
        for person in (ana, ben):
            assert queries.told_of(person, side_of(person), out.leave_id) == heads_up_of(out.leave)

    @pytest.mark.parametrize("who", STRANGERS)
    def test_nobody_else_finds_anything_of_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        client_of: ClientOf,
        out: Departure,
    ) -> None:
        other = request.getfixturevalue(who)
        for mine in (other.current, side_of(ana)):
            with pytest.raises(Http404):
                queries.told_of(other, mine, out.leave_id)
        for name in OF_THE_LEAVE:
            for method in ("get", "post"):
                address = reverse(name, args=[out.leave_id])
                assert getattr(client_of(other), method)(address).status_code in {404, 405}
        assert not Hello.objects.exists() and not NeedCall.objects.exists()
        assert not HeldNote.objects.exists()

    def test_before_its_heads_up_it_is_nobodys_but_its_own(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        silent = plan_and_depart(ana, keys(ana), at, heads_up=False)
        for name in ("held-notes", "hello", "need-call"):
            address = reverse(name, args=[silent.leave_id])
            assert client_of(ben).get(address).status_code == 404
            assert client_of(ben).post(address).status_code == 404

    def test_a_leave_of_a_past_pair_has_no_hello_and_no_call(
        self, ana: Person, dede: Person, client_of: ClientOf, of_then: HeldNote
    ) -> None:
        for name in ("hello", "need-call"):
            address = reverse(name, args=[of_then.heads_up.leave_id])
            for person in (ana, dede):
                assert client_of(person).get(address).status_code == 404

    def test_picks_are_told_apart_and_are_the_pairs(
        self,
        ana: Person,
        ben: Person,
        cleo: Person,
        dede: Person,
        keys: Keys,
        out: Departure,
        at: datetime,
    ) -> None:
        told = heads_up_of(out.leave)
        actions.pick_hello(told, side_of(ben), keys(ben), PICK, at)
        told = heads_up_of(out.leave)
        assert queries.picks_of(ben, keys(ben), told) == queries.Picks(mine=PICK)
        assert queries.picks_of(ana, keys(ana), told) == queries.Picks(theirs=PICK)
        for other in (cleo, dede):
            assert queries.picks_of(other, keys(ben), told) == queries.Picks()
            assert queries.own_pick(other.pk, told) is None
        assert queries.own_pick(ben.pk, told) is not None
        assert queries.own_pick(ana.pk, told) is None

    def test_a_leave_says_what_passes_in_its_own_pair_alone(
        self, ana: Any, ben: Any, cleo: Any, keys: Any, out: Departure, at: datetime
    ) -> None:
        def meanwhile(side: Membership | None) -> queries.Meanwhile:
            leave, meanwhile = queries.leave_and_meanwhile(ana, side, out.leave_id)
            assert leave == out.leave
            return meanwhile

        mine, past = side_of(ana), Membership.objects.exclude(pair=side_of(ana).pair).filter
        assert meanwhile(mine) == queries.Meanwhile(may_call=True)
        actions.pick_hello(heads_up_of(out.leave), side_of(ben), keys(ben), PICK, at)
        assert meanwhile(mine) == queries.Meanwhile(hello=True, may_call=True)
        actions.call(heads_up_of(out.leave), side_of(ana), keys(ana), uuid4(), at)
        assert not meanwhile(mine).called  # by herself
        actions.call(heads_up_of(out.leave), side_of(ben), keys(ben), uuid4(), at)
        assert meanwhile(mine) == queries.Meanwhile(called=True, hello=True, may_call=True)
        for other in (past(person=ana).get(), None):
            assert meanwhile(other) == queries.Meanwhile()
        for other, side in ((ben, side_of(ben)), (cleo, None)):
            with pytest.raises(Http404):
                queries.leave_and_meanwhile(other, side, out.leave_id)

    def test_what_passed_on_an_earlier_leave_is_over(
        self, ana: Person, ben: Person, keys: Keys, out: Departure, at: datetime
    ) -> None:
        actions.pick_hello(heads_up_of(out.leave), side_of(ben), keys(ben), PICK, at)
        actions.call(heads_up_of(out.leave), side_of(ben), keys(ben), uuid4(), at)
        come_back(out, at)
        again = plan_and_depart(ana, keys(ana), at).leave_id
        _, meanwhile = queries.leave_and_meanwhile(ana, side_of(ana), again)
        assert meanwhile == queries.Meanwhile(may_call=True)

    def test_a_pick_belongs_to_its_leave(
        self, ana: Person, ben: Person, keys: Keys, out: Departure, at: datetime
    ) -> None:
        actions.pick_hello(heads_up_of(out.leave), side_of(ben), keys(ben), PICK, at)
        come_back(out, at)
        told = heads_up_of(plan_and_depart(ana, keys(ana), at).leave)
        actions.pick_hello(told, side_of(ana), keys(ana), HelloPick("none"), at)
        told.refresh_from_db()
        assert queries.picks_of(ana, keys(ana), told) == queries.Picks(mine=HelloPick("none"))
        assert queries.own_pick(ben.pk, told) is None


class TestNeed:
    def test_it_is_the_pairs_of_now(
        self, ana: Person, ben: Person, dede: Person, keys: Keys, out: Departure
    ) -> None:
        past = Membership.objects.get(person=dede)
        row = NeedAgreement(pair=past.pair, person=dede)
        keys(dede).seal(row, "words", Note("Of then."))
        row.save()
        NeedYes.objects.create(pair=past.pair, person=dede, version=1, said_at=AT)
        now = queries.agreement_of(side_of(ana))
        assert now.row and keys(ana).open(now.row, "words").text == FOR and now.by_both
        then = queries.agreement_of(past)
        assert then.row == row and (then.mine, then.theirs) == (True, False)
        assert FOR not in keys(dede).open(then.row, "words").text

    @pytest.mark.parametrize("who", STRANGERS)
    def test_nobody_else_reads_it_or_changes_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        client_of: ClientOf,
        out: Departure,
    ) -> None:
        client = client_of(request.getfixturevalue(who))
        assert FOR not in client.get(reverse("need")).content.decode()
        client.post(reverse("need"), {"words": "Mine.", "seen": "1"})
        client.post(reverse("need-yes"), {"yes": "no"})
        client.post(reverse("need-number"), {"number": "123 456"})
        client.post(reverse("need-silence"), {"silent": "yes"})
        assert queries.may_call(side_of(ana))
        assert NeedAgreement.objects.get().row_version == 1
        assert not NeedNumber.objects.exists()
        assert [mute.person_id for mute in Mute.objects.all()] != [ana.pk]

    def test_numbers_are_each_ones_own(
        self, ana: Person, ben: Person, dede: Person, keys: Keys, out: Departure
    ) -> None:
        actions.share_number(side_of(ana), keys(ana), "111 111")
        past = Membership.objects.get(person=dede)
        NeedNumber.objects.create(pair=past.pair, person=dede)
        mine, theirs = queries.own_number(side_of(ana)), queries.their_number(side_of(ben))
        assert mine is not None and mine == theirs
        assert queries.own_number(side_of(ben)) is queries.their_number(side_of(ana)) is None
        of_then = Membership.objects.get(person=ana, pair=past.pair)
        assert queries.own_number(of_then) is queries.their_number(past) is None

    def test_silence_is_its_persons(
        self, ana: Person, ben: Person, cleo: Person, dede: Person
    ) -> None:
        actions.mute(ana)
        muted = [queries.is_muted(one.pk) for one in (ana, ben, cleo, dede)]
        assert muted == [True, False, False, False]

    def test_a_call_is_heard_by_the_other_one_alone(
        self,
        ana: Person,
        ben: Person,
        cleo: Person,
        dede: Person,
        keys: Keys,
        out: Departure,
        at: datetime,
    ) -> None:
        actions.call(heads_up_of(out.leave), side_of(ben), keys(ben), uuid4(), at)
        made = NeedCall.objects.get()
        assert queries.call_to(ana, side_of(ana)) == made
        assert queries.call_to(ben, side_of(ben)) is None
        past = Membership.objects.get(person=dede)
        assert queries.call_to(dede, past) is None
        sides = (side_of(ana), side_of(ben), past)
        assert [len(queries.calls_of_the_day(side, at)) for side in sides] == [0, 1, 0]
        assert queries.call_stands(ana.pk, made.pk) and not queries.call_stands(ana.pk, uuid4())

    def test_a_call_belongs_to_its_leave(
        self, ana: Person, ben: Person, keys: Keys, out: Departure, at: datetime
    ) -> None:
        actions.call(heads_up_of(out.leave), side_of(ben), keys(ben), uuid4(), at)
        come_back(out, at)
        again = heads_up_of(plan_and_depart(ana, keys(ana), at).leave)
        assert queries.call_to(ana, side_of(ana)) is None
        assert again.pk not in queries.calls_of_the_day(side_of(ben), at)
        assert list(queries.out_now(again.pair_id, ana.pk)) == [again]
        assert list(queries.out_now(uuid4(), ana.pk)) == []

    def test_before_somebody_is_out_there_is_nobody_to_call(
        self, ana: Person, ben: Person, keys: Keys, out: Departure, at: datetime
    ) -> None:
        come_back(out, at)
        with pytest.raises(actions.NotOut):
            actions.call(heads_up_of(out.leave), side_of(ben), keys(ben), uuid4(), at)


def test_an_evening_is_its_persons_and_its_days(
    ana: Person, ben: Person, cleo: Person, dede: Person, keys: Keys, at: datetime
) -> None:
    on = date(2026, 5, 14)
    actions.check_evening(ben, keys(ben), None, on, EveningAnswers(loneliness=8))
    assert queries.evening_of(ben, on) is not None
    assert queries.evening_of(ben, on - timedelta(days=1)) is None
    assert [queries.evening_of(other, on) for other in (ana, cleo, dede)] == [None, None, None]
    actions.join_vault(ana, keys(ana, room=True))
    row = queries.evening_of(ben, on)
    assert row and keys(ben).is_letter(row, "answers")


def test_the_partner_sees_the_same_whether_an_evening_was_said_or_not(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, out: Departure
) -> None:
    asked = [reverse(name) for name in ("today", "story", "evening", "mine")]
    before = [bare(client_of(ana).get(one).content.decode()) for one in asked]
    on = date(2026, 5, 13)
    actions.check_evening(ben, keys(ben), heads_up_of(out.leave), on, EveningAnswers(loneliness=8))
    assert [bare(client_of(ana).get(one).content.decode()) for one in asked] == before
