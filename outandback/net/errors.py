"""What can go wrong between this program and another machine: kinds, and no sentence for people."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """Which rule an address, or what came from it, did not keep."""

    ADDRESS = "no address of a page"
    SCHEME = "neither https nor a host that may do without"
    WRONG_PORT = "another port than those of https and CalDAV"
    INSIDE = "not out on the internet"
    REDIRECT = "it leads on to where nobody may be led"
    TOO_MANY = "it leads on and on"
    ENCODED = "packed, though nobody asked for that"


class NetError(Exception):
    """Nothing came of it."""


class Refused(NetError):
    """Not an address that this program asks or writes to."""

    def __init__(self, rule: Rule = Rule.ADDRESS) -> None:
        super().__init__(rule)
        self.rule = rule


class Unreachable(NetError):
    """No answer, or none in time."""


class TooLarge(NetError):
    """More than is read."""


class Broken(NetError):
    """An answer that makes no sense. `what` is for a log, and never holds anybody's words."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what
