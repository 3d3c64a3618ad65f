"""The demo and the reset link, as typed in a terminal."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

import outandback
from outandback.insight.answers import answers_of
from outandback.insight.arrays import couple_of
from outandback.insight.pictures import counts_of
from outandback.ops.demo.queries import couples_words, everybody, words_of_few
from outandback.ops.demo.story import AHEAD, CALLED_OFF, LIVED, Writer
from outandback.ops.demo.weeks import NAMES
from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.models import CheckIn, Homecoming, Reception, Telling
from outandback.rooms.giving.models import TenDay
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.loop.history import history_of
from outandback.rooms.people.queries import person_of_session, person_with_email
from outandback.rooms.traditions.queries import spins_on, traditions_of
from outandback.vault import actions as vault
from outandback.vault.keyring import Keyring
from tests.cast import KeptRows

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership, Person

NOW = datetime.fromisoformat("2026-05-13T18:00")


def said(command: str, *arguments: str) -> list[str]:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue().splitlines()


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@dataclass
class KeptDemo:
    """Told once, for ten seconds; every later test finds the same rows, files and lines."""

    rows: KeptRows | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def again(self, folder: Path) -> list[str]:
        if self.rows is None:
            self.lines, self.rows = said("demo"), KeptRows.of_now()
            self.files = {file.name: file.read_bytes() for file in folder.iterdir()}
        else:
            self.rows.put_back()
            for name, raw in self.files.items():
                (folder / name).write_bytes(raw)
        return list(self.lines)


@pytest.fixture(scope="module")
def kept_demo() -> KeptDemo:
    return KeptDemo()


@pytest.fixture
def filled(db: None, folder: Path, kept_demo: KeptDemo) -> list[str]:
    return kept_demo.again(folder)


def somebody(name: str) -> tuple[Person, Keyring]:
    who = couples_words()[name]
    person = person_with_email(who["email"])
    assert person is not None
    return person, Keyring(person.pk, vault.open_with_passphrase(person.pk, who["passphrase"]))


@pytest.mark.parametrize("now", ["2026-05-13T18:00", "2026-10-25T03:30", "2027-01-04T00:10"])
def test_eighteen_months_are_told_in_about_120_leaves(now: str) -> None:
    chapters = Writer(704, couples_words(), datetime.fromisoformat(now)).chapters()
    lived = [chapter for chapter in chapters if chapter.ending == LIVED]
    assert 105 <= len(lived) <= 130
    assert {chapter.step.who for chapter in lived} == {0, 1}
    assert 2 <= sum(chapter.ending == CALLED_OFF for chapter in chapters) <= 10
    assert any(chapter.step.back.date() > chapter.step.out.date() for chapter in lived)
    assert any(chapter.told is None for chapter in lived)
    felt = [chapter.after[chapter.step.who].felt for chapter in lived]
    assert any(one is not None and one <= 3 for one in felt)


def test_a_story_goes_forward_in_time() -> None:
    for chapter in Writer(704, couples_words(), NOW).chapters():
        step = chapter.step
        assert chapter.planned < (chapter.told or step.out) < step.back
        assert step.out < (chapter.promised or step.back)
        for catch in chapter.catches:
            assert step.out <= catch.at <= step.back < chapter.chosen
            assert catch.reply is None or catch.reply.at > chapter.chosen


def test_each_has_something_ahead_within_days() -> None:
    for day in range(14):
        now = NOW + timedelta(days=day)
        chapters = Writer(704, couples_words(), now).chapters()
        ahead = [chapter for chapter in chapters if chapter.ending == AHEAD]
        assert {chapter.step.who for chapter in ahead} == {0, 1}
        assert all(now < chapter.step.out < now + timedelta(days=8) for chapter in ahead)
        assert all(chapter.planned < now for chapter in ahead)


def test_no_moment_is_told_twice() -> None:
    chapters = Writer(704, couples_words(), NOW).chapters()
    texts = [catch.text for chapter in chapters for catch in chapter.catches if catch.text]
    assert len(texts) == len(set(texts)) >= 80


def test_what_the_demo_makes_opens_with_its_passphrases(filled: list[str]) -> None:
    for name in NAMES:
        person, keyring = somebody(name)
        leaves, moments = Leave.objects.filter(person=person), Moment.objects.filter(person=person)
        assert all(keyring.open(leave, "plan").intention for leave in leaves)
        assert any(keyring.open(moment, "caught").text for moment in moments)
        told = Telling.objects.filter(pair=cast("Membership", person.current).pair_id)
        assert all(keyring.open(telling, "told").first_words for telling in told)
    assert 0 < CheckIn.objects.exclude(shared=None).count() < CheckIn.objects.count()


def test_both_have_traditions_and_spins_that_grew_out_of_leaves(filled: list[str]) -> None:
    for name in NAMES:
        person, keyring = somebody(name)
        known = traditions_of(cast("Membership", person.current), keyring)
        assert len(known) == 3 and any(one.way.rhythm for one in known)
        spins = [spin for one in known for spin in spins_on(person, keyring, one.tradition)]
        grew = [one.spin for one in spins if one.spin.heads_up]
        assert len(spins) == 4 and len(grew) >= 3
        today = timezone.localdate()
        back = [one.heads_up.returned_at for one in grew if one.heads_up]
        assert all(
            at and at.date() <= one.added_on <= today for at, one in zip(back, grew, strict=True)
        )


def test_one_taught_something_and_the_other_gave_something_and_both_were_answered(
    filled: list[str],
) -> None:
    person, keyring = somebody(NAMES[1])
    pair = cast("Membership", person.current).pair_id
    rows = Telling.objects.filter(pair=pair).exclude(reception=None)
    told = [keyring.open(row, "told") for row in rows]
    assert [one.being for one in told if one.way == "teach"] == ["precisely free"]
    assert len([one for one in told if one.way == "give" and one.gift]) == 1
    assert keyring.open(TenDay.objects.get(), "day")


def test_nobody_is_out_and_nothing_happened_after_now(filled: list[str], folder: Path) -> None:
    at = timezone.now()
    assert not Leave.objects.filter(begun_at__isnull=False, returned_at=None).exists()
    assert not Homecoming.objects.filter(came_back_at__gt=at).exists()
    assert not Reception.objects.filter(received_at__gt=at).exists()
    assert Leave.objects.filter(out_at__gt=at, trip=None).count() == 2
    assert HeadsUp.objects.filter(out_at__gt=at, leave__trip=None).count() == 2
    kept = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    assert kept["seed"] == 704
    assert len(kept["truth"]["courage"]) == len(kept["few"]["truth"]["courage"]) == 2
    assert kept["few"]["truth"] != kept["truth"]


def test_nobody_reads_what_is_true_of_a_couple() -> None:
    """It stands beside the demo's seed, for whoever compares what the app says with it."""
    package = Path(outandback.__file__).parent
    named = [file for file in package.rglob("*.py") if "demo.json" in file.read_text("utf-8")]
    assert [file.name for file in named] == ["demo.py"]


