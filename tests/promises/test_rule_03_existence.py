"""3. Existence is as private as content: nothing shows that there is something, or how much."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Decision, HomeAnswers, Homecoming
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import make_homecoming, make_moment, plan_and_depart
from tests.builders.quiet import make_held_note
from tests.builders.spans import make_span, some_days
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.excused import PRINTED_AROUND
from tests.promises.pages import Pages, Rows, another_world, differing, look, seen_by
from tests.promises.reading import (
    COMMENTS,
    Printed,
    built_with,
    printed,
    static,
    templates,
)

HOUR = timedelta(hours=1)
RATED = HomeAnswers(felt=2, closeness=3, energy=4, guilt=9, joy="the heron")
NOTHING = HomeAnswers()


@pytest.mark.parametrize("reading", words.of(3), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


# What stands around every page -----------------------------------------------------------------


def test_what_stands_around_every_page_fills_in_who_asks_and_nothing_else() -> None:
    around = built_on()
    found = {(one.place, name) for one in printed() if one.place in around for name in filled(one)}
    assert found == set(PRINTED_AROUND)


def built_on() -> set[str]:
    """The pages that others extend, whichever they are, with what these include."""
    names = {
        one
        for template in templates()
        for one in re.findall(r'{%\s*extends\s+"(ui/[^"]+)"', template.source)
    }
    return names | {part for one in templates() if one.name in names for part in built_with(one)}


# Words of templates, among them those that mark a sentence for translation.
OF_THE_LANGUAGE = {
    *("if", "else", "elif", "not", "or", "and", "default"),
    *("translate", "blocktranslate", "trimmed", "_"),
}


def filled(one: Printed) -> set[str]:
    """The names in what is printed or asked about; in nothing that only arranges a page."""
    arranging = r"(load|block|endblock|extends|include|csrf_token|static|url|icon|mark)\b"
    silent = re.match(arranging, one.expression) or one.expression.startswith("end")
    return set() if silent else one.names - OF_THE_LANGUAGE


def test_no_script_marks_the_app_or_its_title() -> None:
    for file in static("js", "mjs"):
        script = COMMENTS.sub("", file.read_text(encoding="utf-8"))
        assert not re.search(r"AppBadge|document\.title|favicon", script), file


# Two worlds ------------------------------------------------------------------------------------


class Kept:
    """Ana came back from one leave and is out on another; Ben was told of both, and came back."""

    def __init__(self, ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
        self.ana, self.ben, self.keys, self.at = ana, ben, keys, at
        self.of_ben = make_homecoming(ben, keys(ben), at - 6 * HOUR)
        self.back = make_homecoming(ana, keys(ana, room=True), at - 3 * HOUR)
        self.out = plan_and_depart(ana, keys(ana, room=True), at - HOUR)

    @property
    def room(self) -> Keyring:
        return self.keys(self.ana, room=True)

    def seen(self, client: Client) -> Pages:
        leaves = [self.back.leave.pk, self.out.leave_id, self.of_ben.leave.pk]
        return seen_by(client, Rows(leave_id=leaves))

    def keep_much(self) -> None:
        """Sixty moments, some of them put off, and every answer of hers kept for herself."""
        caught = [make_moment(self.out, self.room, f"Moment {n}", self.at) for n in range(30)]
        back = self.back.departure
        caught = [make_moment(back, self.room, f"Moment {n}", self.at) for n in range(30)]
        decisions = [Decision(one, "later" if n % 2 else "keep") for n, one in enumerate(caught)]
        actions.choose(self.back.home, self.room, decisions, self.ana.current, self.at)
        for home in (self.back.home, self.of_ben.home):
            self.answer(home, RATED)

    def answer(self, home: Homecoming, given: HomeAnswers) -> None:
        actions.check_in(home, self.ana, self.room, given, NOTHING, self.ana.current, self.at)


@pytest.fixture
def kept(ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock) -> Kept:
    clock(at)
    return Kept(ana, ben, keys, at)


def test_the_partner_sees_the_same_with_nothing_kept_and_with_sixty_moments(
    kept: Kept, ben: Person, client_of: ClientOf
) -> None:
    with another_world():
        nothing = kept.seen(client_of(ben, room=True))
    kept.keep_much()
    assert differing(nothing, kept.seen(client_of(ben, room=True))) == []


def test_days_that_are_marked_and_not_shared_move_no_byte_of_the_partners(
    kept: Kept, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    """Nor of one's own pages, while the room is closed."""
    closed, open_ = client_of(ana), client_of(ben, room=True)
    nothing = kept.seen(closed), kept.seen(open_)
    for left_out in (True, False):
        make_span(ana, kept.room, some_days(left_out=left_out))
    assert differing(nothing[0], kept.seen(closed)) == []
    assert differing(nothing[1], kept.seen(open_)) == []
    make_span(ana, kept.room, shared=True)
    seen = differing(nothing[1], kept.seen(open_))
    assert len(seen) == 1 and reverse("spans") in str(seen)


def test_no_page_tells_the_one_who_is_out_that_fifty_notes_are_held(
    kept: Kept, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    with another_world():
        none = kept.seen(client_of(ana, room=True))
    for number in range(50):
        make_held_note(kept.out.leave, ben, keys(ben), at, f"Note {number}")
    assert differing(none, kept.seen(client_of(ana, room=True))) == []


def test_passed_put_off_and_not_looked_at_are_one_to_the_partner(
    kept: Kept, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    moment = make_moment(kept.back.departure, kept.room, "Slack first", at)
    worlds = []
    for what in ("", "later", "keep"):
        with another_world():
            if what:
                decided = [Decision(moment, what)]
                actions.choose(kept.back.home, kept.room, decided, kept.ana.current, at)
                kept.answer(kept.back.home, RATED if what == "later" else NOTHING)
            worlds.append(kept.seen(client_of(ben)))
    assert differing(worlds[0], worlds[1]) == differing(worlds[0], worlds[2]) == []


def test_these_worlds_do_show_what_is_shared(
    kept: Kept, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    """So that the tests above are known to look in the right place."""
    home, mine = kept.back.home, kept.ana.current
    actions.check_in(home, kept.ana, kept.room, RATED, HomeAnswers(felt=2), mine, at)
    page = look(client_of(ben), reverse("check-in", args=[kept.back.leave.pk]))
    assert any("All in all 2." in one for one in page.pieces)
