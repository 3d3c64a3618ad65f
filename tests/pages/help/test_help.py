from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from outandback.rooms.help import actions, queries
from outandback.rooms.people.models import Person
from tests.fixtures import ClientOf

NUMBERS = """
[[entry]]
country = "Freedonia"
section = "carry"
name = "The long line"
number = "000 111"
note = "Free, day and night."
checked_on = 2026-05-01

[[entry]]
country = "Sylvania"
section = "afraid"
name = "Behind <the> door"
number = "222"
checked_on = 2026-04-01
"""
BROKEN = [
    "[[entry]\n",
    '[[entry]]\ncountry = "X"\n',
    '[[entry]]\ncountry = "X"\nsection = "other"\nname = "N"\n',
    '[[entry]]\ncountry = 3\nsection = "talk"\nname = "N"\n',
    '[[entry]]\ncountry = "X"\nsection = "talk"\nname = "N"\nchecked_on = "May"\n',
    'entry = "three"\n',
    "\xff",
]


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "help.toml"


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/help/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_help_is_there_for_someone_who_is_not_signed_in(
    client: Client, db: None, file: Path
) -> None:
    shown = page(client)
    for title in (
        "In danger now?",
        "If you are afraid of your partner",
        "If you are worried by how you treat your partner",
        "If it is too much to carry",
        "If you want to talk about the two of you",
        "Take this page out of the history",
    ):
        assert title in shown
    assert "<title>Help</title>" in shown
    assert "data-quick-exit" in shown


def test_the_program_ships_no_numbers(client: Client, db: None, file: Path) -> None:
    shown = page(client)
    text = re.sub(r"(?s)<svg.*?</svg>|<[^>]*>", "", shown[shown.index("<main") :])
    assert re.findall(r"\d{3,}", text) == []
    assert "No numbers have been written down for this server yet." in text


def test_the_host_writes_numbers_down(client: Client, db: None, file: Path) -> None:
    file.write_text(NUMBERS, encoding="utf-8")
    shown = page(client)
    assert "000 111" in shown
    assert "The long line. Free, day and night." in shown
    assert "Friday 1 May 2026" in shown
    assert "222" not in re.findall(r"\w+", shown)


def test_another_country_is_one_choice_away(client: Client, db: None, file: Path) -> None:
    file.write_text(NUMBERS, encoding="utf-8")
    shown = page(client, "?country=Sylvania")
    assert "Behind &lt;the&gt; door" in shown
    assert "000 111" not in shown
    assert "000 111" in page(client, "?country=Atlantis")


def test_no_number_dials_itself(client: Client, db: None, file: Path) -> None:
    file.write_text(NUMBERS, encoding="utf-8")
    assert "tel:" not in page(client)


def test_a_changed_file_shows_at_the_next_visit(client: Client, db: None, file: Path) -> None:
    assert "000 111" not in page(client)
    file.write_text(NUMBERS, encoding="utf-8")
    assert "000 111" in page(client)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_leaves_the_page_standing(
    text: str, client: Client, db: None, file: Path
) -> None:
    file.write_text(text, encoding="latin-1")
    shown = page(client)
    assert "In danger now?" in shown
    assert "help.toml can’t be read" in shown


def test_a_file_out_of_reach_leaves_the_page_standing(client: Client, db: None, file: Path) -> None:
    file.mkdir()
    assert "In danger now?" in page(client)


def test_the_example_explains_itself_and_gives_no_numbers(file: Path) -> None:
    actions.lay_out_example(file)
    assert queries.numbers() == queries.Numbers()
    words = file.read_text(encoding="utf-8")
    assert all(key in words for key in ("danger", "afraid", "worried", "carry", "talk"))
    file.write_text("# mine\n", encoding="utf-8")
    actions.lay_out_example(file)
    assert file.read_text(encoding="utf-8") == "# mine\n"


def test_numbers_without_a_day_of_checking_claim_none(file: Path) -> None:
    file.write_text(NUMBERS.replace("checked_on = 2026-05-01\n", ""), encoding="utf-8")
    assert queries.last_checked(queries.numbers(), "Freedonia") is None
    assert queries.last_checked(queries.numbers(), "Sylvania")


def test_help_looks_the_same_to_everyone_and_leaves_no_trace(
    ana: Person,
    cleo: Person,
    client_of: ClientOf,
    file: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    pages = [client_of(person).get("/help/") for person in (ana, cleo)]
    assert len({re.sub(r"\b\w{64}\b", "", one.content.decode()) for one in pages}) == 1
    assert all(one["Cache-Control"] == "no-store" for one in pages)
