from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.vault.errors import Unopenable
from outandback.vault.padding import pad, padded_size, unpad

SIZES = [
    (0, 256), (1, 256), (255, 256), (256, 512), (511, 512), (512, 1024), (1023, 1024),
    (1024, 2048), (2047, 2048), (2048, 4096), (4095, 4096), (4096, 4352), (4351, 4352),
    (4352, 4608), (8191, 8192), (8192, 8704), (65535, 65536), (65536, 67584),
    (100_000, 100_352), (1_000_000, 1_015_808), (4 * 1024 * 1024, 4_325_376),
]  # fmt: skip


@pytest.mark.parametrize(("size", "expected"), SIZES)
def test_words_are_padded_to_these_sizes(size: int, expected: int) -> None:
    assert len(pad(bytes(size))) == expected


@given(st.binary(max_size=9000))
def test_padding_comes_off_again(plaintext: bytes) -> None:
    padded = pad(plaintext)
    assert unpad(padded) == plaintext
    assert padded[: len(plaintext) + 1] == plaintext + b"\x80"


@given(st.integers(1, 2**32))
def test_padding_adds_little_and_settles(size: int) -> None:
    padded = padded_size(size)
    assert size <= padded
    assert padded <= max(256, 2 * size if size <= 4096 else 1.12 * size)
    assert padded_size(padded) == padded


REFUSED = [
    b"", bytes(256), b"\x80", b"\x80" + bytes(254), b"\x80" + bytes(256), b"\x80" + bytes(511),
    b"a" * 256, b"\x81" + bytes(255), b"a" * 255 + b"\x01", b"a" * 300 + b"\x80" + bytes(100),
]  # fmt: skip


@pytest.mark.parametrize("padded", REFUSED)
def test_what_pad_would_not_write_is_refused(padded: bytes) -> None:
    with pytest.raises(Unopenable):
        unpad(padded)
