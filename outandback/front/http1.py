"""One request at a time, as HTTP/1.1. h11 reads it; no sockets here.

h11 takes some things that a proxy in front could read in another way, or that cost it much time.
They are refused here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

import h11

from outandback.front.thinning import NoForm, Thinning, boundary_of

LONGEST_HEAD = 32 * 1024
LONGEST_BODY = 8 * 1024 * 1024  # of what is kept
LONGEST_FORM = 64 * 1024 * 1024  # of what is read of a form with a file
MOST_CHUNKS = 16 * 1024  # each costs time, however short it is
PIECE = 1024  # of chunks at a time: a bad line takes h11 time that grows with its square
END = b"\r\n\r\n"
LINES = re.compile(rb"(?:[^\0-\x08\n-\x1f\x7f]++\r\n(?![ \t]))++\r\n")  # no lone LF, none folded
FRAMING = re.compile(rb"\r\n(?:Content-Length|Transfer-Encoding):([^\r]*)", re.IGNORECASE)
METHOD = re.compile(r"(?!CONNECT$)[A-Z]{1,20}")
WHOLE = re.compile(r"https?://[^/?#]+(.*)", re.IGNORECASE)


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

    @property
    def length(self) -> int:
        """What was said; 0 for a body in chunks."""
        return int(self.headers.get("CONTENT-LENGTH", 0))

    @property
    def in_chunks(self) -> bool:
        return "TRANSFER-ENCODING" in self.headers


class Request:
    """Takes the bytes of a body in as they come. Its `http` frames the answer too.

    An h11.Connection is for one thread at a time: the event loop has it until the request is whole,
    then a page's thread. So each request gets its own, and what comes ahead
    waits with the connection.
    """

    def __init__(self, raw: bytes) -> None:
        """From the bytes of a head, the empty line included. Raises Unfit."""
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=PIECE)
        self.content = bytearray()
        self.chunks = 0
        self.whole = False
        self.last = b""
        if not LINES.fullmatch(raw):
            raise Unfit(400)
        self.http.receive_data(raw)
        self.head = read_head(cast(h11.Request, self._event()))  # as the head is whole
        refuse_two_lengths(self.head, raw)
        self.thinning = thinning_of(self.head)
        self._read()

    def take(self, data: bytes) -> bytes:
        """Answers what does not belong to the body any more. Raises Unfit."""
        step = PIECE if self.head.in_chunks else max(len(data), 1)
        for start in range(0, len(data), step):
            piece = data[start : start + step]
            self.http.receive_data(piece)
            self._read()
            left = self.http.trailing_data[0] if self.whole else b""
            self.last = (self.last + piece[: len(piece) - len(left)])[-len(END) :]
            if self.whole and self.head.in_chunks and self.last != END:
                raise Unfit(400)  # to h11 a lone LF is the end as well
            if self.whole:
                return left + data[start + step :]
        return b""

    def go_on(self) -> bytes:
        """For whoever waits for a word before the body (Expect: 100-continue)."""
        if self.whole or not self.http.they_are_waiting_for_100_continue:
            return b""
        word = h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue")
        return self.http.send(word)

    def _event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        try:
            return self.http.next_event()
        except h11.RemoteProtocolError as trouble:
            raise Unfit(trouble.error_status_hint) from None

    def _read(self) -> None:
        while not self.whole:
            event = self._event()
            if type(event) is h11.Data:
                self._keep(event)
            elif type(event) is h11.EndOfMessage:
                self.whole = True
                self.content += self.thinning.rest() if self.thinning else b""
            else:
                return

    def _keep(self, event: h11.Data) -> None:
        self.chunks += event.chunk_start
        data = bytes(event.data) if self.thinning is None else self._thinned(bytes(event.data))
        if len(self.content) + len(data) > LONGEST_BODY or self.chunks > MOST_CHUNKS:
            raise Unfit(413)
        self.content += data

    def _thinned(self, data: bytes) -> bytes:
        try:
            return self.thinning.take(data) if self.thinning else data
        except NoForm:
            raise Unfit(400) from None


def read_head(request: h11.Request) -> Head:
    """As the program sees it. Raises Unfit."""
    target, version = request.target.decode(), request.http_version.decode()
    head = Head(request.method.decode(), target, f"HTTP/{version}")
    if version not in {"1.0", "1.1"}:
        raise Unfit(505)
    if whole := WHOLE.fullmatch(head.target):
        head.target = whole[1] if whole[1].startswith("/") else "/" + whole[1]
    if not head.target.startswith("/") or not METHOD.fullmatch(head.method):
        raise Unfit(400)
    for name, value in request.headers.raw_items():
        if b"_" not in name:  # it would look like one with a dash, which a proxy may have set
            _add(head, name.decode().upper(), value.decode("latin-1"))
    return head


def _add(head: Head, key: str, text: str) -> None:
    if key in head.headers:
        if key == "CONTENT-TYPE":
            raise Unfit(400)
        text = head.headers[key] + ("; " if key == "COOKIE" else ", ") + text
    head.headers[key] = text


def refuse_two_lengths(head: Head, raw: bytes) -> None:
    """h11 lets chunks go before a length, and takes the same length twice. Raises Unfit."""
    said = FRAMING.findall(raw)
    if len(said) > 1 or b"," in b"".join(said) or (head.in_chunks and head.version == "HTTP/1.0"):
        raise Unfit(400)


def thinning_of(head: Head) -> Thinning | None:
    """For a form whose file makes it longer than any other body may be. Raises Unfit."""
    if head.length <= LONGEST_BODY:
        return None
    boundary = boundary_of(head.headers.get("CONTENT-TYPE", ""))
    if not boundary or head.length > LONGEST_FORM:
        raise Unfit(413)
    return Thinning(boundary)
