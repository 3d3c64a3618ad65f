"""The published vectors, and the two envelopes made once more by hand from their description."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
from cryptography.hazmat.bindings._rust import openssl as library
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from outandback.vault import seal
from outandback.vault.padding import pad
from tests.vault.material import HERE, PAIR, ROOT, VECTORS, WORDS, place_of, unhex

HKDF_VECTORS = [  # RFC 5869, A.1, A.2 and A.3
    ("0b" * 22, "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
    (bytes(range(80)).hex(), bytes(range(0x60, 0xB0)).hex(), bytes(range(0xB0, 0x100)).hex(),
     "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e59"
     "0e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"),
    ("0b" * 22, "", "",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
]  # fmt: skip


def extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), secret, "sha256")


def expand(key: bytes, info: bytes, size: int) -> bytes:
    out, block, count = b"", b"", 1
    while len(out) < size:
        block = hmac.digest(key, block + info + bytes([count]), "sha256")
        out, count = out + block, count + 1
    return out[:size]


@pytest.mark.parametrize(("secret", "salt", "info", "expected"), HKDF_VECTORS)
def test_hkdf_as_in_rfc_5869(secret: str, salt: str, info: str, expected: str) -> None:
    raw, wanted = bytes.fromhex(secret), bytes.fromhex(expected)
    by_hand = expand(extract(bytes.fromhex(salt), raw), bytes.fromhex(info), len(wanted))
    hkdf = HKDF(hashes.SHA256(), len(wanted), bytes.fromhex(salt) or None, bytes.fromhex(info))
    assert hkdf.derive(raw) == by_hand == wanted


def test_derive_is_hkdf_without_salt() -> None:
    by_hand = expand(extract(b"", ROOT.secret), b"OB1 kek", 32)
    assert seal.derive(ROOT.secret, "kek") == by_hand
    assert ROOT.key_id == expand(extract(b"", ROOT.secret), b"OB1 id", 8)


def test_argon2id_as_in_rfc_9106() -> None:
    argon = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        ad=b"\x04" * 12, secret=b"\x03" * 8,
    )  # fmt: skip
    assert argon.derive(b"\x01" * 32).hex() == (
        "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    )


def test_hpke_as_in_rfc_9180_appendix_a_3() -> None:
    scalar = int("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2", 16)
    sealed = bytes.fromhex(
        "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f9"
        "51c0900be863c403ce65c9bfcb9382657222d18c45ad590bb8baa577f8619db35a36311226a896e7342a6d836"
        "d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
    )
    opened = library.hpke._decrypt_with_aad(
        Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM),
        sealed,
        ec.derive_private_key(scalar, ec.SECP256R1()),
        b"Ode on a Grecian Urn",
        b"Count-0",
    )
    assert opened == b"Beauty is truth, truth beauty"


def lengthy(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def context_by_hand(place: seal.EnvelopePlace, generation: int) -> bytes:
    numbers = [n.to_bytes(4, "big") for n in (generation, place.version, place.schema)]
    return lengthy(
        place.table.encode(), place.field.encode(), place.row.bytes, place.owner.bytes, *numbers
    )


def test_a_record_can_be_made_by_hand() -> None:
    salt, context = b"\x5a" * 32, context_by_hand(HERE, 1)
    header = b"OB\x01\x01" + expand(extract(b"", ROOT.secret), b"OB1 id", 8) + b"\x00\x01"
    both = expand(extract(salt, ROOT.secret), b"OB1 rec" + header + context, 64)
    ciphertext = AESGCM(both[:32]).encrypt(bytes(12), pad(WORDS), context)
    by_hand = header + salt + both[32:] + ciphertext
    assert seal.seal_record(ROOT, HERE, WORDS, salt=salt) == by_hand


def hpke_key_by_hand(shared: bytes, enc: bytes, public: bytes, info: bytes) -> tuple[bytes, bytes]:
    """RFC 9180 sections 4.1 and 5.1: DHKEM(P-256), HKDF-SHA256, AES-256-GCM, base mode."""

    def labelled(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + suite + label + ikm)

    def expanded(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
        return expand(key, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, size)

    kem, suite = b"KEM\x00\x10", b"HPKE\x00\x10\x00\x01\x00\x02"
    secret = expanded(
        kem, labelled(kem, b"", b"eae_prk", shared), b"shared_secret", enc + public, 32
    )
    schedule = b"\x00" + labelled(suite, b"", b"psk_id_hash", b"")
    schedule += labelled(suite, b"", b"info_hash", info)
    key = labelled(suite, secret, b"secret", b"")
    return expanded(suite, key, b"key", schedule, 32), expanded(
        suite, key, b"base_nonce", schedule, 12
    )


def opened_by_hand(pair: seal.KeyPair, place: seal.EnvelopePlace, letter: bytes) -> bytes:
    header, enc, ciphertext = letter[:14], letter[14:79], letter[79:]
    ephemeral = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc)
    shared = pair.private_key.exchange(ec.ECDH(), ephemeral)
    info = b"OB1 letter" + header + context_by_hand(place, pair.generation)
    key, nonce = hpke_key_by_hand(shared, enc, pair.public, info)
    return AESGCM(key).decrypt(nonce, ciphertext, None)


@pytest.mark.parametrize("vector", VECTORS["letters"])
def test_a_frozen_letter_opens_by_hand(vector: dict[str, Any]) -> None:
    secret, plaintext, envelope = unhex(vector, "secret", "plaintext", "envelope")
    pair = seal.key_pair_of(secret, vector["generation"])
    assert opened_by_hand(pair, place_of(vector), envelope) == pad(plaintext)


def test_a_fresh_letter_opens_by_hand_and_names_its_reader() -> None:
    letter = seal.seal_letter(PAIR.public, 1, HERE, WORDS)
    assert letter[:14] == b"OB\x01\x02" + hashlib.sha256(PAIR.public).digest()[:8] + b"\x00\x01"
    assert opened_by_hand(PAIR, HERE, letter) == pad(WORDS)
