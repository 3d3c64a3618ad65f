"""The ways in which the vault says no. None of them carries a key, a code or a word of content."""

from __future__ import annotations


class SealError(Exception):
    """Anything that the sealing code refuses."""


class Unopenable(SealError):
    """Wrong key, another place, or tampered with. Which of them is not told."""


class UnknownEnvelope(SealError):
    """Not an OB1 envelope: other magic, version or suite, or too short to be one."""


class TooManyStretches(Exception):
    """So many stretches wait already that this one is not begun. Nothing was tried."""


class WeakCost(SealError):
    """A slot asks for less stretching than the floor, or for more than the ceiling."""


class TooLong(SealError):
    """A passphrase of more characters than any can have; nothing was stretched."""
