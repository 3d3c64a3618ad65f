"""When the pages of “Look around” are drawn, and what the process that draws them is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from outandback import settings as chosen
from outandback.front import look_around
from outandback.pages.parts.look_around.context import FILE

Told = list[tuple[list[str], dict[str, str]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Stands in for the two steps; the last writes the file that it is given."""
    steps: Told = []

    def done(step: list[str], environment: dict[str, str]) -> bool:
        steps.append((step, environment))
        if "look_around" in step:
            Path(step[-1]).write_text("{}")
        return True

    monkeypatch.setattr(look_around, "_done", done)
    return steps


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "LOOK_AROUND", True)


def test_nothing_is_drawn_where_it_is_off(told: Told, tmp_path: Path) -> None:
    assert chosen.LOOK_AROUND is False
    look_around.draw_if_asked(tmp_path)
    assert told == [] and list(tmp_path.iterdir()) == []


def test_they_are_drawn_once_for_a_version(
    on: None, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_around.draw_if_asked(tmp_path)
    look_around.draw_if_asked(tmp_path)
    assert len(told) == 2 and (tmp_path / FILE).exists()
    monkeypatch.setattr(look_around, "__version__", "later")
    look_around.draw_if_asked(tmp_path)
    assert len(told) == 4


def test_a_changed_page_is_drawn_again(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "page.html").write_text("a")
    monkeypatch.setattr(look_around, "PACKAGE", package)
    assert look_around.draw(tmp_path) and look_around.is_drawn(tmp_path)
    (package / "page.html").write_text("another")
    assert not look_around.is_drawn(tmp_path)


def test_who_draws_is_told_nothing_of_the_house(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its folder, nor its database, nor a key: only a new folder, which is gone after."""
    for name in ("DATA", "DATABASE_URL", "SECRET_KEY_FILE", "SMTP_URL", "LOOK_AROUND"):
        monkeypatch.setenv(f"OUTANDBACK_{name}", "of the house")
    monkeypatch.setenv("OUTANDBACK_SQLITE", "bundled")
    assert look_around.draw(tmp_path)
    for _, environment in told:
        ours = {name: value for name, value in environment.items() if "OUTANDBACK_" in name}
        folder = Path(ours.pop("OUTANDBACK_DATA"))
        assert ours == {"OUTANDBACK_SQLITE": "bundled"}
        assert folder.parent == tmp_path and not folder.exists()
    assert os.environ["OUTANDBACK_DATA"] == "of the house"
    assert [file.name for file in tmp_path.iterdir()] == [look_around.FILE]


def test_what_fails_leaves_none_of_another_version(
    on: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / look_around.FILE).write_text('{"mark": "of before"}')
    left = tmp_path / f"{look_around.TRIAL}left"
    left.mkdir()
    monkeypatch.setattr(look_around, "_done", lambda step, environment: False)
    look_around.draw_if_asked(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert "the front page has no link to them" in capsys.readouterr().out


def test_both_sides_name_the_same_file(settings: Settings) -> None:
    assert look_around.FILE == FILE
