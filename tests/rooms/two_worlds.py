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
from outandback.rooms.together.actions import keep_ritual
from outandback.rules.cares import Care
from outandback.vault.keyring import Keyring
from tests.cast import Cast, again, side_of
from tests.rooms import test_access as access
from tests.rooms.boarding import hung, switched_on
from tests.rooms.checking import shows
from tests.rooms.covering import answered as answer_to
from tests.rooms.covering import asking, offered
from tests.rooms.giving import waiting
from tests.rooms.leaving import gone, planned, told
from tests.rooms.quieting import agreed, held, told_of
from tests.rooms.returning import Returned, brought, caught_moment, returned
from tests.rooms.shelving import shelved, spun
from tests.rooms.thinking import thought
from tests.rooms.walking import Answers, Walk
from tests.rooms.wording import answered, changed

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
        back = returned(ana, hers, at - 3 * DAY)
        his_back = returned(ben, his, at - 2 * DAY)
        self.leaves = [back.leave, his_back.leave]
        waiting(back, hers, at - 3 * DAY)
        caught_moment(back.departure, hers, "kept for later", at - 3 * DAY)
        self._tells(back, his_back, hers, his)
        check_in(his_back.home, ben, his, HomeAnswers(felt=7), HomeAnswers(felt=7), ben.current, at)
        check_in(back.home, ana, hers, HomeAnswers(felt=5), HomeAnswers(felt=5), ana.current, at)
        self._keeps_traditions(back.leave, his_back.leave, hers, his)
        self._plans(hers, his)
        if his_out:
            self._goes(his)

    def _shares(self, ana: Person, ben: Person, hers: Keyring, his: Keyring) -> None:
        for person, keys in ((ana, hers), (ben, his)):
            assert person.current is not None
            shows(person, keys, Care.DISTANCE, WhoseLeaves.OWN, "Near is fine.", near="easy")
            shows(person, keys, Care.DISTANCE, WhoseLeaves.THEIRS, "Far too.", far="talk")
            share_number(person.current, keys, "+44 20 7946 0017")
            open_ledger(person.current)
            thought(person, keys, f"The kiln of {person.email}")
        keep_ritual(ana.current, hers, "parting", "Two kisses.", 0)  # type: ignore[arg-type] # she is in a pair
        keep_ritual(ben.current, his, "return", "Tea first.", 0)  # type: ignore[arg-type] # and he
        agreed(ana, ben, hers, self.at - 4 * DAY)

    def _tells(self, back: Returned, his_back: Returned, hers: Keyring, his: Keyring) -> None:
        ana, ben, at = self.ana, self.ben, self.at
        told_by_her = [
            brought(back, ana, hers, at - 2 * DAY + n * HOUR, f"Hers {n}") for n in (0, 1)
        ]
        told_by_him = [
            brought(his_back, ben, his, at - DAY + n * HOUR, f"His {n}") for n in (0, 1, 2)
        ]
        said = answered(told_by_her[0], ben, his, at - DAY)
        changed(said, ben, his, at - DAY + HOUR, thing_back="Loose steps.")
        changed(told_by_her[0], ana, hers, at - DAY, text="Hers, put otherwise")
        answered(told_by_him[0], ana, hers, at - 5 * HOUR)
        say_day(told_by_him[1], ana, hers, (at + DAY).date())
        self.tellings = [*told_by_her, *told_by_him]

    def _keeps_traditions(self, back: Leave, his_back: Leave, hers: Keyring, his: Keyring) -> None:
        ana, ben = self.ana, self.ben
        pancakes, walk = shelved(ana, hers), shelved(ben, his, "A walk on Friday")
        shelved(ana, hers, "A bath at noon")
        on = date(2026, 5, 12)
        spun(pancakes, ana, hers, "Rye goes in.", told_of(back), on)
        spun(walk, ana, hers, "Along the weir.", told_of(his_back), on)
        spun(pancakes, ben, his, "On the roof.", told_of(his_back), on)

    def _plans(self, hers: Keyring, his: Keyring) -> None:
        """What lies ahead when he leaves: hers, of which he knows, and his, of which she knows."""
        ana, ben, at = self.ana, self.ben, self.at
        self.hers = asking(ana, hers, at - DAY, children="partner", dinner="partner")
        answer_to(self.hers, ben, his, at - 5 * HOUR, blessing="Go well.", cover={"dinner": "yes"})
        pick_hello(
            told_of(self.hers),
            side_of(ben),
            his,
            HelloPick(Greeting.CALL, "2026-05-14T20:00", "Europe/London"),
            at,
        )
        another = planned(ana, hers, at - DAY, out="2026-05-15T09:00", back="2026-05-16T12:00")
        told(another, ana.current, hers, at - DAY)
        alone = planned(ana, hers, at - DAY, out="2026-05-16T18:30", back="2026-05-16T20:00")
        ahead = planned(ben, his, at - DAY, out="2026-05-15T18:30", back="2026-05-16T21:00")
        told(ahead, ben.current, his, at - DAY)
        answer_to(ahead, ana, hers, at - 5 * HOUR, blessing="Mind the tide.")
        offered(ben, his, at - DAY)
        offered(ben, his, at - DAY, out="2026-05-17T09:00", back="2026-05-17T12:00")
        offered(ana, hers, at - DAY, out="2026-05-17T14:00", back="2026-05-17T16:00")
        board = hung(ana, hers, at - DAY)
        switched_on(board, self.hers, hers)
        self.leaves += [another, alone, ahead, self.hers]

    def _goes(self, his: Keyring) -> None:
        out = planned(self.ben, his, self.at - DAY, out="2026-05-13T15:00", back="2026-05-15T12:00")
        told(out, self.ben.current, his, self.at - DAY)
        gone(out, his, self.at - 3 * HOUR)
        held(out, self.ana, self.keys(self.ana), self.at - HOUR)
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
        for telling in self.tellings[:: 1 if everywhere else 2]:
            found += [reverse(name, args=[telling.pk]) for name in access.OF_A_TELLING]
            found.append(reverse("reception", args=[telling.pk]) + "?hear=now")
        return found


def days_of_ana(couple: Couple, seed: Callable[[str], None]) -> Walk:
    """She does everything at home, sets out, does everything while out, comes back, and again
    does everything; and takes along what is hers."""
    at, leave = couple.at, couple.hers
    assert leave is not None
    walk = Walk(couple.cast.client(couple.ana, room=True), seed, (*NEVER, *STAGES))
    for turn, hour in enumerate((1, 23, 49)):
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
