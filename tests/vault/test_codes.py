from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.vault import codes
from tests.vault.material import VECTORS, unhex

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"
of_32_bytes = st.binary(min_size=32, max_size=32)
sized = st.sampled_from([16, 20]).flatmap(lambda size: st.binary(min_size=size, max_size=size))


@pytest.mark.parametrize("vector", VECTORS["codes"])
def test_a_frozen_code_is_written_and_read_the_same(vector: dict[str, Any]) -> None:
    (code,) = unhex(vector, "code")
    assert codes.written(code) == vector["written"]
    assert codes.read(vector["written"], len(code)) == code


@pytest.mark.parametrize("vector", VECTORS["words"])
def test_the_four_words_of_two_frozen_fingerprints(vector: dict[str, Any]) -> None:
    one, other, key = unhex(vector, "one", "other", "key")
    assert list(codes.four_words(one, other, key)) == vector["words"]
    assert list(codes.four_words(other, one, key)) == vector["words"]


def test_the_list_has_2048_different_words() -> None:
    words = codes._words()
    assert len(words) == len(set(words)) == 2048
    assert len({word[:4] for word in words}) == 2048


@given(one=of_32_bytes, other=of_32_bytes, key=of_32_bytes)
def test_both_sides_read_the_same_four_words(one: bytes, other: bytes, key: bytes) -> None:
    assert codes.four_words(one, other, key) == codes.four_words(other, one, key)
    assert set(codes.four_words(one, other, key)) <= set(codes._words())


def test_another_pair_key_gives_other_words() -> None:
    said = {codes.four_words(bytes(32), bytes(32), bytes([n]) * 32) for n in range(50)}
    assert len(said) == 50


def test_four_words_are_made_of_fingerprints_and_a_key() -> None:
    for sizes in ((32, 65, 32), (31, 32, 32), (32, 32, 16)):
        with pytest.raises(ValueError):
            codes.four_words(*map(bytes, sizes))


@given(sized)
def test_what_was_written_down_is_read_again(code: bytes) -> None:
    assert codes.read(codes.written(code), len(code)) == code


@given(sized, st.randoms())
def test_small_slips_of_the_pen_are_forgiven(code: bytes, chance: Any) -> None:
    text = codes.written(code).replace(
        "-", chance.choice(["", " ", "\u2013", " - ", "\n", "\u00a0"])
    )
    text = text.replace("0", chance.choice("0Oo")).replace("1", chance.choice("1IiLl"))
    assert codes.read(f"  {chance.choice([text.lower(), text])}\t", len(code)) == code


@given(sized, st.data())
def test_any_one_wrong_character_shows(code: bytes, data: st.DataObject) -> None:
    text = codes.written(code).replace("-", "")
    at = data.draw(st.integers(0, len(text) - 1))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != text[at]]))
    with pytest.raises(codes.MistypedCode):
        codes.read(text[:at] + wrong + text[at + 1 :], len(code))


@given(sized, st.data())
def test_two_neighbours_swapped_show(code: bytes, data: st.DataObject) -> None:
    text = codes.written(code).replace("-", "")
    at = data.draw(st.integers(0, len(text) - 2))
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if swapped != text:
        with pytest.raises(codes.MistypedCode):
            codes.read(swapped, len(code))


@pytest.mark.parametrize(
    "text", ["", "0", "0" * 32, "0" * 34, "\u0661" * 33, "U" + "0" * 32, "é" * 33]
)
def test_what_is_no_recovery_code_is_mistyped(text: str) -> None:
    with pytest.raises(codes.MistypedCode):
        codes.read(text, codes.RECOVERY_BYTES)


def test_a_code_too_large_for_its_size_is_mistyped() -> None:
    large = 2**128
    digits = "".join(SIGNS[large >> 5 * i & 31] for i in reversed(range(26)))
    with pytest.raises(codes.MistypedCode):
        codes.read(digits + SIGNS[large % 37], codes.INVITE_BYTES)


def test_fresh_codes_have_their_size_and_differ() -> None:
    assert len(codes.new_recovery_code()) == 20
    assert len(codes.new_invite_code()) == 16
    assert len({codes.new_recovery_code() for _ in range(20)}) == 20
    assert len({codes.new_invite_code() for _ in range(20)}) == 20


def test_a_written_code_stands_in_groups_of_four() -> None:
    assert [len(group) for group in codes.written(bytes(20)).split("-")] == [4] * 8 + [1]
    assert [len(group) for group in codes.written(bytes(16)).split("-")] == [4] * 6 + [3]
