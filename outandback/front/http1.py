"""HTTP/1.1 requests as bytes, taken apart strictly (RFC 9110, RFC 9112). No sockets here.

What could be read in two ways is refused, so that a proxy in front and this server never disagree
on where a request ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST_HEAD = 32 * 1024
LONGEST_BODY = 8 * 1024 * 1024
LONGEST_CHUNK_LINE = 256
LONGEST_TRAILER = 8 * 1024
END = b"\r\n\r\n"
METHOD = re.compile(rb"[A-Z]{1,20}")
TARGET = re.compile(rb"[!-~\x80-\xff]+")
WHOLE = re.compile(rb"https?://([^/?#]+)(.*)", re.IGNORECASE)
NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
FORBIDDEN = re.compile(rb"[\0-\x08\x0a-\x1f\x7f]")
DIGITS = re.compile(rb"[0-9]{1,18}")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;[^\r\n]*)?")


class Unfit(Exception):
    """A request that is answered with a status and no page."""

    def __init__(self, status: int) -> None:
        self.status = status


@dataclass
class Head:
    method: str
    target: str
    version: str
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = 0  # None: in chunks

    @property
    def stays(self) -> bool:
        """Whether another request may follow on this connection."""
        said = self.headers.get("CONNECTION", "").lower()
        return self.version == "HTTP/1.1" and "close" not in said

    @property
    def waits_for_a_word(self) -> bool:
        return self.headers.get("EXPECT", "").lower() == "100-continue"


def read_head(raw: bytes) -> Head:
    """The bytes before the empty line. Raises Unfit."""
    first, *lines = raw.split(b"\r\n")
    head = _first_line(first)
    for line in lines:
        _add(head, line)
    if head.version == "HTTP/1.1" and "HOST" not in head.headers:
        raise Unfit(400)
    head.length = _length(head)
    return head


def _first_line(line: bytes) -> Head:
    parts = line.split(b" ")
    if len(parts) != 3 or not METHOD.fullmatch(parts[0]) or not TARGET.fullmatch(parts[1]):
        raise Unfit(400)
    method, target, version = parts
    if version not in {b"HTTP/1.1", b"HTTP/1.0"}:
        raise Unfit(505 if version.startswith(b"HTTP/") else 400)
    if whole := WHOLE.fullmatch(target):
        target = whole[2] if whole[2].startswith(b"/") else b"/" + whole[2]
    if not target.startswith(b"/"):
        raise Unfit(400)
    return Head(method.decode(), target.decode("latin-1"), version.decode())


def _add(head: Head, line: bytes) -> None:
    name, colon, value = line.partition(b":")
    if not colon or not NAME.fullmatch(name) or FORBIDDEN.search(value):
        raise Unfit(400)
    if b"_" in name:  # it would look like one with a dash, which a proxy may have set
        return
    key, text = name.decode().upper(), value.strip(b" \t").decode("latin-1")
    if key in head.headers:
        if key in {"HOST", "CONTENT-LENGTH", "TRANSFER-ENCODING", "CONTENT-TYPE"}:
            raise Unfit(400)
        text = head.headers[key] + ("; " if key == "COOKIE" else ", ") + text
    head.headers[key] = text


def _length(head: Head) -> int | None:
    coding, length = head.headers.get("TRANSFER-ENCODING"), head.headers.get("CONTENT-LENGTH")
    if coding is not None:
        if length is not None or head.version == "HTTP/1.0":
            raise Unfit(400)
        if coding.lower() != "chunked":
            raise Unfit(501)
        return None
    if length is None:
        return 0
    if not DIGITS.fullmatch(length.encode("latin-1")):
        raise Unfit(400)
    if int(length) > LONGEST_BODY:
        raise Unfit(413)
    return int(length)


@dataclass
class Body:
    """Takes bytes in as they come; what follows the body is left over."""

    length: int | None
    content: bytearray = field(default_factory=bytearray)
    left: int = 0  # of the chunk that is coming in
    pending: bytearray = field(default_factory=bytearray)
    trailing: int | None = None
    whole: bool = False

    def take(self, data: bytes) -> bytes:
        """Answers what does not belong to the body any more. Raises Unfit."""
        if self.length is not None:
            mine = data[: self.length - len(self.content)]
            self._keep(mine)
            self.whole = len(self.content) == self.length
            return data[len(mine) :]
        self.pending += data
        while not self.whole and self._step():
            pass
        rest = bytes(self.pending) if self.whole else b""
        if self.whole:
            self.pending.clear()
        return rest

    @property
    def held(self) -> int:
        return len(self.content) + len(self.pending)

    def _keep(self, data: bytes) -> None:
        if len(self.content) + len(data) > LONGEST_BODY:
            raise Unfit(413)
        self.content += data

    def _step(self) -> bool:
        """One piece of a body in chunks; False where more has to come first."""
        if self.left:
            return self._chunk()
        line = self._line(LONGEST_CHUNK_LINE if self.trailing is None else LONGEST_TRAILER)
        if line is None:
            return False
        if self.trailing is not None:
            self._trail(line)
        else:
            self._size(line)
        return True

    def _chunk(self) -> bool:
        """A chunk and the end of its line; `left` counts both."""
        mine = min(len(self.pending), self.left - 2)
        if mine > 0:
            self._keep(bytes(self.pending[:mine]))
            del self.pending[:mine]
            self.left -= mine
        if self.left > 2 or len(self.pending) < 2:
            return False
        if self.pending[:2] != b"\r\n":
            raise Unfit(400)
        del self.pending[:2]
        self.left = 0
        return True

    def _line(self, longest: int) -> bytes | None:
        end = self.pending.find(b"\r\n", 0, longest + 2)
        if end < 0:
            if len(self.pending) > longest:
                raise Unfit(400)
            return None
        line = bytes(self.pending[:end])
        del self.pending[: end + 2]
        return line

    def _size(self, line: bytes) -> None:
        found = CHUNK_SIZE.fullmatch(line)
        if not found:
            raise Unfit(400)
        size = int(found[1], 16)
        if size + len(self.content) > LONGEST_BODY:
            raise Unfit(413)
        if size:
            self.left = size + 2
        else:
            self.trailing = 0

    def _trail(self, line: bytes) -> None:
        """What comes after the last chunk is read over, up to an empty line."""
        self.trailing = (self.trailing or 0) + len(line)
        self.whole = not line
        if self.trailing > LONGEST_TRAILER:
            raise Unfit(400)
