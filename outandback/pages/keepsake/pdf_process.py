"""Draws a PDF: a page and its photos come in by a pipe, a PDF goes out by another.

A program of its own, which knows neither Django nor keys. What it is given it keeps in memory: it
opens no file but the program's own, makes no connection, and starts nothing.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pydyf
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY, SECONDS = 1 << 30, 60
EDGE, QUALITY, MOST_PIXELS = 1400, 80, 16_000_000
PHOTO = "photo:"
STYLES = Path(__file__).with_name("content")
LINE = re.compile(r'<svg class="line"[^>]*>')
SHUT = ("socket.", "subprocess.", "ftplib.", "http.", "urllib.", "shutil.", "tempfile.", "os.")
LOOKS = {"os.listdir", "os.scandir", "os.walk", "os.fwalk"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PROGRAM = tuple({f"{Path(place).resolve()}/" for place in (sys.prefix, sys.base_prefix)})


def limit() -> None:
    """No file grows, a core is not dumped, and neither memory nor time is endless."""
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
    ):
        with suppress(ValueError, OSError):  # a Mac knows no limit of memory
            resource.setrlimit(what, (most, most))


def shut(event: str, given: tuple[Any, ...]) -> None:
    """Asked by Python before whatever would leave this process, from now on to its end."""
    if event == "open":
        path, _, flags = given
        if flags & WRITING or not str(Path(str(path)).resolve()).startswith(PROGRAM):
            raise PermissionError("this process opens no file")
    elif event.startswith(SHUT) and event not in LOOKS:
        raise PermissionError("this process keeps to itself")


class OnlyWhatCame(URLFetcher):
    """Gives the photos that came by the pipe, and looks for nothing else anywhere."""

    def __init__(self, photos: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=())  # type: ignore[no-untyped-call] # it has no types
        self.photos = photos

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        kind, _, name = url.partition(PHOTO)
        if kind or name not in self.photos:
            raise ValueError("not in the pipe")
        return URLFetcherResponse(url, self.photos[name], {"Content-Type": "image/jpeg"})


def pieces(pipe: BinaryIO) -> Iterator[bytes]:
    """Each with its length before it."""
    while size := pipe.read(4):
        yield pipe.read(int.from_bytes(size, "big"))


def drawn_anew(raw: bytes) -> bytes:
    """As large as paper shows it, and nothing else that its file held. Empty if it is none."""
    try:
        with Image.open(BytesIO(raw), formats=("JPEG",)) as photo:
            photo.thumbnail((EDGE, EDGE))
            photo.convert("RGB").save(again := BytesIO(), "JPEG", quality=QUALITY)
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""
    return again.getvalue()


def overprint(document: object, pdf: pydyf.PDF) -> None:
    """Two inks on each other print dark. On white nothing else looks different by it."""
    multiply = pydyf.Dictionary({"Type": "/ExtGState", "BM": "/Multiply"})
    for page in [
        one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Page"
    ]:
        contents, resources = (
            pdf.objects[int(page[name].split()[0])] for name in ("Contents", "Resources")
        )
        resources["ExtGState"]["overprint"] = multiply
        contents.stream.insert(0, b"/overprint gs")


def draw(page: str, photos: dict[str, bytes], styles: dict[str, str], out: BinaryIO) -> None:
    """Without a date, a name of a maker or a number of its own, so that the same makes the same."""
    fetcher = OnlyWhatCame(photos)
    inked = LINE.sub(lambda line: f"{line[0]}<style>{styles['line']}</style>", page)
    paper = HTML(string=inked, url_fetcher=fetcher)
    sheet = CSS(string=styles["paper"], url_fetcher=fetcher)
    paper.write_pdf(out, stylesheets=[sheet], finisher=overprint, pdf_tags=True)


def main() -> None:
    limit()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    styles = {name: (STYLES / f"{name}.css").read_text("utf-8") for name in ("paper", "line")}
    sys.addaudithook(shut)
    coming = pieces(sys.stdin.buffer)
    page = next(coming).decode()
    photos = {name.decode(): drawn_anew(raw) for name, raw in zip(coming, coming, strict=True)}
    draw(page, photos, styles, sys.stdout.buffer)


if __name__ == "__main__":
    main()
