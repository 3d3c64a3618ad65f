"""`outandback worker` that hardly pauses, so that a kill finds it at work. It says when it begins.

With `planted` it has a fault: what is to be said is crossed off first and said afterwards.
"""

from __future__ import annotations

import os
import sys
import time
from threading import Event

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from outandback.ops import jobs
from outandback.rooms.notify import actions
from outandback.rooms.notify.models import Job, Preference

PAUSE, LATER = 0.02, 3.0
say = actions._mail


def cross_off_and_say(job: Job, wish: Preference) -> None:
    actions._done(job)
    time.sleep(LATER)
    say(job, wish)


if __name__ == "__main__":
    jobs.PAUSE = PAUSE
    if "planted" in sys.argv:
        actions._mail = cross_off_and_say
    print("here", flush=True)
    jobs.work(Event())
