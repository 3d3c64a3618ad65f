"""The hash of a passphrase (Argon2id) and its cost: what a guess takes whoever holds a copy of the
database. Other places call it stretching."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore, local

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from .errors import TooLong, WeakCost

SALT_BYTES = 16
LONGEST = 1024  # characters of a passphrase; one that is longer is no work for the stretching
_ROOT_BYTES = 32
# Each stretch may hold CEILING.memory_kib; more than two at a time would exhaust a small machine.
_here = BoundedSemaphore(2)
Turn = Callable[[], AbstractContextManager[object]]
_turns: list[Turn] = [lambda: _here]
_holding = local()
_MIB = 1024


@dataclass(frozen=True)
class Cost:
    """Argon2id parameters: memory in KiB, passes over it, parallel lanes (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


# RFC 9106 section 4, the second recommended option, with one lane.
FLOOR = Cost(memory_kib=64 * _MIB, passes=3, lanes=1)
CEILING = Cost(memory_kib=256 * _MIB, passes=16, lanes=8)


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id (RFC 9106) of the NFKC form in UTF-8: 32 bytes, at most two derivations at a time.

    `salt` is 16 bytes. Raises TooLong, and WeakCost over the ceiling; a floor is the caller's to
    ask for.
    """
    if len(passphrase) > LONGEST:
        raise TooLong
    require(cost, floor=Cost(0, 0, 0))
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    argon = Argon2id(
        salt=salt,
        length=_ROOT_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    with turn():
        return argon.derive(typed)


def take_turns(given: Turn) -> None:
    """A server of several processes says how stretches wait for each other in all of them."""
    _turns.append(given)


@contextmanager
def turn() -> Iterator[None]:
    """Around what stretches inside a transaction, so that nobody waits while holding it."""
    if getattr(_holding, "turn", False):
        yield
        return
    with _turns[-1]():
        _holding.turn = True
        try:
            yield
        finally:
            _holding.turn = False


def require(cost: Cost, floor: Cost) -> None:
    """Raise WeakCost unless floor <= cost <= CEILING in each parameter, and Argon2 allows it."""
    least = Cost(max(floor.memory_kib, 8 * cost.lanes), max(floor.passes, 1), max(floor.lanes, 1))
    if not (_within(least, cost) and _within(cost, CEILING)):
        raise WeakCost


def calibrate(
    target_seconds: float = 0.25, *, clock: Callable[[], float] = time.perf_counter
) -> Cost:
    """The cost that takes about `target_seconds` here; never under FLOOR, never over CEILING.

    Memory grows first, for it is what makes guessing dear; passes only once memory is at 256 MiB.
    """
    room = target_seconds / min(_seconds_at_floor(clock), _seconds_at_floor(clock))
    memory = int(FLOOR.memory_kib * room) // _MIB * _MIB
    if memory <= CEILING.memory_kib:
        return Cost(max(memory, FLOOR.memory_kib), FLOOR.passes, FLOOR.lanes)
    passes = int(FLOOR.passes * room * FLOOR.memory_kib / CEILING.memory_kib)
    return Cost(CEILING.memory_kib, min(passes, CEILING.passes), FLOOR.lanes)


def _seconds_at_floor(clock: Callable[[], float]) -> float:
    start = clock()
    stretch("calibration", bytes(SALT_BYTES), FLOOR)
    return max(clock() - start, 1e-6)


def _within(low: Cost, high: Cost) -> bool:
    return (
        low.memory_kib <= high.memory_kib and low.passes <= high.passes and low.lanes <= high.lanes
    )
