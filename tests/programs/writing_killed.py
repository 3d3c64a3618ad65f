"""A leave is written into a calendar by a program that is killed right after the calendar took it.

Run as a program of its own with a folder, the calendar, the name there and what to do: `begin`
makes a person, a leave and the way there; `killed` ends by a kill -9 in the middle of its round;
`again` goes on, and prints how many rounds it took.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.programs.erasing import prepare

AFTER_THE_LEASE = timedelta(minutes=10)


def begin(folder: Path, calendar: str, user: str) -> None:
    import_module("django.core.management").call_command("migrate", run_syncdb=True, verbosity=0)
    cast: Any = import_module("tests.cast")
    made = cast.Cast()
    robin = made.person("Robin")
    keys, word = made.keys(robin), import_module("tests.builders.calendar_servers").PASSWORD
    import_module("tests.builders.leaves").make_leave(robin, keys, cast.AT)
    import_module("tests.builders.written").write_into(robin, keys, cast.AT, calendar, user, word)


def killed(at: Any) -> None:
    caldav: Any = import_module("outandback.rooms.calendars.caldav")
    whole = caldav.put

    def put(*given: Any) -> None:
        whole(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    caldav.put = put
    import_module("outandback.rooms.written.actions").write_due(at)


def again(at: Any) -> None:
    print(import_module("tests.builders.written").write_all(at + AFTER_THE_LEASE))


if __name__ == "__main__":
    folder, calendar, user, what = Path(sys.argv[1]), *sys.argv[2:]
    prepare(folder)
    import_module("django.conf").settings.LAN_CALENDARS = {urlsplit(calendar).netloc}
    if what == "begin":
        begin(folder, calendar, user)
    else:
        at = import_module("tests.cast").AT
        {"killed": killed, "again": again}[what](at)
    import_module("django.db").connections.close_all()
