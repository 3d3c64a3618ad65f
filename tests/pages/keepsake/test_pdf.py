"""A keepsake as a PDF: what both have and nothing else, the same bytes for both, made by itself."""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from outandback.pages.keepsake import pdf, pdf_process
from outandback.rooms.comeback.models import Telling
from outandback.rooms.people.actions import close_side, part_ways
from outandback.rooms.people.models import Person
from tests.builders.homecomings import (
    MARK,
    Returned,
    keep_all_private,
    make_homecoming,
    make_moment,
    make_telling,
    open_tellings,
)
from tests.builders.media import make_telling_with_media
from tests.builders.traditions import GRAIN, make_spin, make_tradition
from tests.builders.versions import change_words
from tests.cast import again, everything
from tests.fixtures import ClientOf, Keys

PLACE = "/story/keepsake/pdf/"
MAY = {"since": "2026-05", "until": "2026-05"}
DAY = timedelta(days=1)
TITLE = "The year of wool"


def paper(client: Client, **asked: str) -> bytes:
    answer = client.post(PLACE, MAY | asked)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    body: bytes = answer.content
    return body


def words(made: bytes) -> str:
    """What a reader reads, without the ends of rows and what pypdf makes of a ligature."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return " ".join(" ".join(pages).replace("\0", "").split())


def jpeg(colour: str = "teal", **more: object) -> bytes:
    Image.new("RGB", (640, 480), colour).save(file := BytesIO(), "JPEG", **more)
    return file.getvalue()


def pressed(page: str, **photos: bytes) -> bytes:
    return pdf.made(f"<!doctype html><title>Story</title>{page}", photos.items())


def another_press(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    (folder / "pdf_process.py").write_text(program, encoding="utf-8")
    monkeypatch.setattr(pdf, "PROCESS", folder / "pdf_process.py")


class TestWhatBothHave:
    def test_both_get_the_same_bytes_and_what_both_have(
        self,
        ana: Person,
        ben: Person,
        told: Telling,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        make_spin(make_tradition(ana, keys(ana)), ben, keys(ben))
        before = paper(client_of(ana, room=True))
        silent = make_homecoming(ana, keys(ana), at + DAY, heads_up=False)
        for one in (back, silent):
            keep_all_private(one, ana, keys(ana), at)
        Person.objects.filter(pk=ben.pk).update(zone="Pacific/Auckland")
        hers, his = paper(client_of(ana, room=True)), paper(client_of(again(ben)))
        assert hers == his == before
        said = words(hers)
        assert "Ana and Ben May 2026" in said and "Ana · Thursday 14 May 2026 Knitting" in said
        assert f"{MARK} Ben “Oh, really? Who is Wen?”" in said and GRAIN in said
        assert "heron" not in said and "Knit with the Thursday circle" not in said

    def test_it_says_nothing_of_its_making_and_leads_nowhere(
        self, ana: Person, told: Telling, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        change_words(told, ana, keys(ana), at + DAY, text="Slack is most of it.")
        answer = client_of(ana).post(PLACE, MAY | {"title": TITLE})
        assert answer["Content-Disposition"] == 'attachment; filename="keepsake.pdf"'
        assert answer["Cache-Control"] == "no-store"
        read = PdfReader(BytesIO(answer.content))
        assert dict(read.metadata or {}).keys() == {"/Producer", "/Title"}
        assert read.metadata and read.metadata.title == "Story" and read.xmp_metadata is None
        assert "/ID" not in read.trailer and [page.annotations for page in read.pages] == [None]
        assert "Slack is most of it." in words(answer.content)
        assert "Changed" not in words(answer.content), "the day differs from reader to reader"

    def test_its_photo_is_in_it_and_nothing_else_of_its_file(
        self, ana: Any, ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        whole = jpeg(exif=b"Exif\0\0 taken at the weir")
        photo: Any = {"photo": [whole[:99], whole[99:]]}
        room = keys(ana, room=True)
        open_tellings(
            ben,
            keys(ben),
            make_telling_with_media(back.home, room, ana.current, at, "by the water", **photo),
        )
        hers, his = (paper(client_of(one)) for one in (ana, ben))
        images = PdfReader(BytesIO(hers)).pages[0].images
        assert hers == his and len(images) == 1 and images[0].image
        assert images[0].image.size == (640, 480)
        assert b"taken at the weir" not in hers

    def test_what_cannot_be_drawn_leaves_its_name(
        self, ana: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_telling_with_media(back.home, keys(ana, room=True), ana.current, at, "by the water")
        assert "The photo that was brought along" in words(paper(client_of(ana)))

    def test_a_title_is_kept_nowhere(self, ana: Person, told: Telling, client_of: ClientOf) -> None:
        client = client_of(ana)
        assert words(paper(client, title=TITLE)).startswith(TITLE)
        assert words(paper(client)).startswith("Ana and Ben")
        kept = [repr(list(everything(model).values())) for model in apps.get_models()]
        assert len(kept) > 9 and "wool" not in "".join(kept)

    def test_after_a_parting_both_have_what_both_had(
        self, ana: Any, ben: Any, told: Telling, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        part_ways(ben.current, keys(ben), "", at + DAY, at)
        close_side(ana.current, at + 2 * DAY)
        later = make_homecoming(again(ana), keys(ana), at + 3 * DAY, heads_up=False)
        make_moment(later.departure, keys(ana), "not for him any more", at)
        pair = str(told.pair_id)
        hers, his = (paper(client_of(again(one), room=True), pair=pair) for one in (ana, ben))
        assert hers == his and MARK in words(hers) and "Who is Wen?" in words(hers)

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_nobody_else_gets_any(
        self,
        who: str,
        request: pytest.FixtureRequest,
        told: Telling,
        back: Returned,
        client_of: ClientOf,
    ) -> None:
        asked = MAY | {"leave": str(back.leave.pk)}
        answer = client_of(request.getfixturevalue(who)).post(PLACE, asked)
        assert answer["Content-Type"].startswith("text/html") and MARK not in str(answer.content)


class TestAsking:
    def test_the_page_sends_what_it_shows(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        body = client_of(ana).post("/story/keepsake/", MAY | {"title": TITLE}).content.decode()
        assert 'form="as-a-file">Keep as a PDF</button>' in body
        form = body.partition('<form id="as-a-file"')[2].partition("</form>")[0]
        for name, value in (MAY | {"title": TITLE, "leave": "", "pair": ""}).items():
            assert f'<input type="hidden" name="{name}" value="{value}">' in form

    def test_without_the_extra_there_is_no_button_and_no_address(
        self, ana: Person, told: Telling, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf, "can_be_made", lambda: False)
        client = client_of(ana)
        body = client.get("/story/keepsake/", MAY).content.decode()
        assert MARK in body and "as-a-file" not in body and "Keep as a PDF" not in body
        assert client.get(PLACE).status_code == client.post(PLACE, MAY).status_code == 404

    def test_with_nothing_to_keep_the_page_says_so(self, ana: Any, client_of: Any) -> None:
        answer = client_of(ana).post(PLACE, MAY)
        assert "Nothing that both of you have in these months." in answer.content.decode()
        assert client_of(ana).get(PLACE).url == "/story/keepsake/"

    def test_what_cannot_be_is_said_and_what_was_typed_stays(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(PLACE, {"since": "May", "title": TITLE})
        assert answer.status_code == 422 and f'value="{TITLE}"' in answer.content.decode()

    def test_with_words_closed_they_are_opened_first(self, ana: Person, client: Any) -> None:
        client.force_login(ana)
        assert client.post(PLACE, MAY).status_code in {302, 303}

    def test_whoever_comes_second_is_asked_to_wait(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        with pdf.ONE_AT_A_TIME:
            answer = client_of(ana).post(PLACE, MAY | {"title": TITLE})
        body = answer.content.decode()
        assert answer.status_code == 503 and "Try again in a minute." in body
        assert f'value="{TITLE}"' in body and MARK in body
        assert paper(client_of(ana))

    @pytest.mark.parametrize(
        "program", ["raise SystemExit(1)", "print('half a page')", "import time; time.sleep(30)"]
    )
    def test_where_it_fails_or_takes_too_long_the_page_says_what_else_there_is(
        self,
        program: str,
        ana: Person,
        told: Telling,
        client_of: ClientOf,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        another_press(monkeypatch, tmp_path, program)
        monkeypatch.setattr(pdf, "SECONDS", 0.5)
        answer = client_of(ana).post(PLACE, MAY | {"title": TITLE})
        body = answer.content.decode()
        assert answer.status_code == 503 and "Your browser can print it, too." in body
        assert f'value="{TITLE}"' in body and not pdf.ONE_AT_A_TIME.locked()


class TestThePress:
    def test_it_is_given_no_setting_and_no_word_but_by_its_pipe(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("OUTANDBACK_SECRET_KEY", "a secret")
        told = (
            "import os, sys; sys.stdin.buffer.read(); "
            "print('%PDF', sys.argv[1:], sorted(os.environ), sys.flags.isolated)"
        )
        another_press(monkeypatch, tmp_path, told)
        monkeypatch.setattr(pdf, "PLACES", ())
        said = pressed("a private word").decode()
        assert said.startswith("%PDF [] ") and said.endswith(" 1\n")
        assert "OUTANDBACK" not in said and "HOME" not in said

    def test_more_than_it_takes_in_is_no_trouble(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        another_press(monkeypatch, tmp_path, "raise SystemExit(1)")
        with pytest.raises(pdf.NotMade):
            pressed("a word", one=bytes(2_000_000))

    def test_neither_files_nor_addresses_are_looked_at(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        tmp_path: Path,
    ) -> None:
        (tmp_path / "one.jpg").write_bytes(jpeg())
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.settimeout(0.1)
            near = f"http://127.0.0.1:{listening.getsockname()[1]}/one.jpg"
            places = (near, f"file://{tmp_path}/one.jpg", "photo:other", "one.jpg")
            tags = "".join(f'<img src="{place}" alt="">' for place in places)
            styled = f'<link rel="stylesheet" href="{near}"><style>p {{ background: url({near}) }}'
            plain = f"<p>Words.{tags}{styled} @import url({near});</style>"
            made = pressed(plain, one=jpeg())
            assert list(PdfReader(BytesIO(made)).pages[0].images) == []
            open_tellings(
                ben, keys(ben), make_telling(back, ana, keys(ana, room=True), at, text=plain)
            )
            assert "<img src=" in words(paper(client_of(ben)))
            with pytest.raises(TimeoutError):
                listening.accept()

    @pytest.mark.parametrize(
        "place",
        ["http://house.example/", "file:///etc/hostname", "data:,x", "other", "x:photo:one"],
    )
    def test_its_fetcher_gives_only_what_came(self, place: str) -> None:
        fetcher = pdf_process.OnlyWhatCame({"one": b"it", "other": b"two"})
        assert fetcher("photo:one").read() == b"it"
        with pytest.raises(ValueError, match="not in the pipe"):
            fetcher(place)

    def test_whatever_leaves_the_process_is_refused(self) -> None:
        for event, *given in (
            ("open", "/etc/hostname", "r", 0),
            ("open", f"{sys.prefix}/new", "w", os.O_WRONLY),
            ("open", pytest.__file__, None, os.O_RDWR),
            ("open", f"{sys.prefix}/../../etc/hostname", "r", 0),
            ("socket.connect", None, ("127.0.0.1", 1)),
            ("subprocess.Popen", "sh", [], None, None),
            ("os.remove", "one", -1),
        ):
            with pytest.raises(PermissionError):
                pdf_process.shut(event, tuple(given))
        pdf_process.shut("open", (pytest.__file__, "r", 0))

    def test_hard_words_break_nothing(self) -> None:
        hard = "Donaudampfschifffahrt" * 30, "שלום مرحبا 🐦‍⬛", "word " * 3000
        made = pressed("".join(f"<li><h3>{one}</h3>{one}</li>" for one in hard))
        assert len(PdfReader(BytesIO(made)).pages) > 3 and "word word" in words(made)


def test_leaves_without_words_fill_their_pages() -> None:
    leaf = '<li><div class="leaf"><p class="kicker">Ana</p><h3>A leave</h3></div></li>'
    told = leaf.replace("</li>", "<blockquote>Slack,<br>and<br>more<br>slack.</blockquote></li>")
    made = pressed(f"<ol>{(leaf * 4 + told) * 6}</ol>")
    counts = [page.extract_text().count("A leave") for page in PdfReader(BytesIO(made)).pages]
    assert sum(counts) == 30 and min(counts[:-1]) > 7, counts
