"""Takes away one access filter at a time and asks the tests whether they notice.

    make mutate                    all rooms
    make mutate ARGS="leave away"  some rooms
    make mutate ARGS="leave:61"    what stands on one line
    make mutate ARGS="--list"      what would be taken away, without running anything

Works in copies of the tree, two at a time. Ends with 1 where something was taken away unnoticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from access_filters import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
AT_ONCE, SECONDS = 2, 150
LEFT_OUT = (
    ".git",
    ".venv",
    ".venv-next",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    "test-results",
)

# Where questions stand.
ASKING = (
    "vault/queries.py",
    "rooms/*/queries.py",
    "rooms/*/visibility.py",
    "rooms/loop/history.py",
    "rooms/suggestions/what_is_there.py",
    "rooms/today/rows_near.py",
)
ALWAYS = ("everywhere/test_access.py", "everywhere/test_same_bytes.py")
# Besides the folders of a room and of a page of its name.
TESTS = {
    "account": ("pages/settings", "web"),
    "away": ("pages/door",),
    "board": ("pages/kids",),
    "notify": ("pages/notifications",),
    "quiet": ("pages/away/test_bytes.py", "pages/hello", "pages/need", "pages/notes"),
    "comfort": ("pages/plan/test_care_check.py",),
    "cover": ("pages/answer", "pages/leave", "pages/windows"),
    "together": ("pages/leave/test_three.py",),
    "comeback": (
        "pages/homecoming",
        "pages/mine",
        "pages/telling",
        "pages/today",
        "rooms/leave/test_outcomes.py",
    ),
    "hearing": ("pages/telling", "everywhere/test_hearing.py"),
    "arrival": ("pages/sign_up",),
    "afterwards": ("pages/evening", "pages/homecoming", "pages/mine", "pages/today"),
    "traditions": (
        "pages/keepsake/test_spins.py",
        "pages/search/test_spins.py",
        "pages/settings/test_traditions.py",
        "pages/story/test_spins.py",
        "pages/today/test_round.py",
    ),
    "trips": ("rooms/trips", "pages/trips", "pages/story/test_trips.py"),
    "versions": ("pages/settings/test_versions.py",),
    "leave": ("pages/plan", "pages/today/test_states.py", "pages/settings/test_parting.py"),
    "loop": ("pages/tables", "pages/story", "pages/search", "rooms/search", "pages/keepsake"),
    "people": (
        "pages/pairing",
        "pages/settings",
        "pages/sign_in",
        "pages/start",
        "pages/today",
        "rooms/leave/test_access.py",
        "web",
    ),
    "vault": ("vault", "rooms/people", "pages/pairing", "pages/settings", "pages/sign_in", "web"),
}

# Taken away without any difference to anybody, each with the reason.
A_RETURN = "a return, its departure and its leave have one person, from setting out on"
EQUIVALENT = {
    "account.departures_kept: person=person": A_RETURN,
    "account.leaves_kept: person=person": A_RETURN,
    "away._open_departure: person=given_id('person')": A_RETURN,
    "away._open_departure: leave__person=given_id('person')": A_RETURN,
    "comeback._standing: person=person": "the ids come out of one's own sealed choices",
    "giving.draft_about: person=person": "a draft and its moment have one person",
    "giving.day_named_for: pair=mine.pair_id": "asked about tellings of the pair of now alone",
    "versions.of_nobody_else: exclude(person=person)": "once gone, nobody changes or takes back",
    "versions.own_answer: person=person": "what was told is answered by whoever it was told to",
    "loop._Gathered: exclude(shared=None)": "what was kept is not there to be opened",
    "loop.brought_to: person=visibility.me": (
        "whoever came back told it, and that is the other one here"
    ),
}


# Asking the tests -------------------------------------------------------------------------------


def tests_for(room: str, copy: Path) -> list[str]:
    folder = copy / "tests"
    names = (f"rooms/{room}", f"pages/{room}", *TESTS.get(room, ()), *ALWAYS)
    return [str(folder / name) for name in names if (folder / name).exists()]


def copy_of_the_tree(place: Path) -> Path:
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return place


def folder_of(room: str, tree: Path) -> Path:
    package = tree / "outandback"
    return next(at for at in (package / "rooms" / room, package / room) if at.is_dir())


def write(copy: Path, mutant: Mutant, source: str) -> None:
    """Compiled files are told apart by size and second, which is too coarse here."""
    folder = folder_of(mutant.room, copy)
    (folder / f"{mutant.file}.py").write_text(source, encoding="utf-8")
    for compiled in (folder / "__pycache__").glob(f"{mutant.file}.*"):
        compiled.unlink()


def is_noticed(copy: Path, *rooms: str, seconds: int = SECONDS) -> bool:
    """A test fails, nothing loads, or nothing ends any more."""
    options = ("-x", "-q", "-n", "0", "-p", "no:randomly", "--nomigrations", "--tb=no")
    tests = dict.fromkeys(test for room in rooms for test in tests_for(room, copy))
    command = [str(PYTHON), "-m", "pytest", *options, *tests]
    try:
        done = subprocess.run(
            command, cwd=copy, capture_output=True, timeout=seconds, check=False, env=surroundings()
        )
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in {0, 1, 2}:
        raise SystemExit(done.stdout.decode() + done.stderr.decode())
    return done.returncode != 0


def surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ""}


def judge(mutant: Mutant, copies: SimpleQueue[Path]) -> str:
    copy = copies.get()
    whole = (folder_of(mutant.room, ROOT) / f"{mutant.file}.py").read_text("utf-8")
    try:
        write(copy, mutant, mutant.source)
        noticed = is_noticed(copy, mutant.room)
    finally:
        write(copy, mutant, whole)
        copies.put(copy)
    verdict = "killed" if noticed else "equivalent" if mutant.name in EQUIVALENT else "SURVIVED"
    print(f"{verdict:10} {mutant.room}:{mutant.line} {mutant.where}: {mutant.what}", flush=True)
    return verdict


def refuse_a_red_start(rooms: set[str], copy: Path) -> None:
    if is_noticed(copy, *sorted(rooms), seconds=4 * SECONDS):
        raise SystemExit("The tests fail before anything is taken away.")


# What was asked for -----------------------------------------------------------------------------


def wanted(asked: list[str]) -> list[Mutant]:
    package = ROOT / "outandback"
    files = sorted(file for pattern in ASKING for file in package.glob(pattern))
    mutants = [mutant for file in files for mutant in mutants_of(file)]
    chosen = {one for one in asked if not one.startswith("-")}
    return [m for m in mutants if not chosen or {m.room, f"{m.room}:{m.line}"} & chosen]


def out_of_date(mutants: list[Mutant], verdicts: list[str]) -> list[str]:
    """Reasons for what is killed by now, or is written otherwise."""
    stood = {m.name for m, verdict in zip(mutants, verdicts, strict=True) if verdict != "killed"}
    asked = {mutant.name for mutant in mutants}
    gone = EQUIVALENT.keys() - {mutant.name for mutant in wanted([])}
    return sorted(gone | (EQUIVALENT.keys() & asked - stood))


def run(mutants: list[Mutant]) -> int:
    with tempfile.TemporaryDirectory(prefix="outandback-mutants-") as place:
        copies: SimpleQueue[Path] = SimpleQueue()
        made = [copy_of_the_tree(Path(place, str(number))) for number in range(AT_ONCE)]
        refuse_a_red_start({mutant.room for mutant in mutants}, made[0])
        for copy in made:
            copies.put(copy)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            verdicts = list(pool.map(lambda mutant: judge(mutant, copies), mutants))
    counts = Counter(verdicts)
    for name in out_of_date(mutants, verdicts):
        print(f"no longer true in EQUIVALENT: {name}")
    print(", ".join(f"{counts[name]} {name}" for name in ("killed", "SURVIVED", "equivalent")))
    return 1 if counts["SURVIVED"] else 0


if __name__ == "__main__":
    found = wanted(sys.argv[1:])
    if "--list" in sys.argv:
        print("\n".join(f"{m.room}:{m.line} {m.where}: {m.what}" for m in found))
        sys.exit()
    sys.exit(run(found))
