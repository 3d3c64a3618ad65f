"""The programs that go along with the tables work out what the page says, on the couple of the
demo: the Python one in every run, the one in R where there is an Rscript."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from outandback.insight.answers import LoopAnswers, answers_of
from outandback.insight.history import History, LivedLeave
from outandback.ops.demo.queries import couples_words
from outandback.ops.demo.weeks import NAMES
from outandback.pages.tables.context import zip_of
from outandback.rooms.loop.content.findings import figures
from outandback.rooms.loop.history import history_of
from outandback.rooms.loop.tables import tables_of
from outandback.rooms.people.queries import person_with_email
from outandback.vault import actions as vault
from outandback.vault.keyring import Keyring
from tests.pages.tables.interpreters import INTERPRETERS, run

CLOSE = 1e-6  # of a point
NO_STROKE = 0.02  # points: a picture need not be worked out at each leave of a straight line
EXACTLY = re.compile(r"^exactly: (.+) from (\d+) answers$", re.MULTILINE)
FOUND = "growing easier"


@dataclass
class KeptCouple:
    """Told once. By name: the file that somebody makes, and what the page says to them."""

    zips: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, LoopAnswers] = field(default_factory=dict)

    def tell(self) -> None:
        call_command("demo", stdout=StringIO())
        for name in NAMES:
            who = couples_words()[name]
            person = person_with_email(who["email"])
            assert person is not None
            keyring = Keyring(person.pk, vault.open_with_passphrase(person.pk, who["passphrase"]))
            self.zips[name] = zip_of(person, person.current, keyring)
            self.answers[name] = answers_of(history_of(person, person.current, keyring))


@pytest.fixture(scope="module")
def kept_couple() -> KeptCouple:
    return KeptCouple()


@pytest.fixture
def couple(db: None, settings: LazySettings, tmp_path: Path, kept_couple: KeptCouple) -> KeptCouple:
    settings.DATA = tmp_path
    if not kept_couple.zips:
        kept_couple.tell()
    return kept_couple


def unpacked(packed: bytes, folder: Path) -> Path:
    ZipFile(BytesIO(packed)).extractall(folder)
    return folder


def agrees(said: str, folder: Path, answers: LoopAnswers) -> None:
    """In the words of the page, and in each number and the ends of its line."""
    now, line = answers.by_name[FOUND].now, answers.easing
    assert line is not None and said.startswith(figures(now) + "\n")
    exactly = EXACTLY.search(said)
    assert exactly is not None and int(exactly[2]) == now.n
    (low, high), (lowest, highest) = now.likely, now.almost_sure
    numbers = [float(one) for one in exactly[1].split()]
    assert numbers == pytest.approx([lowest, low, now.middle, high, highest], abs=CLOSE)
    rows = list(csv.DictReader(StringIO((folder / "figure.csv").read_text("utf-8"))))
    for name, drawn in (("low", line.low), ("middle", line.middle), ("high", line.high)):
        written = [float(row[name]) for row in rows]
        assert (written[0], written[-1]) == pytest.approx((drawn[0], drawn[-1]), abs=CLOSE)
        assert written == pytest.approx(drawn, abs=NO_STROKE)
    dots = [(at, float(row["guilt"])) for at, row in enumerate(rows) if row["guilt"]]
    assert tuple(dots) == line.points


@pytest.mark.parametrize("program", INTERPRETERS)
@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_the_page_says(
    couple: KeptCouple, program: str, name: str, tmp_path: Path
) -> None:
    folder = unpacked(couple.zips[name], tmp_path / name)
    agrees(run(program, folder), folder, couple.answers[name])
    assert list(folder.glob("figure.svg")) + list(folder.glob("figure.pdf"))


def some_leaves() -> History:
    """Some of one's own, of several lengths: at the same time as one of the other's, on days that
    were left out, and one that was not over when the next began."""
    leaves = []
    for number in range(12):
        out = 100.3 + 4 * number
        guilt = None if number == 3 else float(7 - number // 3)
        back = out + 0.1 + number / 30
        leaves.append(LivedLeave(out, back, True, number % 4, guilt_at_door=guilt))
        if number % 5 == 1:
            leaves.append(LivedLeave(out - 0.05, out + 0.2, own=False))
    leaves.append(LivedLeave(148.0, 149.0, own=True, guilt_at_door=5.0))
    leaves.append(LivedLeave(148.5, 149.5, own=True, guilt_at_door=3.0))
    return History(tuple(leaves), left_out=((112.0, 113.0), (120.0, 121.0)))


def write(history: History, ours: bytes, folder: Path) -> Path:
    """The programs of a zip beside other tables."""
    unpacked(ours, folder)
    for name, text in tables_of(history, ZoneInfo("Europe/London")).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("program", INTERPRETERS)
def test_leaves_at_the_same_time_and_one_without_an_answer(
    couple: KeptCouple, program: str, tmp_path: Path
) -> None:
    history = some_leaves()
    folder = write(history, couple.zips[NAMES[0]], tmp_path / "some")
    agrees(run(program, folder), folder, answers_of(history))


@pytest.mark.parametrize("program", INTERPRETERS)
@pytest.mark.parametrize("leaves", [(), (LivedLeave(3.0, 3.2, own=True),)])
def test_with_no_answer_it_says_so(
    couple: KeptCouple, program: str, leaves: tuple[LivedLeave, ...], tmp_path: Path
) -> None:
    folder = write(History(leaves), couple.zips[NAMES[0]], tmp_path / "none")
    said = run(program, folder)
    assert said == "No leave of yours has an answer about guilt before going.\n"


@pytest.mark.parametrize("program", INTERPRETERS)
def test_one_answer_is_enough(couple: KeptCouple, program: str, tmp_path: Path) -> None:
    history = History((LivedLeave(3.0, 3.2, own=True, guilt_at_door=6.0),))
    folder = write(history, couple.zips[NAMES[0]], tmp_path / "one")
    agrees(run(program, folder), folder, answers_of(history))
