"""A form with a file that is too large: its words come through, and of the file its beginning, so
that the page itself can say so and keep what was typed. Bytes in, bytes out."""

from __future__ import annotations

import re
from enum import Enum, auto

BOUNDARY = re.compile(r"multipart/form-data\s*;.*\bboundary=\"?([^\";,]{1,70})\"?", re.IGNORECASE)
# Of all files of one form together: more than any page takes, and room beside it for the words.
BEGINNING = 6 << 20
LONGEST_PART_HEAD = 8 * 1024
END_OF_HEAD = b"\r\n\r\n"


class _In(Enum):
    HEAD = auto()
    WORDS = auto()
    FILE = auto()
    AFTER = auto()


class NoForm(Exception):
    """A part that never says what it is."""


def boundary_of(content_type: str) -> bytes:
    """Empty where it is no form with files."""
    found = BOUNDARY.match(content_type)
    return found[1].encode("latin-1") if found else b""


class Thinning:
    """Takes a body in as it comes."""

    def __init__(self, boundary: bytes) -> None:
        self.ends = b"\r\n--" + boundary
        self.waiting = bytearray(b"\r\n")  # the first line of a body ends no other
        self.place, self.kept, self.skip = _In.WORDS, 0, 2

    def take(self, data: bytes) -> bytes:
        """What of it is kept. Raises NoForm."""
        self.waiting += data
        whole = bytearray()
        while piece := self._next():
            whole += piece
        first = bytes(whole[self.skip :])
        self.skip -= min(self.skip, len(whole))
        return first

    def rest(self) -> bytes:
        """What is left once nothing more comes: half a line, for whoever reads it to refuse."""
        left = bytes(self.waiting)
        self.waiting.clear()
        return left

    def _next(self) -> bytes:
        if self.place is _In.HEAD:
            return self._head()
        piece = self._cut(len(self.waiting)) if self.place is _In.AFTER else self._part()
        return piece

    def _head(self) -> bytes:
        if self.waiting.startswith(b"--"):
            self.place = _In.AFTER
            return self._cut(2)
        end = self.waiting.find(END_OF_HEAD)
        if end < 0:
            if len(self.waiting) > LONGEST_PART_HEAD:
                raise NoForm
            return b""
        head = self._cut(end + len(END_OF_HEAD))
        self.place = _In.FILE if b"filename" in head.lower() else _In.WORDS
        return head

    def _part(self) -> bytes:
        """As far as it is known to be no end of it."""
        kept = b""
        while not kept:
            at = self.waiting.find(self.ends)
            if at == 0:
                self.place = _In.HEAD
                return self._cut(len(self.ends))
            known = at if at > 0 else len(self.waiting) - len(self.ends) + 1
            if known <= 0:
                return b""
            kept = self._fitting(self._cut(known))
        return kept

    def _fitting(self, piece: bytes) -> bytes:
        if self.place is not _In.FILE:
            return piece
        fits = piece[: max(BEGINNING - self.kept, 0)]
        self.kept += len(fits)
        return fits

    def _cut(self, size: int) -> bytes:
        piece = bytes(self.waiting[:size])
        del self.waiting[:size]
        return piece
