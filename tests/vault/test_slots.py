from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.vault import passphrase_hash, seal
from tests.vault.material import CHEAP, HERE, VECTORS, flipped, place_of, unhex

SECRET = bytes(range(32))
CODE = bytes(range(20))
SLOT = seal.passphrase_slot("four plain words together", SECRET, HERE, CHEAP)
CODE_SLOT = seal.code_slot(CODE, SECRET, HERE)


def opened(slot: bytes, passphrase: str = "four plain words together") -> bytes:
    return seal.open_passphrase_slot(slot, passphrase, HERE, floor=CHEAP)


def costing(memory_kib: int, passes: int, lanes: int) -> bytes:
    return SLOT[:4] + struct.pack(">IHB", memory_kib, passes, lanes) + SLOT[11:]


@pytest.mark.parametrize("vector", VECTORS["passphrase_slots"])
def test_a_frozen_passphrase_slot_opens(vector: dict[str, Any]) -> None:
    secret, slot = unhex(vector, "secret", "slot")
    cost = seal.Cost(*vector["cost"])
    place = place_of(vector)
    assert seal.open_passphrase_slot(slot, vector["passphrase"], place, floor=cost) == secret
    assert slot[:11] == b"OBP\x01" + struct.pack(">IHB", *vector["cost"])


@pytest.mark.parametrize("vector", VECTORS["code_slots"])
def test_a_frozen_code_slot_opens(vector: dict[str, Any]) -> None:
    code, secret, slot = unhex(vector, "code", "secret", "slot")
    assert seal.open_code_slot(slot, code, place_of(vector)) == secret


@given(passphrase=st.text(max_size=60), secret=st.binary(max_size=80))
@settings(max_examples=40)
def test_any_passphrase_opens_its_slot(passphrase: str, secret: bytes) -> None:
    slot = seal.passphrase_slot(passphrase, secret, HERE, CHEAP)
    assert opened(slot, passphrase) == secret


def test_the_same_words_typed_on_another_keyboard_open_too() -> None:
    slot = seal.passphrase_slot("caf\u00e9 fine walk", SECRET, HERE, CHEAP)
    assert opened(slot, "cafe\u0301 \ufb01ne walk") == SECRET


def test_half_a_surrogate_pair_is_a_passphrase_like_any_other() -> None:
    assert opened(seal.passphrase_slot("\ud83d", SECRET, HERE, CHEAP), "\ud83d") == SECRET


def test_another_passphrase_or_place_opens_nothing() -> None:
    with pytest.raises(seal.Unopenable):
        opened(SLOT, "four plain words Together")
    for place in (HERE._replace(row=UUID(int=9)), HERE._replace(owner=UUID(int=9))):
        with pytest.raises(seal.Unopenable):
            seal.open_passphrase_slot(SLOT, "four plain words together", place, floor=CHEAP)
        with pytest.raises(seal.Unopenable):
            seal.open_code_slot(CODE_SLOT, CODE, place)


@pytest.mark.parametrize("bits", [0x01, 0x80, 0xFF])
def test_a_change_of_any_byte_of_a_slot_is_refused(bits: int) -> None:
    for at in range(len(SLOT)):
        with pytest.raises(seal.SealError):
            opened(flipped(SLOT, at, bits))
    for at in range(len(CODE_SLOT)):
        with pytest.raises(seal.SealError):
            seal.open_code_slot(flipped(CODE_SLOT, at, bits), CODE, HERE)


def test_a_slot_cut_short_is_refused_without_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "stretch", lambda *_: pytest.fail("stretched"))
    for size in range(27 + 94):
        with pytest.raises(seal.UnknownEnvelope):
            opened(SLOT[:size])
    for size in range(4 + 94):
        with pytest.raises(seal.UnknownEnvelope):
            seal.open_code_slot(CODE_SLOT[:size], CODE, HERE)


def test_one_kind_of_slot_is_not_the_other() -> None:
    with pytest.raises(seal.UnknownEnvelope):
        opened(CODE_SLOT)
    with pytest.raises(seal.UnknownEnvelope):
        seal.open_code_slot(SLOT, CODE, HERE)
    for slot in (SLOT, CODE_SLOT):
        with pytest.raises(seal.UnknownEnvelope):
            seal.header_of(slot)


WEAK = [
    (65535, 3, 1), (65536, 2, 1), (65536, 3, 0), (8, 3, 1), (0, 0, 0), (65536, 0, 1),
    (262145, 3, 1), (65536, 17, 1), (65536, 3, 9), (2**32 - 1, 2**16 - 1, 255),
]  # fmt: skip


