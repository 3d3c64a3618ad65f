"""Codes that people write down or read aloud: the recovery sheet, invitations, the four words."""

from __future__ import annotations

import hmac
import secrets
from functools import cache
from pathlib import Path

from outandback.rules.folding import folded

RECOVERY_BYTES = 20
INVITE_BYTES = 16

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _DIGITS + "*~$=U"
_GROUP = 4
# People type a letter where a digit was meant.
_READ_AS = str.maketrans("OIL", "011", "-")
_WORD_BITS, _WORD_MASK = 11, 0x7FF
_WORDS_FILE = Path(__file__).parent / "content" / "words.txt"


class MistypedCode(ValueError):
    """Not a code of this size as `written` writes it: a letter is missing, extra or other."""


def new_recovery_code() -> bytes:
    """20 random bytes: 160 bits, strong enough to need no stretching."""
    return secrets.token_bytes(RECOVERY_BYTES)


def new_invite_code() -> bytes:
    """16 random bytes: 128 bits, for one invitation."""
    return secrets.token_bytes(INVITE_BYTES)


def written(code: bytes) -> str:
    """Crockford's base 32 with its check character (mod 37), in groups of four: 20 bytes give 33
    characters in 9 groups, 16 bytes give 27 in 7. Any one wrong or two swapped characters show.
    """
    number = int.from_bytes(code, "big")
    digits = "".join(_DIGITS[number >> 5 * i & 31] for i in reversed(range(_length(len(code)))))
    signs = digits + _CHECKS[number % 37]
    return "-".join(signs[i : i + _GROUP] for i in range(0, len(signs), _GROUP))


def read(text: str, size: int) -> bytes:
    """The `size` bytes that `written` wrote. Forgives case, spaces, dashes, O for 0, I and L for 1.

    Raises MistypedCode for a wrong length, an unknown character or a check that does not fit.
    """
    signs = signs_of(text)
    if len(signs) != _length(size) + 1 or not set(signs[:-1]) <= set(_DIGITS):
        raise MistypedCode
    number = 0
    for sign in signs[:-1]:
        number = number << 5 | _DIGITS.index(sign)
    if number >> 8 * size or signs[-1] != _CHECKS[number % 37]:
        raise MistypedCode
    return number.to_bytes(size, "big")


def signs_of(text: str) -> str:
    """What was typed, in the signs of a code: no spaces, no dashes, no look-alikes."""
    return "".join(folded(text).upper().split()).translate(_READ_AS)


def four_words(one: bytes, other: bytes, key: bytes) -> tuple[str, str, str, str]:
    """Four words for two people to compare, the same in either order: the first 44 bits of
    HMAC-SHA-256 over both 32-byte fingerprints, the lesser first, under their 32-byte pair key;
    11 bits a word, most significant first (RFC 2104).

    The key makes them unguessable for whoever swaps public keys in the database: without it 44
    bits can be met in the middle in minutes. Raises ValueError unless all three are 32 bytes.
    """
    if {len(one), len(other), len(key)} != {32}:
        raise ValueError("fingerprints and pair key are 32 bytes")
    said = hmac.digest(key, b"OB1 four words" + min(one, other) + max(one, other), "sha256")
    number = int.from_bytes(said, "big")
    first, second, third, fourth = (_word(number, place) for place in range(1, 5))
    return first, second, third, fourth


def new_word() -> str:
    """One word of the four, for a person to read off one screen and type at another."""
    return secrets.choice(_words())


def _length(size: int) -> int:
    return -(-8 * size // 5)


def _word(number: int, place: int) -> str:
    return _words()[number >> 256 - _WORD_BITS * place & _WORD_MASK]


@cache
def _words() -> tuple[str, ...]:
    return tuple(_WORDS_FILE.read_text(encoding="utf-8").split())
