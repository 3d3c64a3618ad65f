"""A keepsake as a PDF, made in a process of its own, which is given what both have."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock, Timer
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.story.templatetags.story import opened
from outandback.rooms.comeback.queries import brought_along
from outandback.rooms.loop.queries import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outandback.rooms.comeback.models import Telling
    from outandback.vault.keyring import Keyring

SECONDS, LARGEST = 60.0, 128 << 20
PROCESS = Path(__file__).with_name("pdf_process.py")
# Where libraries and fonts lie, on machines that keep them elsewhere. No other setting goes along.
PLACES = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
ONE_AT_A_TIME = Lock()
BUSY = _("Another PDF is being made just now. Try again in a minute.")
NOT_MADE = _("The PDF could not be made. Choose fewer months and try again.")


class NotMade(Exception):
    """Why there is none, as the page says it."""


@cache
def can_be_made() -> bool:
    return find_spec("weasyprint") is not None


def photos_of(keyring: Keyring, kept: Iterable[object]) -> Iterator[tuple[str, bytes]]:
    """Those of the page, each opened when it is its turn."""
    leaves = (one for one in kept if isinstance(one, Chapter))
    for line in (line for leaf in leaves for line in leaf.lines):
        brought, _ = opened(keyring, line)
        if brought and brought.photo:
            yield str(line.telling.pk), _photo(keyring, line.telling, brought.photo)


def _photo(keyring: Keyring, telling: Telling, names: Sequence[str]) -> bytes:
    """Nothing where it is not all there: its place says then what it was, as on the page."""
    try:
        return brought_along(keyring, telling, names)
    except Http404:
        return b""


def made(page: str, photos: Iterable[tuple[str, bytes]]) -> bytes:
    """One at a time in each server, so that the rest of the house goes on."""
    if not ONE_AT_A_TIME.acquire(blocking=False):
        raise NotMade(BUSY)
    try:
        return _pressed(page, photos)
    finally:
        ONE_AT_A_TIME.release()


def _pressed(page: str, photos: Iterable[tuple[str, bytes]]) -> bytes:
    command = [sys.executable, "-I", "-B", str(PROCESS)]
    places = {name: os.environ[name] for name in PLACES if name in os.environ}
    # S603: the command is of this program's own names alone, and goes through no shell.
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd="/", env=places) as process:  # noqa: S603
        over = Timer(SECONDS, process.kill)
        over.start()
        try:
            paper = _handed_over(process, _pieces(page, photos))
        finally:
            over.cancel()
            process.kill()
    if process.returncode or not paper.startswith(b"%PDF"):
        raise NotMade(NOT_MADE)
    return paper


def _handed_over(process: Popen[bytes], pieces: Iterator[bytes]) -> bytes:
    """All of it goes in before anything comes out, so that neither waits for the other."""
    if not process.stdin or not process.stdout:
        return b""
    try:
        with process.stdin as pipe:
            for piece in pieces:
                pipe.write(len(piece).to_bytes(4, "big") + piece)
    except BrokenPipeError:
        return b""
    paper = process.stdout.read(LARGEST)
    if len(paper) < LARGEST:
        process.wait()
    return paper


def _pieces(page: str, photos: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    yield page.encode()
    for name, raw in photos:
        yield from (name.encode(), raw)
