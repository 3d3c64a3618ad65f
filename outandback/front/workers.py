"""The processes that serve: forked from one that has the program loaded, so that they share it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

from outandback.front.hardening import end_with_parent

STOPS = {signal.SIGTERM, signal.SIGINT}
HEARD = {*STOPS, signal.SIGCHLD}
RESPAWN_SECONDS = 0.2
STOP_SECONDS = 8.0

Work = Callable[[int], None]


def keep_running(count: int, work: Work, begun: Callable[[], None]) -> None:
    """`count` processes, each begun again when it ends, until this one is told to stop."""
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    gc.collect()
    gc.freeze()  # what is shared stays shared: no collection writes to it
    running = {forked(work, number): number for number in range(count)}
    begun()
    while signal.sigwait(HEARD) not in STOPS:
        for pid in ended(running):
            number = running.pop(pid)
            time.sleep(RESPAWN_SECONDS)
            running[forked(work, number)] = number
    stop(running)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)


def forked(work: Work, number: int) -> int:
    parent = os.getpid()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        end_with_parent()
        if os.getppid() == parent:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent passes on what it hears
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
            work(number)
            status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(running: dict[int, int]) -> list[int]:
    return [pid for pid in running if os.waitpid(pid, os.WNOHANG)[0]]


def stop(running: dict[int, int]) -> None:
    """A word first; whoever has not ended by then is ended."""
    for pid in running:
        os.kill(pid, signal.SIGTERM)
    left, until = set(running), time.monotonic() + STOP_SECONDS
    while left and time.monotonic() < until:
        left -= set(ended(dict.fromkeys(left, 0)))
        time.sleep(0.005)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
