"""The program's own settings, but for a passphrase that costs as little as it can.

Two people sign up and open their rooms in nearly every story, and a quarter of its time went into
stretching. `test_second_phone` runs with the cost that everybody has.
"""

from __future__ import annotations

from outandback.settings import *  # noqa: F403
from outandback.vault.stretching import Cost

VAULT_COST = VAULT_COST_FLOOR = Cost(8, 1, 1)
