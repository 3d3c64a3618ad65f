"""Pages work two at a time in a process, passphrases two at a time in all of them."""

from __future__ import annotations

import mmap
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from outandback.front import concurrency
from outandback.front.concurrency import Pages, Stretches
from outandback.vault import passphrase_hash
from outandback.vault.errors import TooManyStretches

FORK = multiprocessing.get_context("fork")
LONG = 20.0


def within(so: Callable[[], bool]) -> bool:
    until = time.monotonic() + LONG
    while not so() and time.monotonic() < until:
        time.sleep(0.005)
    return so()


def test_pages_work_two_at_a_time() -> None:
    pages, go_on, begun = Pages(2), threading.Event(), list[int]()

    def work(number: int) -> None:
        begun.append(number)
        go_on.wait(LONG)

    for number in range(5):
        pages.submit(lambda number=number: work(number))  # type: ignore[misc]  # bound at once
    assert within(lambda: len(begun) == 2)
    assert pages.busy
    go_on.set()
    assert within(lambda: sorted(begun) == list(range(5)) and pages.free == 2)


def test_whoever_steps_aside_lets_the_next_page_work_and_comes_back() -> None:
    pages, waited_for, others = Pages(1), threading.Event(), list[str]()

    def slow() -> None:
        with pages.aside():
            waited_for.wait(LONG)
        others.append("slow")

    pages.submit(slow)
    pages.submit(lambda: others.append("quick"))
    assert within(lambda: others == ["quick"])
    waited_for.set()
    assert within(lambda: others == ["quick", "slow"] and pages.free == 1)


def test_a_page_that_breaks_gives_its_turn_back() -> None:
    pages = Pages(1)

    def broken() -> None:
        raise ValueError

    pages.submit(broken)
    assert within(lambda: pages.free == 1)


def count_in(shared: mmap.mmap, stretches: Stretches, lock: Any) -> None:
    for _ in range(4):
        with stretches.turn():
            with lock:
                shared[0] += 1
                shared[1] = max(shared[0], shared[1])
            time.sleep(0.01)
            with lock:
                shared[0] -= 1


def several(shared: mmap.mmap, stretches: Stretches, lock: Any) -> None:
    with ThreadPoolExecutor(4) as threads:
        for _ in range(4):
            threads.submit(count_in, shared, stretches, lock)


def test_two_stretch_at_a_time_over_all_processes(tmp_path: Path) -> None:
    stretches, shared, lock = Stretches(tmp_path), mmap.mmap(-1, 2), FORK.Lock()
    made = [FORK.Process(target=several, args=(shared, stretches, lock)) for _ in range(3)]
    for process in made:
        process.start()
    for process in made:
        process.join(LONG)
        assert process.exitcode == 0
    assert (shared[0], shared[1]) == (0, 2)


def take_and_hold(stretches: Stretches, shared: mmap.mmap) -> None:
    with stretches.turn():
        shared[0] = 1
        time.sleep(LONG)


def test_a_turn_of_somebody_killed_comes_back(tmp_path: Path) -> None:
    stretches = Stretches(tmp_path)
    held = [mmap.mmap(-1, 1) for _ in range(concurrency.STRETCHES)]
    made = [FORK.Process(target=take_and_hold, args=(stretches, one)) for one in held]
    for process in made:
        process.start()
    assert within(lambda: all(one[0] for one in held))
    for process in made:
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join(LONG)
    with stretches.turn():
        assert len(stretches.mine) == 1


def test_without_files_in_memory_the_folder_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    with Stretches(tmp_path).turn():
        assert list(tmp_path.iterdir()) == []


def test_a_stretch_that_waits_is_no_page(tmp_path: Path) -> None:
    stretches, go_on, seen = Stretches(tmp_path), threading.Event(), list[str]()
    stretches.pages = pages = Pages(1)

    def stretch() -> None:
        with stretches.turn():
            go_on.wait(LONG)
        seen.append("stretched")

    for _ in range(4):
        pages.submit(stretch)
    pages.submit(lambda: seen.append("page"))
    assert within(lambda: seen == ["page"])
    go_on.set()
    assert within(lambda: len(seen) == 5 and pages.free == 1)


def test_where_too_many_wait_one_more_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concurrency, "MOST_ASIDE", 0)
    with pytest.raises(TooManyStretches), Stretches(tmp_path).turn():
        pass
    with Stretches(tmp_path)._aside():
        assert True


@pytest.fixture
def given_turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What holds while a stretch waits for its turn."""
    seen: list[Any] = []

    @contextmanager
    def turn() -> Iterator[None]:
        seen.append(connection.in_atomic_block)
        yield

    monkeypatch.setattr(passphrase_hash, "_turns", [turn])
    yield seen


@pytest.mark.django_db
def test_a_crowd_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise TooManyStretches

    monkeypatch.setattr(passphrase_hash, "_turns", [refused])
    answer = Client().post("/sign-in/", {"login": "a@example.org", "password": "not this one"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "send it again" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_turn_while_holding_the_database(given_turns: list[Any]) -> None:
    """Else a crowd at the sign-in would keep everybody from writing."""
    typed = {"email": "new@example.org", "password1": "seven plain words that nobody knows here"}
    typed |= {"zone": "Europe/London", "name": "Kim"}
    assert Client().post("/sign-up/", typed).status_code in {302, 303}
    Client().post("/sign-in/", {"login": typed["email"], "password": typed["password1"]})
    assert given_turns
    assert not any(given_turns)
