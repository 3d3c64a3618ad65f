"""An answer as it comes in: every byte is counted, of its head and of its body."""

from __future__ import annotations

from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any

from .errors import TooLarge, Unreachable

if TYPE_CHECKING:
    from threading import Event

LARGEST_HEAD = 64 * 1024
PIECE = 64 * 1024


class Meter(RawIOBase):
    """Lets through as many bytes as it was told, and no more, however they are asked for."""

    def __init__(self, raw: RawIOBase) -> None:
        self.raw = raw
        self.left = LARGEST_HEAD

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        got = self.raw.readinto(buffer)
        self.left -= got or 0
        if self.left < 0:
            raise TooLarge
        return got

    def close(self) -> None:
        self.raw.close()
        super().close()


class MeteredAnswer(HTTPResponse):
    """http.client sets a limit to each line and to their number, but none to all of them, and
    reads a chunk of negative size to the end of the world."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.meter = Meter(self.fp.detach())
        self.fp = BufferedReader(self.meter)


class Heard:
    """An answer whose head is there, and whose body can be read."""

    def __init__(self, answer: HTTPResponse, over: Event) -> None:
        self.answer = answer
        self.over = over
        self.status = answer.status
        self.headers = {name.lower(): value for name, value in answer.getheaders()}

    def read_some(self, most: int) -> None:
        """As much of it as there is, for whoever asks nothing but the status."""
        self._let_in(most)
        self.answer.read(most)

    def read_all(self, most: int) -> bytes:
        """Raises TooLarge for more than that, Unreachable where it ends before its end."""
        if (self.answer.length or 0) > most:
            raise TooLarge
        self._let_in(most)
        body = bytearray()
        while piece := self.answer.read(PIECE):
            body += piece
            if len(body) > most:
                raise TooLarge
        if self.answer.length or self.over.is_set():
            raise Unreachable
        return bytes(body)

    def _let_in(self, most: int) -> None:
        """And a little more, for what stands between chunks."""
        if isinstance(self.answer, MeteredAnswer):
            self.answer.meter.left = most + most // 8 + LARGEST_HEAD
