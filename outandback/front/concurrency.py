"""Who may work at a time: a few pages in each process, two stretched passphrases in all of them.

A thread that has to wait for something slow steps aside, and another page takes its turn meanwhile.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from outandback.vault.errors import TooManyStretches

MOST_THREADS = 160
MOST_ASIDE = 64
STRETCHES = 2
LOOK_AGAIN = 0.01


class Pages:
    """Threads of which `at_once` work on pages; the rest stand aside."""

    def __init__(self, at_once: int) -> None:
        self.free = at_once
        self.waiting: deque[Callable[[], object]] = deque()
        self.lock = threading.Lock()
        self.here = threading.local()
        self.threads = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="page")

    def submit(self, job: Callable[[], None]) -> None:
        self._when_free(lambda: self.threads.submit(self._work, job))

    @property
    def busy(self) -> bool:
        return self.free == 0

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Around waiting. Whoever is no page's thread just waits."""
        if not getattr(self.here, "working", False):
            yield
            return
        self._next()
        self.here.working = False
        try:
            yield
        finally:
            again = threading.Event()
            self._when_free(again.set, first=True)
            again.wait()
            self.here.working = True

    def _work(self, job: Callable[[], None]) -> None:
        self.here.working = True
        try:
            job()
        finally:
            self.here.working = False
            self._next()

    def _when_free(self, begin: Callable[[], object], *, first: bool = False) -> None:
        with self.lock:
            if self.free:
                self.free -= 1
            else:
                (self.waiting.appendleft if first else self.waiting.append)(begin)
                return
        begin()

    def _next(self) -> None:
        with self.lock:
            begin = self.waiting.popleft() if self.waiting else None
            if begin is None:
                self.free += 1
        if begin is not None:
            begin()


class Stretches:
    """Two at a time over all processes that were forked after this was made.

    A turn is a lock on one byte of a nameless file: the system takes it back from whoever is
    killed. Locks tell processes apart, so threads of one process are told apart here.
    """

    def __init__(self, folder: Path) -> None:
        self.file = nameless(folder)
        self.within = threading.BoundedSemaphore(STRETCHES)
        self.lock = threading.Lock()
        self.mine: set[int] = set()
        self.queue = 0
        self.pages: Pages | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooManyStretches where so many wait already that this one would wait in vain."""
        with self.lock:
            if self.queue >= MOST_ASIDE:
                raise TooManyStretches
            self.queue += 1
        try:
            with self._aside(), self.within:
                byte = self._taken()
                try:
                    yield
                finally:
                    self._give_back(byte)
        finally:
            with self.lock:
                self.queue -= 1

    @contextmanager
    def _aside(self) -> Iterator[None]:
        if self.pages is None:
            yield
            return
        with self.pages.aside():
            yield

    def _taken(self) -> int:
        while True:
            with self.lock:
                for byte in set(range(STRETCHES)) - self.mine:
                    if self._locked(byte):
                        self.mine.add(byte)
                        return byte
            time.sleep(LOOK_AGAIN)

    def _locked(self, byte: int) -> bool:
        try:
            fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _give_back(self, byte: int) -> None:
        with self.lock:
            fcntl.lockf(self.file, fcntl.LOCK_UN, 1, byte)
            self.mine.discard(byte)


def nameless(folder: Path) -> int:
    """A file without a name: in memory where the system has that, else in the data folder."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("turns")
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.dup(file.fileno())
