"""Padding, so that the size of an envelope tells little about the size of the words in it."""

from __future__ import annotations

from .errors import Unopenable

SMALLEST = 256
LARGEST_DOUBLING = 4096
_MARK = b"\x80"


def padded_size(size: int) -> int:
    """Bytes to pad to, for `size` bytes including the marker.

    256, 512, 1024, 2048 or 4096; above that Padmé, which adds at most 12 % (Nikitin et al.,
    "Reducing metadata leakage from encrypted files", PETS 2019, algorithm 1).
    """
    if size > LARGEST_DOUBLING:
        return _padme(size)
    return max(SMALLEST, 1 << (size - 1).bit_length())


def pad(plaintext: bytes) -> bytes:
    """Plaintext, one 0x80 byte, then zeros up to `padded_size` (ISO/IEC 7816-4)."""
    marked = plaintext + _MARK
    return marked.ljust(padded_size(len(marked)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The plaintext again. Raises Unopenable unless `pad` would give back these very bytes."""
    marked = padded.rstrip(b"\0")
    if not marked.endswith(_MARK) or padded_size(len(marked)) != len(padded):
        raise Unopenable
    return marked[:-1]


def _padme(size: int) -> int:
    exponent = size.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (size + mask) & ~mask
