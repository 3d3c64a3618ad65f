from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.vault import seal
from tests.vault.material import HERE, PAIR, ROOT, VECTORS, WORDS, flipped, place_of, unhex

SALT = b"\xa5" * 32
RECORD = seal.seal_record(ROOT, HERE, WORDS, salt=SALT)
LETTER = seal.seal_letter(PAIR.public, PAIR.generation, HERE, WORDS)
ELSEWHERE = [
    HERE._replace(table="away_heldnote"),
    HERE._replace(field="place"),
    HERE._replace(row=UUID(int=9)),
    HERE._replace(owner=UUID(int=9)),
    HERE._replace(version=4),
    HERE._replace(schema=2),
    HERE._replace(row=HERE.owner, owner=HERE.row),
    HERE._replace(table=HERE.field, field=HERE.table),
    HERE._replace(table="away_moment\0", field="words"),
    HERE._replace(table="away_momentw", field="ords"),
    HERE._replace(version=HERE.schema, schema=HERE.version),
]

places = st.builds(
    seal.EnvelopePlace,
    table=st.text(max_size=30),
    field=st.text(max_size=30),
    row=st.uuids(),
    owner=st.uuids(),
    version=st.integers(0, 2**32 - 1),
    schema=st.integers(0, 2**32 - 1),
)
roots = st.builds(
    seal.Root, st.binary(min_size=32, max_size=32), st.integers(min_value=0, max_value=65535)
)


@pytest.mark.parametrize("vector", VECTORS["records"])
def test_a_frozen_record_is_made_again_byte_for_byte_and_opens(vector: dict[str, Any]) -> None:
    secret, key_id, context, salt, plaintext, envelope = unhex(
        vector, "secret", "key_id", "context", "salt", "plaintext", "envelope"
    )
    root, place = seal.Root(secret, vector["generation"]), place_of(vector)
    assert root.key_id == key_id
    assert place.context(root.generation) == context
    assert seal.seal_record(root, place, plaintext, salt=salt) == envelope
    assert seal.open_record(root, place, envelope) == plaintext
    assert seal.header_of(envelope) == seal.Header(seal.RECORD, key_id, root.generation)


@pytest.mark.parametrize("vector", VECTORS["letters"])
def test_a_frozen_letter_opens(vector: dict[str, Any]) -> None:
    secret, public, plaintext, envelope = unhex(vector, "secret", "public", "plaintext", "envelope")
    pair = seal.key_pair_of(secret, vector["generation"])
    assert pair.public == public
    assert seal.open_letter(pair, place_of(vector), envelope) == plaintext
    assert seal.header_of(envelope) == seal.Header(seal.LETTER, pair.public_id, pair.generation)


@given(root=roots, place=places, plaintext=st.binary(max_size=6000))
def test_what_was_sealed_opens_again(
    root: seal.Root, place: seal.EnvelopePlace, plaintext: bytes
) -> None:
    assert seal.open_record(root, place, seal.seal_record(root, place, plaintext)) == plaintext


@given(place=places, plaintext=st.binary(max_size=6000), generation=st.integers(0, 65535))
def test_a_letter_opens_for_its_reader(
    place: seal.EnvelopePlace, plaintext: bytes, generation: int
) -> None:
    pair = seal.KeyPair(PAIR.secret, PAIR.public, generation)
    letter = seal.seal_letter(PAIR.public, generation, place, plaintext)
    assert seal.open_letter(pair, place, letter) == plaintext


@given(one=places, other=places)
def test_two_places_never_give_the_same_bytes(
    one: seal.EnvelopePlace, other: seal.EnvelopePlace
) -> None:
    assert (one == other) == (one.context(1) == other.context(1))
    assert one.context(1) != one.context(2)


def test_a_change_of_any_bit_of_a_record_is_refused() -> None:
    for at in range(len(RECORD)):
        for bits in (1, 2, 4, 8, 16, 32, 64, 128, 255):
            with pytest.raises(seal.SealError):
                seal.open_record(ROOT, HERE, flipped(RECORD, at, bits))


@pytest.mark.parametrize("bits", [0x01, 0x80, 0xFF])
def test_a_change_of_any_byte_of_a_letter_is_refused(bits: int) -> None:
    for at in range(len(LETTER)):
        with pytest.raises(seal.SealError):
            seal.open_letter(PAIR, HERE, flipped(LETTER, at, bits))


def test_a_record_or_letter_cut_short_or_made_longer_is_refused() -> None:
    for size in range(len(RECORD)):
        with pytest.raises(seal.SealError):
            seal.open_record(ROOT, HERE, RECORD[:size])
    for size in range(len(LETTER)):
        with pytest.raises(seal.SealError):
            seal.open_letter(PAIR, HERE, LETTER[:size])
    with pytest.raises(seal.Unopenable):
        seal.open_record(ROOT, HERE, RECORD + b"\0")
    with pytest.raises(seal.Unopenable):
        seal.open_letter(PAIR, HERE, LETTER + b"\0")


@pytest.mark.parametrize("place", ELSEWHERE)
def test_an_envelope_opens_in_no_other_place(place: seal.EnvelopePlace) -> None:
    with pytest.raises(seal.Unopenable):
        seal.open_record(ROOT, place, RECORD)
    with pytest.raises(seal.Unopenable):
        seal.open_letter(PAIR, place, LETTER)


