"""Web push as its RFCs write it down, and what is not let through."""

from __future__ import annotations

import json
import secrets

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from outandback.vault.keys import CURVE, key_pair_of, new_key_pair
from outandback.vault.web_push import (
    Phone,
    authorization,
    from_base64url,
    identity_of,
    phone_of,
    seal_to_phone,
)
from tests.vault.phone import ReadingPhone

# RFC 8291, section 5 and appendix A.
PLAINTEXT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
RECEIVER_POINT = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)

# RFC 8292, section 2.4.
TOKEN = (
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOj"
    "E0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMl"
    "MuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
)
TOKEN_KEY = (
    "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
)
AUDIENCE, CONTACT, UNTIL = "https://push.example.net", "mailto:push@example.com", 1453523768


def taken_apart(header: str) -> tuple[str, str]:
    """Token and key of an authorization header."""
    scheme, _, rest = header.partition(" ")
    token, key = rest.split(", ")
    assert scheme == "vapid"
    return token.removeprefix("t="), key.removeprefix("k=")


def verify(token: str, key: str) -> None:
    signed, _, signature = token.rpartition(".")
    raw = from_base64url(signature)
    assert len(raw) == 64
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_base64url(key))
    public.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))


def test_a_push_is_sealed_to_the_bytes_of_the_rfc() -> None:
    phone = phone_of(RECEIVER_POINT, AUTH)
    sender = key_pair_of(from_base64url(SENDER), 0)
    salt = from_base64url(SALT)
    body = seal_to_phone(phone, PLAINTEXT, len(PLAINTEXT), salt=salt, sender=sender)
    assert body == from_base64url(BODY)


def test_the_phone_of_the_tests_opens_the_bytes_of_the_rfc() -> None:
    phone = ReadingPhone(key_pair_of(from_base64url(RECEIVER), 0), from_base64url(AUTH))
    assert phone.open(from_base64url(BODY)) == PLAINTEXT


def test_a_push_opens_on_its_phone_and_on_no_other() -> None:
    phone, other = ReadingPhone.new(), ReadingPhone.new()
    body = seal_to_phone(phone.given, b"\x03", 32)
    assert phone.open(body) == b"\x03"
    with pytest.raises(InvalidTag):
        other.open(body)


def test_every_push_of_one_size_weighs_the_same_and_none_is_like_another() -> None:
    phone = ReadingPhone.new().given
    bodies = [seal_to_phone(phone, bytes([n]), 32) for n in range(8)]
    assert {len(body) for body in bodies} == {32 + 103}
    assert len({body[:16] for body in bodies}) == len({body[21:86] for body in bodies}) == 8


def test_content_longer_than_its_padding_is_refused() -> None:
    with pytest.raises(ValueError, match="padding"):
        seal_to_phone(ReadingPhone.new().given, b"12345", 4)


def test_the_check_of_a_signature_takes_the_one_of_the_rfc() -> None:
    verify(TOKEN, TOKEN_KEY)
    with pytest.raises(InvalidSignature):
        verify(TOKEN.replace("eyJ0", "eyJ1", 1), TOKEN_KEY)


def test_the_token_says_what_the_one_of_the_rfc_says_and_is_signed() -> None:
    server = new_key_pair(0)
    token, key = taken_apart(authorization(server, AUDIENCE, CONTACT, UNTIL))
    verify(token, key)
    assert token.rpartition(".")[0] == TOKEN.rpartition(".")[0]
    assert json.loads(from_base64url(token.split(".")[1]))["aud"] == AUDIENCE
    assert from_base64url(key) == server.public


def test_a_signature_keeps_its_64_bytes_also_where_a_number_is_small() -> None:
    server = new_key_pair(0)
    for until in range(600):  # one in 128 has a leading zero byte
        token, _ = taken_apart(authorization(server, AUDIENCE, CONTACT, until))
        assert len(from_base64url(token.rpartition(".")[2])) == 64


def test_one_seed_is_one_identity_and_another_seed_is_another() -> None:
    seed = secrets.token_bytes(32)
    assert identity_of(seed).public == identity_of(seed).public
    assert identity_of(seed).public != identity_of(seed[::-1]).public
    assert identity_of(b"\xff" * 32).secret != b"\xff" * 32  # beyond the order, and still a key


@pytest.mark.parametrize(
    ("public", "auth"),
    [
        ("", ""),
        (RECEIVER_POINT, ""),
        (RECEIVER_POINT, AUTH[:-2]),
        (RECEIVER_POINT[:-2], AUTH),
        ("BAAA" + RECEIVER_POINT[4:], AUTH),
        (RECEIVER_POINT, "é" * 22),
        (RECEIVER_POINT, AUTH[:-1] + "h"),
        (RECEIVER_POINT, "!" + AUTH),
    ],
)
def test_what_is_no_phone_is_refused(public: str, auth: str) -> None:
    with pytest.raises(ValueError):
        phone_of(public, auth)


def test_a_phone_shows_what_it_was_given() -> None:
    assert phone_of(RECEIVER_POINT, AUTH) == Phone(
        from_base64url(RECEIVER_POINT), from_base64url(AUTH)
    )
