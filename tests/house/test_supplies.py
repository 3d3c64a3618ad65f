"""What comes from outside is listed, with its licence and its hash, and pinned."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

from tests.house.source import PACKAGE, ROOT

RUNTIME_CAP = 35
FIRST_CELL = re.compile(r"^\| (.*?) \| .*\w.* \|$", re.MULTILINE)


def vendored() -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / "VENDORED.toml").read_text(encoding="utf-8"))


def test_vendored_files_are_what_they_were() -> None:
    for item in vendored().values():
        assert {"name", "version", "licence", "file", "sha256"} <= item.keys()
        found = hashlib.sha256((ROOT / item["file"]).read_bytes()).hexdigest()
        assert found == item["sha256"], item["file"]


def test_every_vendored_file_is_listed() -> None:
    listed = {item["file"] for item in vendored().values()}
    there = [
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("vendor/*")
        if "licen" not in file.name.lower()
    ]
    assert [name for name in there if name not in listed] == []


def pinned(name: str) -> list[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE)


def test_the_program_needs_few_packages() -> None:
    """Those that only an extra asks for are not among them."""
    assert len(names("run")) <= RUNTIME_CAP


def names(name: str) -> set[str]:
    """One that has another version for a later Python is pinned twice."""
    return {one.partition("==")[0] for one in pinned(name)}


def test_each_of_them_is_listed_with_what_it_is_for() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    section = text.partition("\n## Packages\n")[2].partition("\n## ")[0]
    listed = [name for cell in FIRST_CELL.findall(section) for name in re.findall("`(.+?)`", cell)]
    assert sorted(listed) == sorted(names("run"))


def test_every_package_is_pinned_by_hash() -> None:
    for name in ("run", "pdf", "test", "insight", "lock"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
        assert [block[:40] for block in blocks if "--hash=sha256:" not in block] == []


def test_what_is_tested_is_what_runs() -> None:
    assert set(pinned("run")) | set(pinned("pdf")) <= set(pinned("test"))


def locked_files() -> list[Path]:
    return [*ROOT.glob("requirements/*"), *ROOT.glob("*.toml"), *ROOT.glob("*.lock")]


def test_no_address_stands_in_a_lock() -> None:
    assert [file.name for file in locked_files() if "://" in file.read_text(encoding="utf-8")] == []


def kept_files() -> list[Path]:
    """What git keeps, or would keep: all but what is ignored."""
    asked = ["git", "ls-files", "-co", "--exclude-standard"]
    said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in said.splitlines() if (ROOT / name).is_file()]


def test_no_path_of_one_machine_stands_in_the_house() -> None:
    home = re.compile(rb"/(?:ro{2}t|home/[a-z]+|w[o]rk)/[a-z.]")
    assert [file.name for file in kept_files() if home.search(file.read_bytes())] == []
