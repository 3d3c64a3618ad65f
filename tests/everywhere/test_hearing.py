"""Capacity comes first: until its listener says that they can hear it, no page of theirs shows the
words of a telling, whichever page it is; and that they opened it shows nowhere but there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Decision, Received, Telling, Told
from outandback.rooms.giving.actions import name_day
from outandback.rooms.hearing.models import Listening
from outandback.rooms.people.models import Person
from outandback.rooms.versions.actions import put_otherwise
from tests.builders.homecomings import Returned, make_moment, open_tellings
from tests.builders.leaves import bare
from tests.builders.media import PHOTO, VOICE, make_telling_with_media
from tests.builders.traditions import make_tradition
from tests.cast import side_of
from tests.everywhere import test_access as access
from tests.fixtures import ClientOf, Keys

HOUR = timedelta(hours=1)
SEARCH, KEEPSAKE = "/story/search/", "/story/keepsake/"
MAY = {"since": "2026-05", "until": "2026-05"}
# One word for each box of a telling, so that it shows which of them came through.
WORDS = {
    **{"text": "Zephyrtext", "verb": "Zephyrverb", "adverb": "Zephyradverb", "gift": "Zephyrgift"},
    **{"adjective": "Zephyradjective", "how": "Zephyrhow", "ten": "Zephyrten"},
}
EARLIER = "Zephyrearlier"
LOOKING_BACK = ("/", "/story/", f"{SEARCH}?kind=aha", f"{KEEPSAKE}?since=2026-05&until=2026-05")
# What draws a secret anew each time has another body each time.
RANDOM = {"mfa_activate_totp", "mfa_add_webauthn"}
# A file that its person asks for holds all that they were told.
IN_FULL = {"export"}


def test_every_box_of_a_telling_has_a_word_to_look_for() -> None:
    plain = {"kind", "weight", "photo", "voice", "way", "changed_at"}
    assert set(Told.__dataclass_fields__) - plain == set(WORDS)


@pytest.fixture
def tender(
    back: Returned, ana: Person, ben: Person, keys: Keys, at: datetime, clock: Callable[..., None]
) -> Telling:
    """A lesson of Ana's with every box filled, put otherwise once, and today is its day."""
    clock(at)
    room = keys(ana, room=True)
    moment = make_moment(back.departure, room, "kept", at)
    lesson = Told("aha", way="teach", weight="tender", **(WORDS | {"text": EARLIER}))
    decision = Decision(moment, "teach", given=lesson)
    actions.choose(back.home, room, [decision], ana.current, at)
    telling = Telling.objects.get()
    assert ana.current
    name_day(telling, ana.current, room, at.date(), at)
    row = Telling.objects.get()
    put_otherwise(row, ana.current, room, row.row_version, {"text": WORDS["text"]}, at + HOUR)
    return Telling.objects.get()


def addresses(telling: Telling) -> list[str]:
    """Every address that a signed-in person can ask for, with each id that it takes."""
    names = (access.SIGNED_IN_ONLY | access.FOR_ANYBODY) - RANDOM - IN_FULL
    plain = (bare_address(name) for name in sorted(names))
    return [*filter(None, plain), *of_it(telling)]


def of_it(telling: Telling) -> list[str]:
    """Those that are about this telling or its leave, and those that look back."""
    leave = telling.homecoming.leave_id
    plain = [reverse(name, args=[leave]) for name in access.OF_A_LEAVE]
    plain += [reverse(name, args=[telling.pk]) for name in access.OF_A_TELLING]
    plain += [
        "/",
        "/story/",
        f"/story/?at={leave}",
        "/story/year/2026/",
        f"{KEEPSAKE}?leave={leave}",
    ]
    return [*plain, f"{KEEPSAKE}?since=2026-05&until=2026-05", f"{SEARCH}?kind=aha"]


def bare_address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def body_of(client: Client, address: str, **posted: object) -> str:
    answer: Any = client.post(address, posted) if posted else client.get(address)
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if raw.startswith(b"PK"):
        archive = ZipFile(BytesIO(raw))
        raw = b"\n".join(archive.read(name) for name in archive.namelist())
    return (
        f"{answer.status_code} {answer.get('Location', '')}\n{bare(raw.decode(errors='replace'))}"
    )


