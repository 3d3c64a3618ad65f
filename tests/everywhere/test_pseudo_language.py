"""Every page is read in a language that nobody speaks, so that a word that is not marked shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.test import Client
from django.utils.translation import gettext, ngettext, trans_real
from pytest_django.fixtures import Settings

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.content.sentences import PLAIN as PLAIN_WORDS
from outandback.rooms.notify.content.sentences import SENTENCES
from outandback.rooms.notify.models import NotificationKind, Wording
from outandback.rooms.people.models import Person
from outandback.ui import texts
from outandback.ui.languages import speaking
from outandback.vault.keyring import Keyring
from scripts import catalogues
from tests.builders.notifications import mailing, run_all, tell
from tests.cast import EITHER, Cast, again
from tests.everywhere.pseudo import PSEUDO, translated, widened, widened_entry
from tests.everywhere.two_worlds import HOUR, NEVER, Couple, in_a_world
from tests.everywhere.walking import Answers, Walk, seeded
from tests.promises.reading import seen_in

REDIRECTS = {302, 303, 405}  # what they answer is an address
# The page of parts is of the tests alone; four words are drawn from a list.
UNREAD = {"/parts", "/pair/words/"}
# What a form sends; where it is read, somebody typed it. An offered place is sent as it stands.
VALUE = re.compile(r' value="[^"]*"|<datalist.*?</datalist>', re.DOTALL)
# Who stands in the cast, and what is the same in every language.
# Django says this of a hidden field that somebody took out of a page, in its own catalogues.
DJANGO = {"This field is required."}
NAMES = {"Ana", "Ben", "Dede", "Out and Back", "Robin", "Ellis", "Knitting"}
WIDE_LETTER = re.compile("[Ａ-Ｚａ-ｚ]")
PLACE = re.compile(r"\{\w*\}")
PLAIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    catalogues.write(translated(), folder / PSEUDO / "LC_MESSAGES" / "django.mo")
    return folder


@pytest.fixture
def spoken(compiled: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """There are catalogues and content files of it."""
    read = texts._read

    def read_widened(folder: Path, name: str, language: str) -> tuple[texts.Entry, ...]:
        entries = read(folder, name, language)
        return tuple(map(widened_entry, entries)) if language == PSEUDO else entries

    monkeypatch.setattr(texts, "_read", read_widened)
    settings.LOCALE_PATHS = [compiled]
    yield
    trans_real.deactivate()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """All that anybody has written down: whatever is sealed."""
    found, seal = NAMES | DJANGO, Keyring.seal

    def noted(keyring: Keyring, row: Any, name: str, words: Any) -> None:
        found.update(said_in(words))
        seal(keyring, row, name, words)

    monkeypatch.setattr(Keyring, "seal", noted)
    return found


def said_in(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield " ".join(words.split())
    elif is_dataclass(words):
        for field in fields(words):
            yield from said_in(getattr(words, field.name))
    elif isinstance(words, dict):
        yield from said_in(list(words.values()))
    elif isinstance(words, list | tuple):
        for one in words:
            yield from said_in(one)


def pieces(page: str) -> Iterator[str]:
    """What is read on it, and what its scripts may say."""
    for piece in seen_in(page):
        if piece.startswith("{"):
            yield from (PLACE.sub("", text) for text in said_in(json.loads(piece)))
        else:
            yield piece


def unmarked(html: str, typed: Iterable[str]) -> list[str]:
    """What stands on a page in plain letters, without what somebody typed."""
    own = re.compile("|".join(map(re.escape, sorted(filter(None, typed), key=len, reverse=True))))
    page = VALUE.sub("", html.partition("<body")[2].partition(">")[2] or html)
    return [piece for piece in pieces(page) if PLAIN.search(own.sub("", piece))]


@pytest.fixture
def couple(cast: Cast, clock: Callable[[datetime], None], at: datetime) -> Couple:
    clock(at)
    return Couple(cast, clock, at)


def read_and_refused(couple: Couple, person: Person, seed: Callable[[str], None]) -> Answers:
    """Every page, and how each form on it answers when nothing is filled in."""
    couple.clock(couple.at + HOUR)
    seed("reading")
    walk = Walk(couple.cast.client(person, room=True), seed, tuple(NEVER))
    pages = walk.look_round(couple.addresses(everywhere=True))
    sent = {
        form.kind: form.action for page in pages for form in page.forms if form.method == "post"
    }
    for kind, action in sent.items():
        if kind[0] not in NEVER:
            in_a_world(partial(_sent_empty, walk, action))
    return walk.answers


def _sent_empty(walk: Walk, action: str) -> Answers:
    walk.send(action, {})
    return walk.answers


@pytest.mark.sqlite
@pytest.mark.parametrize("reader", EITHER)
def test_no_page_says_a_word_that_is_not_marked(
    couple: Couple,
    typed: set[str],
    spoken: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    reader: str,
) -> None:
    settings.LANGUAGE_CODE = PSEUDO
    couple.lives(his_out=True)
    answers = read_and_refused(couple, getattr(couple, reader.lower()), seeded(monkeypatch))
    found: dict[str, str] = {}
    for what, status, body in answers:
        if status in REDIRECTS or UNREAD & set(what.split()):
            continue
        for piece in unmarked(body, typed):
            found.setdefault(piece, what)
    assert found == {}


def test_each_person_reads_their_own_language(cast: Cast, spoken: None) -> None:
    ana, ben = cast.people["Ana"], cast.people["Ben"]
    Person.objects.filter(pk=ana.pk).update(language=PSEUDO)
    hers, his = (cast.client(one).get("/settings/").content.decode() for one in (ana, ben))
    assert '<html lang="qps"' in hers and widened("Settings") in hers
    cast.client(ana).get("/settings/")
    refused = Client(enforce_csrf_checks=True).post("/sign-in/").content.decode()
    for page in (his, refused):
        assert '<html lang="en-GB"' in page and not WIDE_LETTER.search(page)


def test_a_mail_is_written_in_the_language_of_whoever_gets_it(
    cast: Cast, spoken: None, at: datetime
) -> None:
    ana = cast.people["Ana"]
    Person.objects.filter(pk=ana.pk).update(language=PSEUDO)
    keep_preferences(ana, wording=Wording.PLAIN, mail=True)
    with mailing() as mails:
        tell(again(ana), at, NotificationKind.SOMETHING)
        run_all(at)
    plain = str(SENTENCES[NotificationKind.SOMETHING][PLAIN_WORDS])
    assert {text for _, text in mails.said()} == {widened(plain)}


def test_what_is_in_no_catalogue_would_be_seen(typed: set[str]) -> None:
    assert unmarked("<p>Ｋｅｐｔ by Ben</p>", typed) == ["Ｋｅｐｔ by Ben"]
    assert unmarked("<p>Ｋｅｐｔ： Ben</p>", typed) == []
    block = '<script type="application/json">{"kept": "%s"}</script>'
    assert unmarked(block % "Kept on this phone.", typed) == ["Kept on this phone."]
    assert unmarked(block % "Ｋｅｐｔ {count}", typed) == []


def test_what_is_not_translated_is_said_in_english(tmp_path: Path, settings: Settings) -> None:
    some = Catalog("de", fuzzy=False)
    some.add("Keep it", "Behalten")
    some.add(("{count} leave", "{count} leaves"), ("", ""))
    catalogues.write(some, tmp_path / "de" / "LC_MESSAGES" / "django.mo")
    settings.LOCALE_PATHS = [tmp_path]
    with speaking("de"):
        assert gettext("Keep it") == "Behalten"
        assert ngettext("{count} leave", "{count} leaves", 2) == "{count} leaves"
