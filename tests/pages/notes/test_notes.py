"""Held notes: written at home, handed over by the return and by nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import HandedOver, HeldNote, NoteState
from outandback.vault.writing import Stale
from outandback.web.key_checks import KEYS_CHANGED
from tests.builders.homecomings import plan_and_depart
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.quiet import WORDS, heads_up_of, make_held_note
from tests.cast import PASSPHRASE, Cast, side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_export import from_before, taken

HOUR = timedelta(hours=1)


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    """Ana is out, and Ben was told."""
    clock(at + HOUR)
    return plan_and_depart(ana, keys(ana), at)


def url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def typed(text: str = WORDS, **more: str) -> dict[str, str]:
    return {"form_id": str(uuid4()), "text": text, **more}


def state(note: HeldNote) -> NoteState:
    return HeldNote.objects.select_related("handed_over").get(pk=note.pk).state


class TestHolding:
    def test_a_note_is_sealed_for_the_two_and_waits(
        self, ben: Person, ana: Person, keys: Keys, client_of: ClientOf, out: Departure
    ) -> None:
        answer = client_of(ben).post(url("held-notes", out.leave_id), typed())
        assert (answer.status_code, answer["Location"]) == (303, url("held-notes", out.leave_id))
        [note] = queries.notes_by(ben, heads_up_of(out.leave))
        assert note.state is NoteState.HELD
        assert keys(ben).open(note, "words").text == WORDS
        assert WORDS.encode() not in bytes(note.words)
        page = client_of(ben).get(url("held-notes", out.leave_id)).content.decode()
        assert "Kept for later" in page and WORDS in page and "ead it" not in page

    def test_from_today_one_stays_on_today(
        self, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        client = client_of(ben)
        answer = client.post(url("held-notes", out.leave_id), typed(next="/"))
        assert answer["Location"] == "/"
        page = client.get("/").content.decode()
        assert WORDS in page and "Kept for later" in page and "Take it back" in page

    def test_one_form_sent_twice_is_one_note_and_other_words_are_another(
        self, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        client, form = client_of(ben), typed()
        for sent in (form, form, {**form, "text": "Other words."}):
            client.post(url("held-notes", out.leave_id), sent)
        assert HeldNote.objects.count() == 2

    @pytest.mark.parametrize("text", ["", "  ", "é" * 8193])
    def test_what_can_not_be_held_stays_on_the_page(
        self, text: str, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        answer = client_of(ben).post(url("held-notes", out.leave_id), typed(text))
        assert answer.status_code == 422 and text.strip() in answer.content.decode()
        assert not HeldNote.objects.exists()

    def test_with_closed_keys_the_words_stay_on_the_page(
        self, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        client = client_of(ben)
        for name in [name for name in client.cookies if "ob_s" in name and "session" not in name]:
            del client.cookies[name]
        answer = client.post(url("held-notes", out.leave_id), typed())
        assert answer.status_code == 422 and WORDS in answer.content.decode()

    def test_keys_that_changed_are_refused_and_the_words_stay(
        self,
        ben: Person,
        ana: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def changed(*_: object) -> None:
            raise KeysChanged

        monkeypatch.setattr(actions, "still_in", changed)
        answer = client_of(ben).post(url("held-notes", out.leave_id), typed())
        assert answer.status_code == 422 and WORDS in answer.content.decode()
        assert KEYS_CHANGED[:40] in answer.content.decode() and not HeldNote.objects.exists()

    def test_before_anybody_is_out_nothing_is_held_and_nothing_is_lost(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        ahead = make_leave(ana, keys(ana), at)
        make_heads_up(ahead, ana.current, keys(ana), at)
        page = client_of(ben).get(url("held-notes", ahead.pk)).content.decode()
        assert "<textarea" not in page
        answer = client_of(ben).post(url("held-notes", ahead.pk), typed())
        assert answer.status_code == 409 and WORDS in answer.content.decode()
        assert not HeldNote.objects.exists()

    def test_one_can_not_hold_a_note_for_oneself(
        self, ana: Person, client_of: ClientOf, out: Departure
    ) -> None:
        client_of(ana).post(url("held-notes", out.leave_id), typed())
        assert not HeldNote.objects.exists()

    def test_both_out_at_once_notes_are_held_for_both(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        his = plan_and_depart(ben, keys(ben), at)
        assert url("held-notes", out.leave_id) in client_of(ben).get("/").content.decode()
        client_of(ben).post(url("held-notes", out.leave_id), typed("For Ana"))
        client_of(ana).post(url("held-notes", his.leave_id), typed("For Ben"))
        come_back(out, at + HOUR)
        assert [state(note) for note in HeldNote.objects.filter(person=ben)] == [
            NoteState.HANDED_OVER
        ]
        assert [state(note) for note in HeldNote.objects.filter(person=ana)] == [NoteState.HELD]
        assert "For Ana" in client_of(ana).get(url("homecoming", out.leave_id)).content.decode()
        come_back(his, at + HOUR)
        assert "For Ben" in client_of(ben).get(url("homecoming", his.leave_id)).content.decode()


class TestChangingOnesMind:
    def test_other_words(
        self, ben: Person, keys: Keys, client_of: ClientOf, out: Departure, at: datetime
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        answer = client_of(ben).post(url("held-note", note.pk), {"seen": "1", "text": "Other."})
        assert answer.status_code == 303
        note.refresh_from_db()
        assert (keys(ben).open(note, "words").text, note.row_version) == ("Other.", 2)

    def test_taken_back_it_is_not_handed_over_and_can_be_held_again(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        notes = [make_held_note(out.leave, ben, keys(ben), at, text) for text in ("One.", "Two.")]
        client = client_of(ben)
        for note in notes:
            answer = client.post(url("held-note-withdrawal", note.pk))
            assert answer["Location"] == url("held-note", note.pk)
        page = client.get(url("held-note", notes[0].pk)).content.decode()
        assert "Taken back." in page and "Hold this note again" in page and "One." in page
        client.post(url("held-note", notes[0].pk), {"seen": "2", "text": "One."})
        come_back(out, at + HOUR)
        assert [state(note) for note in notes] == [NoteState.HANDED_OVER, NoteState.WITHDRAWN]
        assert "Two." not in client_of(ana).get(url("homecoming", out.leave_id)).content.decode()

    def test_two_devices_keep_both_versions(
        self, ben: Person, keys: Keys, client_of: ClientOf, out: Departure, at: datetime
    ) -> None:
        note, client = make_held_note(out.leave, ben, keys(ben), at), client_of(ben)
        client.post(url("held-note", note.pk), {"seen": "1", "text": "From the tablet."})
        answer = client.post(url("held-note", note.pk), {"seen": "1", "text": "From the phone."})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "From the tablet." in page and "From the phone." in page
        again = client.post(url("held-note", note.pk), {"seen": "2", "text": "From the phone."})
        assert again.status_code == 303
        note.refresh_from_db()
        assert keys(ben).open(note, "words").text == "From the phone."

    def test_a_change_of_what_was_taken_back_elsewhere_asks_first(
        self, ben: Person, keys: Keys, client_of: ClientOf, out: Departure, at: datetime
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        actions.withdraw_note(note, at)
        answer = client_of(ben).post(url("held-note", note.pk), {"seen": "1", "text": "Still on."})
        assert answer.status_code == 409 and state(note) is NoteState.WITHDRAWN

    def test_after_the_return_it_stays_as_it_is(
        self, ben: Person, keys: Keys, client_of: ClientOf, out: Departure, at: datetime
    ) -> None:
        note, client = make_held_note(out.leave, ben, keys(ben), at), client_of(ben)
        come_back(out, at + HOUR)
        client.post(url("held-note-withdrawal", note.pk))
        answer = client.post(url("held-note", note.pk), {"seen": "1", "text": "Too late."})
        assert answer.status_code == 409
        assert WORDS in answer.content.decode() and "Too late." in answer.content.decode()
        assert state(note) is NoteState.HANDED_OVER
        note.refresh_from_db()
        assert keys(ben).open(note, "words").text == WORDS
        page = client.get(url("held-note", note.pk)).content.decode()
        assert "<textarea" not in page and "Take it back" not in page

    def test_the_verbs_refuse_by_themselves(
        self, ben: Any, keys: Keys, out: Departure, at: datetime
    ) -> None:
        """Also one that was taken back is not held again once there is nothing to wait for."""
        notes = [make_held_note(out.leave, ben, keys(ben), at) for _ in range(2)]
        actions.withdraw_note(notes[1], at)
        come_back(out, at)
        for note, seen in zip(notes, (1, 2), strict=True):
            with pytest.raises(Stale):
                actions.change_note(note, ben.current, keys(ben), seen, "No.")
            actions.withdraw_note(note, at)
        assert [state(note) for note in notes] == [NoteState.HANDED_OVER, NoteState.WITHDRAWN]


class TestTheReturn:
    def test_it_hands_over_and_shows_the_notes_first(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        make_held_note(out.leave, ben, keys(ben), at)
        client = client_of(ana)
        client.post(url("homecoming", out.leave_id))
        assert HandedOver.objects.get().handed_at == at + HOUR
        page = client.get(url("homecoming", out.leave_id)).content.decode()
        assert page.index("Kept for you") < page.index(WORDS) < page.index("All in all")
        assert (
            url("held-notes", out.leave_id)
            in client.get(url("leave", out.leave_id)).content.decode()
        )
        assert WORDS in client.get(url("held-notes", out.leave_id)).content.decode()

    def test_said_twice_or_handed_over_twice_it_is_handed_over_once(
        self, ben: Person, keys: Keys, out: Departure, at: datetime
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        for later in range(2):
            come_back(out, at + later * HOUR)
            actions.hand_over_held_notes(out.leave, at + later * HOUR)
        assert HandedOver.objects.get(note=note).handed_at == at

    def test_without_notes_there_is_no_word_of_them(
        self, ana: Person, client_of: ClientOf, out: Departure, at: datetime
    ) -> None:
        come_back(out, at)
        assert (
            "Kept for you<"
            not in client_of(ana).get(url("homecoming", out.leave_id)).content.decode()
        )

    def test_its_writer_does_not_learn_whether_it_was_read(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        come_back(out, at)
        asked = [url("held-note", note.pk), url("held-notes", out.leave_id)]
        before = [client_of(ben).get(one).content.split(b"<main")[1] for one in asked]
        assert b"With Ana since the return." in before[0]
        client_of(ana).get(url("homecoming", out.leave_id))
        client_of(ana).get(url("held-notes", out.leave_id))
        assert [client_of(ben).get(one).content.split(b"<main")[1] for one in asked] == before

    def test_no_clock_releases_it(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
        clock: Clock,
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        for jump in (-10 * 365, -1, 1, 10 * 365):
            clock(at + timedelta(days=jump))
            for name in ("today", "story"):
                assert WORDS not in client_of(ana).get(url(name)).content.decode()
            answer = client_of(ana).get(url("held-notes", out.leave_id))
            assert answer["Location"] == url("away", out.leave_id)
            assert state(note) is NoteState.HELD

    def test_what_arrives_after_the_return_stays_with_its_writer(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, at: datetime
    ) -> None:
        come_back(out, at)
        client = client_of(ben)
        answer = client.post(url("held-notes", out.leave_id), typed("Late words."))
        note = HeldNote.objects.get()
        assert (answer["Location"], note.state) == (url("held-note", note.pk), NoteState.STAYED)
        page = client.get(answer["Location"]).content.decode()
        assert "Not handed over: Ana was back." in page and "Late words." in page
        assert "Late words." in client.get(url("held-notes", out.leave_id)).content.decode()
        actions.hand_over_held_notes(out.leave, at)
        assert state(note) is NoteState.STAYED
        for name in ("homecoming", "held-notes", "leave"):
            page = client_of(ana).get(url(name, out.leave_id)).content.decode()
            assert "Late words." not in page

    def test_once_one_of_the_two_has_left_notes_stay_where_they_were(
        self,
        ana: Person,
        ben: Person,
        cast: Cast,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        cast.part(side_of(ana), at + HOUR)
        come_back(out, at + 2 * HOUR)
        assert state(note) is NoteState.HELD and not HandedOver.objects.exists()
        assert WORDS not in client_of(ana).get(url("homecoming", out.leave_id)).content.decode()
        answer = client_of(ben).post(url("held-note", note.pk), {"seen": "1", "text": "More."})
        assert answer.status_code == 409 and "More." in answer.content.decode()
        assert WORDS in client_of(ben, room=True).get(url("held-note", note.pk)).content.decode()

    def test_what_was_handed_over_stays_after_a_parting(
        self,
        ana: Person,
        ben: Person,
        cast: Cast,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        note = make_held_note(out.leave, ben, keys(ben), at)
        come_back(out, at)
        cast.part(side_of(ben), at + HOUR)
        assert Membership.objects.filter(person=ana, ended_at=None).count() == 0
        page = client_of(ana, room=True).get(url("homecoming", out.leave_id)).content.decode()
        assert WORDS not in page, "what is of a past pair stands on no page of now"
        hers, his = (from_before(taken(client_of(one), PASSPHRASE)) for one in (ana, ben))
        for notes in (hers["partner_notes"], his["held_notes"]):
            assert [one["words"] for one in notes] == [{"text": WORDS}]
        assert WORDS in client_of(ben, room=True).get(url("held-note", note.pk)).content.decode()
