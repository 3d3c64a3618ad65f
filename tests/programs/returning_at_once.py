"""Several devices say one return at once, while notes arrive, are changed and are taken back.

Run as a program with a folder as its argument it does so in a database file of its own. Prints
how often each note was handed over, and what is not as it has to be.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.programs.erasing import prepare

DEVICES, NOTES, LATE = 4, 12, 8


def returned_at_once() -> list[str]:
    cast_module: Any = import_module("tests.cast")
    quiet: Any = import_module("tests.builders.quiet")
    away: Any = import_module("tests.builders.homecomings").plan_and_depart
    cast = cast_module.whole_cast()
    ana, ben = (cast_module.side_of(cast.people[name]).person for name in ("Ana", "Ben"))
    out = away(ana, cast.keys(ana), cast_module.AT)
    notes = [
        quiet.make_held_note(out.leave, ben, cast.keys(ben), cast_module.AT) for _ in range(NOTES)
    ]
    failures: list[str] = []
    start = threading.Barrier(DEVICES + 2)
    jobs = [lambda: come_home(out, cast_module.AT)] * DEVICES
    jobs += [lambda: write_more(out, ben, cast, cast_module.AT)]
    jobs += [lambda: take_back(notes[:4], cast_module.AT)]
    threads = [threading.Thread(target=run, args=(job, start, failures)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [*failures, *told_wrong()]


def run(job: Any, start: threading.Barrier, failures: list[str]) -> None:
    start.wait()
    try:
        job()
    except Exception as wrong:
        failures.append(f"{type(wrong).__name__}: {wrong}".replace("\n", " "))
    finally:
        import_module("django.db").connections.close_all()


def come_home(out: Any, at: Any) -> None:
    import_module("outandback.rooms.comeback.actions").come_back(out, at)


def write_more(out: Any, writer: Any, cast: Any, at: Any) -> None:
    actions: Any = import_module("outandback.rooms.quiet.actions")
    told = import_module("tests.builders.quiet").heads_up_of(out.leave)
    for number in range(LATE):
        actions.hold_note(told, writer.current, cast.keys(writer), uuid4(), f"More {number}", at)


def take_back(notes: list[Any], at: Any) -> None:
    for note in notes:
        import_module("outandback.rooms.quiet.actions").withdraw_note(note, at)


def told_wrong() -> list[str]:
    """Each note is in one place, and in the place that its columns say."""
    models: Any = import_module("outandback.rooms.quiet.models")
    homes = import_module("outandback.rooms.comeback.models").Homecoming.objects.count()
    wrong = [] if homes == 1 else [f"{homes} homecomings"]
    handed = Counter(models.HandedOver.objects.values_list("note", flat=True))
    rows = models.HeldNote.objects.all()
    if rows.count() != NOTES + LATE:
        wrong.append(f"{rows.count()} notes")
    for note in rows:
        expected = int(note.withdrawn_at is None and note.held_at is not None)
        if handed[note.pk] != expected:
            wrong.append(f"handed over {handed[note.pk]} times, not {expected}")
    return wrong


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
    import_module("django.core.management").call_command("migrate", run_syncdb=True, verbosity=0)
    print(*returned_at_once(), sep="\n")