def found_in(
    browser: Callable[[], Client], telling: Telling, asked: Iterable[str] = LOOKING_BACK
) -> dict[str, list[str]]:
    """Where a word of the telling shows, page by page, each in a browser that has just come."""
    pages = {address: body_of(browser(), address) for address in asked}
    for word in (*WORDS.values(), EARLIER):
        pages[f"look for {word}"] = body_of(browser(), SEARCH, words=word).replace(
            f'value="{word}"', ""
        )
    pages["pdf"] = body_of(browser(), f"{KEEPSAKE}pdf/", **MAY)
    pages["titled"] = body_of(browser(), KEEPSAKE, title="May", **MAY)
    words = (*WORDS.values(), EARLIER)
    shown = {page: [word for word in words if word in body] for page, body in pages.items()}
    return {page: found for page, found in shown.items() if found}


class TestBefore:
    def test_no_page_of_the_listener_shows_a_word_of_it(
        self, ben: Person, tender: Telling, client_of: ClientOf
    ) -> None:
        every = addresses(tender)
        assert found_in(lambda: client_of(ben, room=True), tender, every) == {}

    def test_nor_does_any_form_that_comes_back_from_there(
        self, ana: Person, ben: Person, tender: Telling, client_of: ClientOf, keys: Keys
    ) -> None:
        """Sent empty, or with something to put right, by whoever never pressed “Now”."""
        on_shelf = reverse("tradition", args=[make_tradition(ana, keys(ana)).pk])
        asked = [reverse(name, args=[tender.pk]) for name in access.OF_A_TELLING]
        shown = {}
        for address in (*asked, f"{on_shelf}?from={tender.pk}"):
            for typed in ({"own": ""}, {"on": "never"}, {"words": "", "seen": "x"}):
                body = body_of(client_of(ben, room=True), address, **typed)
                if found := [word for word in (*WORDS.values(), EARLIER) if word in body]:
                    shown[address] = found
        assert shown == {} and not Listening.objects.exists()

    def test_nor_a_photo_or_a_voice(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        along: Any = {"photo": [PHOTO], "voice": [VOICE]}
        telling = make_telling_with_media(
            back.home, keys(ana, room=True), side_of(ana), at, **along
        )
        client = client_of(ben)
        for what, status in (("telling-photo", 404), ("telling-voice", 404)):
            assert client.get(reverse(what, args=[telling.pk])).status_code == status
        assert "/photo/" not in client.get("/story/").content.decode()
        client.get(reverse("reception", args=[telling.pk]), {"hear": "now"})
        for what in ("telling-photo", "telling-voice"):
            assert client.get(reverse(what, args=[telling.pk])).status_code == 200

    def test_the_story_says_that_something_was_brought_and_where_to_hear_it(
        self, ben: Person, tender: Telling, client_of: ClientOf
    ) -> None:
        for page in ("/story/", f"{SEARCH}?whose="):
            assert "Something was brought back." in client_of(ben).get(page).content.decode()
        way = f'{reverse("reception", args=[tender.pk])}">Hear it</a>'
        assert way in client_of(ben).get("/story/").content.decode()

    def test_the_teller_has_all_of_it_in_each_of_these_pages(
        self, ana: Person, tender: Telling, client_of: ClientOf
    ) -> None:
        """So that the tests above are known to look in the right places."""
        found = found_in(lambda: client_of(ana, room=True), tender)
        for page in (
            "/story/",
            "/",
            f"{KEEPSAKE}?since=2026-05&until=2026-05",
            f"{SEARCH}?kind=aha",
            "look for Zephyrtext",
            "titled",
        ):
            assert "Zephyrten" in found[page], page
        assert EARLIER in body_of(client_of(ana), reverse("versions", args=[tender.pk]))


class TestAfter:
    @pytest.mark.parametrize("how", ["now", "answer", "keepsake"])
    def test_once_they_can_hear_it_it_stands_in_their_story_and_is_found(
        self, how: str, ben: Person, tender: Telling, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        client = client_of(ben)
        if how == "now":
            client.get(reverse("reception", args=[tender.pk]), {"hear": "now"})
        elif how == "answer":
            client.post(reverse("reception", args=[tender.pk]), {"own": "Slack!"})
        else:
            answer = client.post(KEEPSAKE, {**MAY, "hear": "now"})
            assert "Zephyrtext" in client.get(answer["Location"]).content.decode()
        found = found_in(lambda: client_of(ben, room=True), tender)
        for page in ("/story/", f"{SEARCH}?kind=aha", "look for Zephyrtext"):
            assert "Zephyrtext" in found[page], page
        assert EARLIER in body_of(client, reverse("versions", args=[tender.pk]))

    def test_an_answer_that_was_taken_back_leaves_it_open(
        self, ben: Person, tender: Telling, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        actions.withdraw(actions.receive(tender, ben, keys(ben), Received("Slack!"), at), at)
        assert "Zephyrtext" in found_in(lambda: client_of(ben), tender)["/story/"]

    @pytest.mark.parametrize("how", ["look", "HEAD", "day"])
    def test_looking_by_and_naming_a_day_open_nothing(
        self, how: str, ben: Person, tender: Telling, client_of: ClientOf, at: datetime
    ) -> None:
        client, address = client_of(ben, room=True), reverse("reception", args=[tender.pk])
        if how == "look":
            client.get(address)
        elif how == "HEAD":
            client.head(f"{address}?hear=now")
        else:
            client.post(reverse("hearing-day", args=[tender.pk]), {"on": f"{at:%Y-%m-%d}"})
        assert found_in(lambda: client_of(ben), tender) == {} and not Listening.objects.exists()

    def test_both_print_the_same_keepsake(
        self, ana: Person, ben: Person, tender: Telling, client_of: ClientOf, keys: Keys
    ) -> None:
        open_tellings(ben, keys(ben), tender)
        papers = [client_of(one).get(KEEPSAKE, MAY).content.decode() for one in (ana, ben)]
        hers, his = (page.partition('<section class="paper">')[2] for page in papers)
        assert hers == his and "Zephyrtext" in hers


class TestWhoseMark:
    """Two worlds: in one of them the listener opened it. The teller acts in both of them."""

    def world(self, ana: Person, telling: Telling, client_of: ClientOf) -> list[str]:
        """Everything that the teller's pages show and offer, before and after each act."""
        client, seen = client_of(ana, room=True), list[str]()
        leave = telling.homecoming.leave_id
        acts: list[tuple[str, dict[str, Any]]] = [
            (reverse("landing", args=[telling.pk]), {"how": "partly"}),
            (reverse("ten-minutes", args=[telling.pk]), {"on": "2026-05-14"}),
            (reverse("telling-change", args=[telling.pk]), self.otherwise(client, telling)),
            (f"{KEEPSAKE}pdf/", MAY),
            (KEEPSAKE, {**MAY, "title": "May", "hear": "now"}),
            (reverse("reception", args=[telling.pk]), {"own": "x"}),
            (reverse("check-in", args=[leave]), {"felt": "7", "share": "on"}),
            (reverse("export"), {"passphrase": ""}),
            (reverse("withdrawal", args=[telling.pk]), {"yes": "1"}),
        ]
        own = reverse("telling", args=[telling.pk])
        for address, form in acts:
            seen += [body_of(client, address, **form), body_of(client, own)]
        seen += [body_of(client_of(ana, room=True), page) for page in of_it(telling)]
        return seen

    def otherwise(self, client: Client, telling: Telling) -> dict[str, Any]:
        page = client.get(reverse("telling-change", args=[telling.pk]))
        form = page.context["form"]
        return {name: form[name].value() or "" for name in form.fields} | {"text": "Zephyranew"}

    def test_no_page_answer_or_export_of_the_teller_depends_on_it(
        self, ana: Person, ben: Person, tender: Telling, client_of: ClientOf
    ) -> None:
        worlds = []
        for opened in (True, False):
            before = transaction.savepoint()
            if opened:
                client_of(ben).get(reverse("reception", args=[tender.pk]), {"hear": "now"})
            assert Listening.objects.exists() == opened
            worlds.append(self.world(ana, tender, client_of))
            transaction.savepoint_rollback(before)
        assert [one for one in zip(*worlds, strict=True) if one[0] != one[1]] == []
        assert any("Zephyranew" in body for body in worlds[0])

    def test_the_mark_is_sealed_to_the_listener(
        self, ana: Person, ben: Person, tender: Telling, keys: Keys
    ) -> None:
        open_tellings(ben, keys(ben), tender)
        row = Listening.objects.get()
        assert tender.pk.hex.encode() not in bytes(row.opened or b"")
        assert keys(ben).open(row, "opened").tellings == [tender.pk.hex]
        assert keys(ana, room=True).open_if_possible(row, "opened") is None
