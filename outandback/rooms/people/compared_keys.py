"""The partner's keys as the two compared them, held against what stands in the database now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from outandback.vault import codes, seal
from outandback.vault import queries as vault_queries
from outandback.vault.keyring import KeyMissing

from .models import Membership, Pin
from .queries import has_left

if TYPE_CHECKING:
    from outandback.vault.keyring import Keyring


class KeysChanged(Exception):
    """The partner's keys are not those that the two compared."""


class WordsNotCompared(KeysChanged):
    """The two have not compared any keys yet."""


def fingerprint_of_partner(mine: Membership) -> bytes:
    """What the partner's public keys hash to; Http404 where nothing is known of them."""
    found = _known_of(mine.other) if mine.other else None
    if found is None:
        raise Http404
    return found


def four_words_of(mine: Membership, keyring: Keyring) -> tuple[str, str, str, str]:
    """What both read out to each other; the same for both while nobody swapped their keys.

    Raises KeyMissing.
    """
    own = vault_queries.fingerprint_of(mine.person_id)
    first = keyring.keyset.pairs.get(mine.pair_id, {}).get(1)
    if own is None or first is None:
        raise KeyMissing
    key = seal.derive(first, "four words")
    return codes.four_words(own, fingerprint_of_partner(mine), key)


def pin_holds(mine: Membership, keyring: Keyring) -> bool:
    """Whether the partner's keys are still those that the two compared."""
    if not mine.words_compared or mine.other is None:
        return False
    return pinned(mine, keyring) == _known_of(mine.other)


def pinned(mine: Membership, keyring: Keyring) -> bytes | None:
    """What the partner's public keys hashed to when the two compared their words."""
    pin: Pin | None = keyring.open(mine, "pin")
    return bytes.fromhex(pin.fingerprint) if pin else None


def require_pinned_keys(mine: Membership | None, keyring: Keyring) -> None:
    """Before anything is sealed for the pair. Raises KeysChanged.

    Once the other one has left, it is sealed with a key that its writer alone holds.
    """
    if mine is None or has_left(mine.other):
        return
    if not mine.words_compared:
        raise WordsNotCompared
    if not pin_holds(mine, keyring):
        raise KeysChanged


def _known_of(other: Membership) -> bytes | None:
    """As they were, where they went with an account before the other knows of a parting."""
    return bytes(other.fingerprint or b"") or vault_queries.fingerprint_of(other.person_id)
