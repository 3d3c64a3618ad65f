"""A job done for many couples, in one process or in several, and how long it took."""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
AT_ONCE = 25


class Many(NamedTuple):
    """`seed` names the couples: couple i of it is the same whatever else is run."""

    couples: int
    seed: int
    workers: int = 1


def of_each(job: Callable[[range], list[T]], many: Many) -> list[T]:
    """What `job` finds of these couples, in their order."""
    whole = range(many.couples)
    batches = [whole[at : at + AT_ONCE] for at in range(0, many.couples, AT_ONCE)]
    if many.workers == 1:
        return [one for batch in batches for one in job(batch)]
    with ProcessPoolExecutor(many.workers) as pool:
        return [one for found in pool.map(job, batches) for one in found]


class Watch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    @property
    def seconds(self) -> int:
        return round(time.monotonic() - self.begun)


def parser(said: str | None, couples: int) -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=said)
    found.add_argument("--couples", type=int, default=couples)
    found.add_argument("--seed", type=int, default=1)
    found.add_argument("--workers", type=int, default=1, help="processes")
    return found


def many_of(asked: argparse.Namespace) -> Many:
    return Many(asked.couples, asked.seed, asked.workers)


def with_world(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    found.add_argument("--world", choices=["first", "second"], default="first")
    found.add_argument("said", nargs="*", help="what differs from usual: effects=1.5 null=1 …")
    return found
