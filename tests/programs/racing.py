"""Several workers claim the same jobs at once, and each notes which it got.

Run as a program with a folder as its argument it does so in a database file of its own.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.programs.erasing import prepare

JOBS, WORKERS = 60, 4
AT = datetime(2026, 5, 13, 18, 0, tzinfo=UTC)


def raced() -> list[str]:
    """One line for each run: which worker, and which job."""
    ran: list[str] = []
    start = threading.Barrier(WORKERS)
    actions: Any = import_module("outandback.rooms.notify.actions")
    make_jobs(actions)
    workers = [
        threading.Thread(target=work, args=(name, actions, start, ran)) for name in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    return ran


def make_jobs(actions: Any) -> None:
    models: Any = import_module("outandback.rooms.notify.models")
    people: Any = import_module("outandback.rooms.people.models")
    uuid4 = import_module("uuid").uuid4
    person = people.Person.objects.create(email="ana@example.org", joined_on=AT.date())
    actions.keep_preferences(person, wording="plain")
    for number in range(JOBS):
        actions.tell(
            person.pk, models.NotificationKind.SOMETHING, uuid4(), AT - timedelta(seconds=number)
        )


def work(name: int, actions: Any, start: threading.Barrier, ran: list[str]) -> None:
    start.wait()
    misses = 0
    while misses < 3:
        job = actions.claim(AT)
        misses = 0 if job else misses + 1
        if job:
            ran.append(f"{name}:{job.pk}")
            actions._done(job)
    import_module("django.db").connections.close_all()


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
    import_module("django.core.management").call_command("migrate", run_syncdb=True, verbosity=0)
    print(*raced(), sep="\n")