def test_an_envelope_opens_under_no_other_key_or_generation() -> None:
    for root in (seal.new_root(1), replace(ROOT, generation=2)):
        with pytest.raises(seal.Unopenable):
            seal.open_record(root, HERE, RECORD)
    for pair in (seal.new_key_pair(1), replace(PAIR, generation=2)):
        with pytest.raises(seal.Unopenable):
            seal.open_letter(pair, HERE, LETTER)


def test_a_letter_does_not_open_with_another_secret_under_the_same_name() -> None:
    pair = replace(PAIR, secret=seal.new_key_pair(1).secret)
    with pytest.raises(seal.Unopenable):
        seal.open_letter(pair, HERE, LETTER)


class Gullible:
    """A cipher that opens anything, as a ciphertext made for two keys at once would."""

    def __init__(self, key: bytes) -> None:
        pass

    def decrypt(self, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
        return b"\x80".ljust(256, b"\0")


def test_the_commitment_refuses_before_the_cipher_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    other = seal.Root(bytes(32), ROOT.generation)
    other.__dict__["key_id"] = ROOT.key_id
    monkeypatch.setattr(seal, "AESGCM", Gullible)
    assert seal.open_record(ROOT, HERE, RECORD) == b""
    with pytest.raises(seal.Unopenable):
        seal.open_record(other, HERE, RECORD)


def test_bad_padding_inside_a_true_seal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "pad", lambda plaintext: plaintext)
    with pytest.raises(seal.Unopenable):
        seal.open_record(ROOT, HERE, seal.seal_record(ROOT, HERE, WORDS))


def test_a_letter_is_no_record_and_a_record_no_letter() -> None:
    with pytest.raises(seal.UnknownEnvelope):
        seal.open_record(ROOT, HERE, LETTER)
    with pytest.raises(seal.UnknownEnvelope):
        seal.open_letter(PAIR, HERE, RECORD)


@pytest.mark.parametrize(
    "envelope",
    [b"", b"OB", b"XB" + RECORD[2:], b"OB\x00" + RECORD[3:], b"OB\x02" + RECORD[3:]]
    + [b"OB\x01" + bytes([suite]) + RECORD[4:] for suite in (0, 3, 255)]
    + [RECORD[:93], LETTER[:94]],
    ids=lambda envelope: f"{len(envelope)} bytes, {envelope[:4].hex()}",
)  # fmt: skip
def test_what_is_no_envelope_is_unknown(envelope: bytes) -> None:
    with pytest.raises(seal.UnknownEnvelope):
        seal.header_of(envelope)


def test_the_shortest_envelopes_still_have_a_header() -> None:
    assert seal.header_of(RECORD[:94]).suite == seal.RECORD
    assert seal.header_of(LETTER[:95]).suite == seal.LETTER


def test_sealing_twice_never_gives_the_same_bytes() -> None:
    assert len({seal.seal_record(ROOT, HERE, WORDS) for _ in range(50)}) == 50
    assert len({seal.seal_letter(PAIR.public, 1, HERE, WORDS) for _ in range(50)}) == 50


def test_an_envelope_is_94_or_95_bytes_longer_than_its_padded_words() -> None:
    assert len(RECORD) == 94 + 256
    assert len(LETTER) == 95 + 256


def test_nothing_of_a_key_is_shown_pickled_or_copied() -> None:
    for key in (ROOT, PAIR):
        assert repr(key) == f"{type(key).__name__}(***)"
        with pytest.raises(TypeError):
            pickle.dumps(key)
        with pytest.raises(TypeError):
            copy.deepcopy(key)


def test_keys_of_another_size_or_generation_are_not_made() -> None:
    wrong = [(b"", 1), (bytes(31), 1), (bytes(33), 1), (bytes(32), -1), (bytes(32), 65536)]
    for secret, generation in wrong:
        with pytest.raises(ValueError):
            seal.Root(secret, generation)
        with pytest.raises(ValueError):
            seal.KeyPair(secret, PAIR.public, generation)
    with pytest.raises(ValueError):
        seal.KeyPair(PAIR.secret, PAIR.public[:33], 1)
    with pytest.raises(ValueError):
        seal.key_pair_of(bytes(32), 1)


def test_a_salt_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError):
        seal.seal_record(ROOT, HERE, WORDS, salt=bytes(31))


def test_numbers_outside_32_bits_have_no_place() -> None:
    for version in (-1, 2**32):
        with pytest.raises(OverflowError):
            HERE._replace(version=version).context(1)


def test_fresh_keys_differ_and_have_their_own_names() -> None:
    assert len({seal.new_root(1).key_id for _ in range(20)}) == 20
    pairs = [seal.new_key_pair(3) for _ in range(20)]
    assert len({pair.public_id for pair in pairs}) == 20
    assert all(seal.key_pair_of(pair.secret, 3) == pair for pair in pairs)


def test_what_is_no_point_of_the_curve_gets_no_letter() -> None:
    compressed = bytes([2 + PAIR.public[-1] % 2]) + PAIR.public[1:33]
    for public in (b"", compressed, b"\x04" + b"\x01" * 64, b"\x05" + PAIR.public[1:]):
        with pytest.raises(seal.SealError):
            seal.seal_letter(public, 1, HERE, WORDS)


def test_one_purpose_tells_nothing_of_another() -> None:
    keys = {seal.derive(ROOT.secret, purpose) for purpose in ("kek", "sk", "pins", "kek ")}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)