def test_of_the_second_couple_nothing_can_be_told(filled: list[str]) -> None:
    """And of the first one something: both have evenings with no leave near."""
    for words, few in ((couples_words(), False), (words_of_few(), True)):
        who = words[NAMES[0]]
        person = person_of_session(person_with_email(who["email"]).pk)  # type: ignore[union-attr]  # they are there
        assert person is not None
        keyring = Keyring(person.pk, vault.open_with_passphrase(person.pk, who["passphrase"]))
        history = history_of(person, person.current, keyring)
        answers = answers_of(history)
        said = [one.name for one in answers.by_name.values() if one.verdict.speaks]
        assert (said == []) is few
        assert (0 < len(history.leaves) < 10) is few
        assert counts_of(couple_of(history))["evenings closeness"] >= 1


def test_a_second_demo_changes_nothing(filled: list[str]) -> None:
    assert filled == [
        "robin@example.org slack-stitch-before-supper",
        "ellis@example.org copper-kettle-near-marshes",
        "sol@example.org amber-ladder-under-clouds",
        "juno@example.org violet-tram-across-orchards",
    ]
    before = Leave.objects.count()
    assert said("demo") == ["Robin and Ellis are here already; nothing was changed.", *filled]
    assert Leave.objects.count() == before


def test_a_demo_keeps_away_from_people(
    ana: Person, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        call_command("demo")
    assert refused.value.code == 2
    assert "Somebody lives in this data folder" in capsys.readouterr().err
    assert "robin@example.org" not in everybody()
    assert list(folder.iterdir()) == []


def test_a_reset_link_restores_sign_in(ana: Person) -> None:
    lines = said("reset", str(ana.email))
    assert "It does not open what was sealed" in " ".join(lines)
    path = "/" + lines[1].split("/", 3)[3]
    client = Client()
    page = client.get(path, follow=True)
    assert page.status_code == 200
    sent = client.post(page.redirect_chain[-1][0], {"password1": "four other plain words here"})
    assert sent.status_code in {302, 303}
    ana.refresh_from_db()
    assert ana.check_password("four other plain words here")


def test_a_reset_link_is_for_people_who_live_here(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        call_command("reset", "nobody@example.org")
    assert refused.value.code == 2
    assert capsys.readouterr().err == "Nobody signs in here as nobody@example.org.\n"


def test_a_reset_link_names_this_server(ana: Person, settings: LazySettings) -> None:
    settings.SITE = "http://192.168.1.20:9000"
    assert said("reset", str(ana.email))[1].startswith(f"{settings.SITE}/sign-in/reset/")
