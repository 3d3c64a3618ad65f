"""A browser on a phone that opens what is pushed to it, by RFC 8291 as a receiver reads it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from outandback.vault.keys import CURVE, KeyPair, new_key_pair
from outandback.vault.web_push import Phone, base64url


def hkdf(salt: bytes, secret: bytes, info: bytes, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, info).derive(secret)


@dataclass(frozen=True)
class ReadingPhone:
    pair: KeyPair
    auth: bytes

    @classmethod
    def new(cls) -> ReadingPhone:
        return cls(new_key_pair(0), secrets.token_bytes(16))

    @property
    def given(self) -> Phone:
        return Phone(self.pair.public, self.auth)

    @property
    def typed(self) -> dict[str, str]:
        """As a browser posts them."""
        return {"p256dh": base64url(self.pair.public), "auth": base64url(self.auth)}

    def open(self, body: bytes) -> bytes:
        """The content, without its padding. Raises InvalidTag where it is another's."""
        salt, size, sender, sealed = body[:16], body[20], body[21:86], body[86:]
        assert size == 65
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        agreed = self.pair.private_key.exchange(ec.ECDH(), point)
        info = b"WebPush: info\0" + self.pair.public + sender
        secret = hkdf(self.auth, agreed, info, 32)
        key = hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)
        content, mark, zeros = AESGCM(key).decrypt(nonce, sealed, b"").rpartition(b"\x02")
        assert mark and not zeros.strip(b"\0")
        return content
