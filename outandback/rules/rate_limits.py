"""How often somebody may guess at something, and how long the next guess waits. Values in, values
out.

Nobody is ever locked out for good: the wait grows with each wrong try, up to a longest one, and
whoever stays away for long enough begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class GuessedSecret(StrEnum):
    """What is guessed at."""

    PASSPHRASE = "passphrase"  # noqa: S105  a word
    PARTING = "parting"
    SECOND_STEP = "second step"
    CODE = "code"
    SIGN_UP = "sign-up"
    MAIL = "mail"
    NETWORK = "network"
    CALENDAR = "calendar"


class Reach(StrEnum):
    """Where somebody stands who guesses. Tries from one place never make another wait."""

    OWN = "own"  # a device that has opened these keys, or that was let in: each counts for itself
    INSIDE = "inside"  # signed in, on another device
    SHEET = "sheet"  # signed out, with the right recovery sheet in hand
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Allowance:
    """So many tries without any wait; then `first`, doubled with each further one, up to
    `longest`. After `lapses` without a try it begins anew."""

    free: int
    first: timedelta
    longest: timedelta
    lapses: timedelta

    def wait_after(self, tries: int) -> timedelta:
        """How long the next one waits after so many wrong tries."""
        if tries < self.free:
            return timedelta()
        doubled: int = 2 ** min(tries - self.free, 32)
        return min(self.first * doubled, self.longest)


# From all unknown devices together, a passphrase is guessed at less than a hundred times in 30
# days: what OUTSIDE, SHEET, INSIDE and the two doors inside let through adds up to that.
_KNOWN = Allowance(10, MINUTE, HOUR, DAY)
_INSIDE = Allowance(10, HOUR, 7 * DAY, 30 * DAY)
_WITH_A_SHEET = Allowance(3, HOUR, 7 * DAY, 30 * DAY)
_STRANGERS = Allowance(5, 2 * MINUTE, DAY, 30 * DAY)
_OF_A_SECRET = {
    Reach.OWN: _KNOWN,
    Reach.INSIDE: _INSIDE,
    Reach.SHEET: _WITH_A_SHEET,
    Reach.OUTSIDE: _STRANGERS,
}
_CODES = Allowance(20, MINUTE, 15 * MINUTE, HOUR)
_INVITED = Allowance(10, 2 * MINUTE, DAY, 30 * DAY)
_MAILS = Allowance(3, 5 * MINUTE, 6 * HOUR, DAY)
_CROWD = Allowance(30, MINUTE, 10 * MINUTE, 10 * MINUTE)
ALLOWED: dict[GuessedSecret, dict[Reach, Allowance]] = {
    GuessedSecret.PASSPHRASE: _OF_A_SECRET,
    GuessedSecret.PARTING: _OF_A_SECRET,
    GuessedSecret.SECOND_STEP: _OF_A_SECRET,
    GuessedSecret.CODE: {Reach.OUTSIDE: _CODES},
    GuessedSecret.SIGN_UP: {Reach.OUTSIDE: _INVITED},
    GuessedSecret.MAIL: {Reach.OUTSIDE: _MAILS},
    GuessedSecret.NETWORK: {Reach.OUTSIDE: _CROWD},
    GuessedSecret.CALENDAR: {Reach.OUTSIDE: _CODES},
}
