"""Sign-in hashes cost what the slots cost, so that neither is the cheaper target."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import constant_time_compare

from outandback.vault.passphrase_hash import LONGEST
from outandback.vault.seal import Cost, stretch


class Argon2idHasher(BasePasswordHasher):
    algorithm = "ob1_argon2id"

    def encode(self, password: str, salt: str, cost: Cost | None = None) -> str:
        cost = cost or settings.VAULT_COST
        root = b64encode(stretch(password, salt.encode(), cost)).decode()
        return f"{self.algorithm}${cost.memory_kib}${cost.passes}${cost.lanes}${salt}${root}"

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, memory, passes, lanes, salt, root = encoded.split("$")
        cost = Cost(int(memory), int(passes), int(lanes))
        return {"algorithm": algorithm, "cost": cost, "salt": salt, "hash": root}

    def verify(self, password: str, encoded: str) -> bool:
        if len(password) > LONGEST:
            return False
        parts = self.decode(encoded)
        return constant_time_compare(encoded, self.encode(password, parts["salt"], parts["cost"]))

    def must_update(self, encoded: str) -> bool:
        return bool(self.decode(encoded)["cost"] != settings.VAULT_COST)

    def safe_summary(self, encoded: str) -> Any:
        return {"algorithm": self.algorithm}

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: the cost is one setting for everybody."""