@pytest.mark.parametrize("cost", WEAK)
def test_a_cost_under_the_floor_or_over_the_ceiling_is_refused_unstretched(
    cost: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "stretch", lambda *_: pytest.fail("stretched"))
    with pytest.raises(seal.WeakCost):
        seal.open_passphrase_slot(costing(*cost), "four plain words together", HERE)


def test_a_slot_at_the_floor_or_the_ceiling_is_stretched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "stretch", lambda *_: bytes(32))
    for cost in (seal.FLOOR, seal.CEILING):
        with pytest.raises(seal.Unopenable):
            slot = costing(cost.memory_kib, cost.passes, cost.lanes)
            seal.open_passphrase_slot(slot, "four plain words together", HERE)


@pytest.mark.parametrize("cost", [(8, 0, 1), (8, 1, 0), (15, 1, 2), (262145, 1, 1), (8, 17, 1)])
def test_a_cost_that_argon2_or_the_ceiling_forbids_makes_no_slot(
    cost: tuple[int, int, int],
) -> None:
    with pytest.raises(seal.WeakCost):
        seal.passphrase_slot("four plain words together", SECRET, HERE, seal.Cost(*cost))
    with pytest.raises(seal.WeakCost):
        seal.open_passphrase_slot(costing(*cost), "x", HERE, floor=seal.Cost(0, 0, 0))


def test_the_floor_is_not_lowered() -> None:
    assert seal.Cost(memory_kib=65536, passes=3, lanes=1) == seal.FLOOR
    assert seal.CEILING.memory_kib == 262144


def test_two_slots_of_one_passphrase_share_nothing() -> None:
    again = seal.passphrase_slot("four plain words together", SECRET, HERE, CHEAP)
    assert again[11:27] != SLOT[11:27]
    assert again[31:39] != SLOT[31:39]
    assert len(SLOT) == 27 + 94 + 256


@given(code=st.binary(min_size=16, max_size=16) | st.binary(min_size=20, max_size=20))
def test_a_code_opens_its_slot_and_no_other(code: bytes) -> None:
    assert seal.open_code_slot(seal.code_slot(code, SECRET, HERE), code, HERE) == SECRET
    if code != CODE:
        with pytest.raises(seal.Unopenable):
            seal.open_code_slot(CODE_SLOT, code, HERE)


@pytest.mark.parametrize("size", [0, 15, 17, 19, 21, 32])
def test_only_codes_of_the_two_sizes_go_without_stretching(size: int) -> None:
    with pytest.raises(ValueError):
        seal.code_slot(bytes(size), SECRET, HERE)
    with pytest.raises(ValueError):
        seal.open_code_slot(CODE_SLOT, bytes(size), HERE)


class Crowd:
    """Stands in for Argon2id and notes how many were at work at once."""

    def __init__(self) -> None:
        self.now, self.most, self.lock = 0, 0, threading.Lock()

    def __call__(self, **_: object) -> Crowd:
        return self

    def derive(self, typed: bytes) -> bytes:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self.lock:
            self.now -= 1
        return typed[:32]


def test_at_most_two_passphrases_are_stretched_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = Crowd()
    monkeypatch.setattr(passphrase_hash, "Argon2id", crowd)
    threads = [
        threading.Thread(target=seal.stretch, args=("words", bytes(16), CHEAP)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert crowd.most == 2


def ticking(seconds: float) -> Callable[[], float]:
    """A clock that moves on by `seconds` whenever it is read."""

    def ticks() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += seconds

    return ticks().__next__


@pytest.mark.parametrize(
    ("floor_takes", "expected"),
    [
        (1.0, seal.FLOOR),
        (0.25, seal.FLOOR),
        (0.125, seal.Cost(131072, 3, 1)),
        (0.0625, seal.Cost(262144, 3, 1)),
        (0.03125, seal.Cost(262144, 6, 1)),
        (0.0, seal.Cost(262144, 16, 1)),
    ],
)
def test_calibrating_spends_the_time_on_memory_first(
    floor_takes: float, expected: seal.Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase_hash, "stretch", lambda *_: b"")
    assert seal.calibrate(clock=ticking(floor_takes)) == expected


def test_calibrating_measures_the_floor_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    costs: list[seal.Cost] = []
    monkeypatch.setattr(passphrase_hash, "stretch", lambda _p, _s, cost: costs.append(cost))
    seal.calibrate()
    assert costs == [seal.FLOOR, seal.FLOOR]
