"""The same couple in several worlds, told apart by whether Ben has left silently.

Everything between the two is there when it happens: leaves of both, things told and answered,
notes held, hours offered, what they agreed on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from outandback.rooms.comeback.actions import check_in, say_day
from outandback.rooms.comeback.models import HomeAnswers, Telling
from outandback.rooms.comfort.models import WhoseLeaves
from outandback.rooms.cover.actions import open_ledger
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.actions import pick_hello, share_number
from outandback.rooms.quiet.models import Greeting, HelloPick
from outandback.rooms.spans.models import MarkedSpan
from outandback.rooms.together.actions import count_in, keep_ritual, note_had
from outandback.rooms.together.models import TimeTogether
from outandback.rooms.trips.models import Trip
from outandback.rules.cares import Care
from outandback.vault.keyring import Keyring
from tests.builders.boards import hang_board, show_on_board
from tests.builders.calendars import bring_in_file
from tests.builders.comfort import show_comfort
from tests.builders.cover import make_answer, make_leave_with_needs, make_window
from tests.builders.homecomings import Returned, make_homecoming, make_moment, make_telling
from tests.builders.ideas import make_idea
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.builders.lessons import make_waiting_moment
from tests.builders.quiet import agree_on_need, heads_up_of, make_held_note
from tests.builders.rhythms import make_rhythm
from tests.builders.shown import make_shown
from tests.builders.spans import make_span
from tests.builders.times_together import make_time_together
from tests.builders.traditions import make_spin, make_tradition
from tests.builders.trips import make_hours, some_trip, tell_hours
from tests.builders.versions import change_words, make_reception, make_reply
from tests.cast import Cast, again, side_of
from tests.everywhere import test_access as access
from tests.everywhere.walking import Answers, Walk

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STAGES = ("departure", "homecoming")
# What a walk keeps away from, and why.
NEVER = {
    **dict.fromkeys(
        ("parting", "erasure", "pair-words-differ", "parting-notice"), "ends the pair: see below"
    ),
    **dict.fromkeys(("account_logout", "lock", "exit"), "ends the walk"),
    **dict.fromkeys(("opening", "passphrase", "export"), "of the doors; the export is read apart"),
    **dict.fromkeys(
        ("recovery", "recovery-wait", "recovery-calling-off", "recovery-sheet"), "of the doors"
    ),
    **dict.fromkeys(("start-recovery", "start-recovery-check"), "prints a code drawn by chance"),
    **dict.fromkeys(("start-host",), "says who runs the server, to everybody"),
    **dict.fromkeys(("keepsake-pdf",), "a file with the time of its making"),
    **dict.fromkeys(("account_reauthenticate", "mfa_index"), "of signing in"),
    **dict.fromkeys(("mfa_add_webauthn", "mfa_activate_totp"), "draws by chance"),
}


@dataclass
class Couple:
    """Ana, who stays, and Ben, who may leave; `leaves` are those that have pages."""

    cast: Cast
    clock: Callable[[datetime], None]
    at: datetime
    leaves: list[Leave] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    hers: Leave | None = None
    trip: Trip | None = None
    times: list[TimeTogether] = field(default_factory=list)
    spans: list[MarkedSpan] = field(default_factory=list)

    @property
    def ana(self) -> Person:
        return again(self.cast.people["Ana"])

    @property
    def ben(self) -> Person:
        return again(self.cast.people["Ben"])

    def keys(self, person: Person) -> Keyring:
        return self.cast.keys(person, room=True)

    def lives(self, his_out: bool) -> None:
        """Everything that two may have between them, a week before and up to now."""
        ana, ben, at = self.ana, self.ben, self.at
        hers, his = self.keys(ana), self.keys(ben)
        self._shares(ana, ben, hers, his)
        back = make_homecoming(ana, hers, at - 3 * DAY)
        his_back = make_homecoming(ben, his, at - 2 * DAY)
        self.leaves = [back.leave, his_back.leave]
        make_waiting_moment(back, hers, at - 3 * DAY)
        make_moment(back.departure, hers, "kept for later", at - 3 * DAY)
        self._tells(back, his_back, hers, his)
        check_in(his_back.home, ben, his, HomeAnswers(felt=7), HomeAnswers(felt=7), ben.current, at)
        check_in(back.home, ana, hers, HomeAnswers(felt=5), HomeAnswers(felt=5), ana.current, at)
        self._keeps_traditions(back.leave, his_back.leave, hers, his)
        self._travels(hers, his)
        self._plans(hers, his)
        if his_out:
            self._goes(his)

    def _shares(self, ana: Person, ben: Person, hers: Keyring, his: Keyring) -> None:
        for person, keys in ((ana, hers), (ben, his)):
            assert person.current is not None
            show_comfort(person, keys, Care.DISTANCE, WhoseLeaves.OWN, "Near is fine.", near="easy")
            show_comfort(person, keys, Care.DISTANCE, WhoseLeaves.THEIRS, "Far too.", far="talk")
            share_number(person.current, keys, "+44 20 7946 0017")
            open_ledger(person.current)
            make_idea(person, keys, f"The kiln of {person.email}")
            make_shown(person, keys, self.at - DAY)
            bring_in_file(person, keys, self.at, shared=True)
            self.spans.append(make_span(person, keys, shared=True))
        keep_ritual(ana.current, hers, "parting", "Two kisses.", 0)  # type: ignore[arg-type] # she is in a pair
        keep_ritual(ben.current, his, "return", "Tea first.", 0)  # type: ignore[arg-type] # and he
        agree_on_need(ana, ben, hers, self.at - 4 * DAY)

    def _tells(self, back: Returned, his_back: Returned, hers: Keyring, his: Keyring) -> None:
        ana, ben, at = self.ana, self.ben, self.at
        told_by_her = [
            make_telling(back, ana, hers, at - 2 * DAY + n * HOUR, f"Hers {n}") for n in (0, 1)
        ]
        told_by_him = [
            make_telling(his_back, ben, his, at - DAY + n * HOUR, f"His {n}") for n in (0, 1, 2)
        ]
        said = make_reception(told_by_her[0], ben, his, at - DAY)
        change_words(said, ben, his, at - DAY + HOUR, thing_back="Loose steps.")
        change_words(told_by_her[0], ana, hers, at - DAY, text="Hers, put otherwise")
        make_reception(told_by_him[0], ana, hers, at - 5 * HOUR)
        replied = make_reply(told_by_her[0], ana, hers, at - 12 * HOUR)
        change_words(replied, ana, hers, at - 11 * HOUR, text="Wen, from the wool stall.")
        make_reply(told_by_him[0], ben, his, at - 4 * HOUR)
        say_day(told_by_him[1], ana, hers, (at + DAY).date(), at)
        self.tellings = [*told_by_her, *told_by_him]

    def _keeps_traditions(self, back: Leave, his_back: Leave, hers: Keyring, his: Keyring) -> None:
        ana, ben = self.ana, self.ben
        pancakes, walk = make_tradition(ana, hers), make_tradition(ben, his, "A walk on Friday")
        make_tradition(ana, hers, "A bath at noon")
        on = date(2026, 5, 12)
        make_spin(pancakes, ana, hers, "Rye goes in.", heads_up_of(back), on)
        make_spin(walk, ana, hers, "Along the weir.", heads_up_of(his_back), on)
        make_spin(pancakes, ben, his, "On the roof.", heads_up_of(his_back), on)

    def _travels(self, hers: Keyring, his: Keyring) -> None:
        """A trip that begins soon, with hours of each in it that the other was told of."""
        ana, ben, at = self.ana, self.ben, self.at - DAY
        first = (self.at + 4 * DAY).date()
        self.trip = some_trip(ana, hers, at, "The sea", first, first + 3 * DAY)
        for number, (person, keys) in enumerate(((ana, hers), (ben, his)), 1):
            day = (first + number * DAY).isoformat()
            known = {"out": f"{day}T14:00", "back": f"{day}T17:00", "meet_at": f"{day}T19:00"}
            tell_hours(make_hours(self.trip, person, keys, at, **known), person, keys, at)

    def _plans(self, hers: Keyring, his: Keyring) -> None:
        """What lies ahead when he leaves: hers, of which he knows, and his, of which she knows."""
        ana, ben, at = self.ana, self.ben, self.at
        self.hers = make_leave_with_needs(ana, hers, at - DAY, children="partner", dinner="partner")
        make_answer(
            self.hers, ben, his, at - 5 * HOUR, blessing="Go well.", cover={"dinner": "yes"}
        )
        pick_hello(
            heads_up_of(self.hers),
            side_of(ben),
            his,
            HelloPick(Greeting.CALL, "2026-05-14T20:00", "Europe/London"),
            at,
        )
        another = make_leave(ana, hers, at - DAY, out="2026-05-15T09:00", back="2026-05-16T12:00")
        make_heads_up(another, ana.current, hers, at - DAY)
        alone = make_leave(ana, hers, at - DAY, out="2026-05-16T18:30", back="2026-05-16T20:00")
        ahead = make_leave(ben, his, at - DAY, out="2026-05-15T18:30", back="2026-05-16T21:00")
        make_heads_up(ahead, ben.current, his, at - DAY)
        make_answer(ahead, ana, hers, at - 5 * HOUR, blessing="Mind the tide.")
        make_window(ben, his, at - DAY)
        make_window(ben, his, at - DAY, out="2026-05-17T09:00", back="2026-05-17T12:00")
        make_window(ana, hers, at - DAY, out="2026-05-17T14:00", back="2026-05-17T16:00")
        make_rhythm(another, hers, at - DAY, weekdays=["4"])
        make_rhythm(alone, hers, at - DAY, weekdays=["5"])
        make_rhythm(ahead, his, at - DAY, weekdays=["4"], weeks=2)
        self._holds(hers, his)
        board = hang_board(ana, hers, at - DAY)
        show_on_board(board, self.hers, hers)
        self.leaves += [another, alone, ahead, self.hers]

    def _holds(self, hers: Keyring, his: Keyring) -> None:
        """Time together: of both, of each alone, one that comes again, and one that was."""
        ana, ben, at = self.ana, self.ben, self.at - DAY
        both = make_time_together(ana, hers, at)
        count_in(both, side_of(ben), at)
        weekly = make_time_together(ana, hers, at, "2026-05-12T18:00", "2026-05-12T19:00", weeks=1)
        note_had(weekly, side_of(ben), his, date(2026, 5, 12), "Rain.", at)
        alone = make_time_together(ana, hers, at, "2026-05-19T18:00", "", title="Hers alone")
        theirs = make_time_together(ben, his, at, "2026-05-13T18:30", "", title="His alone")
        self.times = [both, weekly, alone, theirs]

    def _goes(self, his: Keyring) -> None:
        out = make_leave(
            self.ben, his, self.at - DAY, out="2026-05-13T15:00", back="2026-05-15T12:00"
        )
        make_heads_up(out, self.ben.current, his, self.at - DAY)
        make_departure(out, his, self.at - 3 * HOUR)
        make_held_note(out, self.ana, self.keys(self.ana), self.at - HOUR)
        self.leaves.append(out)

    def addresses(self, everywhere: bool) -> list[str]:
        """Today, and every address of the rows that have one; or of the access tables, too."""
        found = [reverse("today")]
        names = access.SIGNED_IN_ONLY | access.FOR_ANYBODY if everywhere else set()
        for name in sorted(names - set(NEVER)):
            try:
                found.append(reverse(name))
            except NoReverseMatch:
                continue
        for leave in self.leaves if everywhere else self.leaves[-2:]:
            found += [reverse(name, args=[leave.pk]) for name in access.OF_A_LEAVE]
        for span in self.spans:
            found += [reverse(name, args=[span.pk]) for name in access.OF_A_SPAN]
        for row in self.times:
            found += [reverse(name, args=[row.pk]) for name in access.OF_TIME_TOGETHER]
        for telling in self.tellings[:: 1 if everywhere else 2]:
            found += [reverse(name, args=[telling.pk]) for name in access.OF_A_TELLING]
            found.append(reverse("reception", args=[telling.pk]) + "?hear=now")
        found += [reverse(name, args=[3]) for name in sorted(access.OF_A_QUESTION)]
        if self.trip:
            found += [reverse(name, args=[self.trip.pk]) for name in access.OF_A_TRIP]
        return found


def days_of_ana(couple: Couple, seed: Callable[[str], None], evenings: int = 3) -> Walk:
    """She does everything at home, sets out, does everything while out, comes back, and again
    does everything, an evening each; and takes along what is hers."""
    at, leave = couple.at, couple.hers
    assert leave is not None
    walk = Walk(couple.cast.client(couple.ana, room=True), seed, (*NEVER, *STAGES))
    for turn, hour in enumerate((1, 23, 49)[:evenings]):
        couple.clock(at + hour * HOUR)
        seed(f"evening {hour}")
        walk.client = couple.cast.client(couple.ana, room=True)
        walk.look(reverse("today"))
        if turn == 1:
            walk.send(reverse("departure", args=[leave.pk]), {"guilt": "7"})
        if turn == 2:
            walk.send(reverse("homecoming", args=[leave.pk]), {})
        pages = walk.look_round(couple.addresses(everywhere=turn == 0))
        walk.do_everything(pages, turn)
        walk.take_along()
    walk.look_round(couple.addresses(everywhere=False))
    return walk


def in_a_world(act: Callable[[], Answers]) -> Answers:
    """Do it, and undo it."""
    before = transaction.savepoint()
    try:
        return act()
    finally:
        transaction.savepoint_rollback(before)
