"""What goes to a phone by way of a push service: sealed to that phone, and signed by this server.

Body   salt16 | record size4 | key size1 = 65 | sender's point65 | AES-128-GCM(content | 2 | zeros)
       One record of the content coding aes128gcm (RFC 8188), its keys by RFC 8291, section 3.4.
Token  base64url(header) . base64url(claims) . base64url(r32 | s32), ES256 (RFC 8292, RFC 7518).

Pure: values in, values out. Numbers are big-endian; base64url has no padding.
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .keys import CURVE, KeyPair, key_pair_of, new_key_pair, require_size

if TYPE_CHECKING:
    from collections.abc import Mapping

_SALT, _AUTH, _POINT = 16, 16, 65
_LAST_RECORD = b"\x02"
_RECORD_SIZE = 4096
# The order of P-256's base point (SEC 2, section 2.4.2).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Phone(NamedTuple):
    """What a browser gives to be written to: its 65-byte point, and 16 bytes that both know."""

    public: bytes
    auth: bytes


def phone_of(public: str, auth: str) -> Phone:
    """A browser's `p256dh` and `auth`, in base64url. Raises ValueError for what is neither."""
    phone = Phone(from_base64url(public), from_base64url(auth))
    require_size(phone.auth, _AUTH)
    _point(phone.public)
    return phone


def seal_to_phone(
    phone: Phone,
    content: bytes,
    size: int,
    *,
    salt: bytes | None = None,
    sender: KeyPair | None = None,
) -> bytes:
    """The body of a push: `content` padded to `size` bytes and sealed; 103 bytes longer than that.

    `salt` and `sender` are fresh each time; give them only to reproduce a known body.
    Raises ValueError where the content is longer than `size`.
    """
    if len(content) > size:
        raise ValueError("longer than its padding")
    salt = secrets.token_bytes(_SALT) if salt is None else salt
    require_size(salt, _SALT)
    sender = sender or new_key_pair(0)
    key, nonce = _content_keys(phone, sender, salt)
    padded = (content + _LAST_RECORD).ljust(size + 1, b"\0")
    front = salt + _RECORD_SIZE.to_bytes(4, "big") + bytes([_POINT]) + sender.public
    return front + AESGCM(key).encrypt(nonce, padded, b"")


def identity_of(seed: bytes) -> KeyPair:
    """The key pair by which push services know this server, from 32 secret bytes.

    48 derived bytes reduced into the range of scalars (FIPS 186-5, appendix A.2.1).
    """
    require_size(seed, 32)
    wide = int.from_bytes(_hkdf(None, seed, b"OB1 vapid", 48), "big")
    return key_pair_of((wide % (_ORDER - 1) + 1).to_bytes(32, "big"), 0)


def authorization(server: KeyPair, audience: str, contact: str, until: int) -> str:
    """The header by which a push service knows who is sending (RFC 8292, section 3).

    `audience` is the service's origin, `contact` a mailto: or https: address, `until` seconds
    since 1970, at most a day ahead.
    """
    header = {"typ": "JWT", "alg": "ES256"}
    signed = f"{_part(header)}.{_part({'aud': audience, 'exp': until, 'sub': contact})}"
    return f"vapid t={signed}.{base64url(_signature(server, signed))}, k={base64url(server.public)}"


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ValueError for anything else, also where one more letter would change nothing."""
    raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if base64url(raw) != text.rstrip("="):
        raise ValueError("not base64url")
    return raw


def _content_keys(phone: Phone, sender: KeyPair, salt: bytes) -> tuple[bytes, bytes]:
    agreed = sender.private_key.exchange(ec.ECDH(), _point(phone.public))
    info = b"WebPush: info\0" + phone.public + sender.public
    secret = _hkdf(phone.auth, agreed, info, 32)
    key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    return key, _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)


def _point(public: bytes) -> ec.EllipticCurvePublicKey:
    require_size(public, _POINT)
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)


def _signature(server: KeyPair, signed: str) -> bytes:
    r, s = decode_dss_signature(server.private_key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _part(values: Mapping[str, str | int]) -> str:
    return base64url(json.dumps(values, separators=(",", ":")).encode())


def _hkdf(salt: bytes | None, secret: bytes, info: bytes, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, info).derive(secret)
