"""A form whose file is too large: its words come through, however the body is cut."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.front import http1, thinning
from outandback.front.http1 import LONGEST_BODY, LONGEST_FORM, Request, Unfit

NAMED = b"multipart/form-data; boundary=x0x"
WORDS = "The office\r\n--x0 and --x0"
Read = tuple[QueryDict, "MultiValueDict[str, UploadedFile[Any]]"]


def part(name: str, body: bytes, more: str = "") -> bytes:
    head = f'--x0x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + body + b"\r\n"


def form(file: bytes, last: bytes = b"") -> bytes:
    named = part("file", file, '; filename="a.ics"\r\nContent-Type: text/calendar')
    return part("name", WORDS.encode()) + named + part("last", b"of all") + b"--x0x--\r\n" + last


def request(length: int, kind: bytes = NAMED) -> Request:
    lines = (b"POST / HTTP/1.1", b"Host: a", b"Content-Type: " + kind)
    return Request(b"\r\n".join([*lines, b"Content-Length: %d" % length, b"", b""]))


def as_a_page_reads(body: bytes) -> Read:
    about = {"CONTENT_TYPE": NAMED.decode(), "CONTENT_LENGTH": len(body)}
    handlers = RequestFactory().post("/").upload_handlers
    return MultiPartParser(about, BytesIO(body), handlers).parse()


@pytest.mark.parametrize("size", [1000, 65536])
def test_of_a_large_file_the_beginning_comes_and_all_that_was_typed(size: int) -> None:
    whole = form(b"heron\r\n-" * (2 << 20))
    read = request(len(whole))
    for start in range(0, len(whole), size):
        read.take(whole[start : start + size])
    assert read.whole and len(read.content) < LONGEST_BODY
    words, files = as_a_page_reads(bytes(read.content))
    assert (words["name"], words["last"]) == (WORDS, "of all")
    (file,) = files.getlist("file")
    assert file.size == thinning.BEGINNING


@given(st.lists(st.integers(1, 40), max_size=80), st.binary(max_size=90), st.binary(max_size=9))
@settings(deadline=None)
def test_what_is_not_too_large_comes_as_it_is(cuts: list[int], file: bytes, last: bytes) -> None:
    whole = form(file.replace(b"--x0x", b""), last)
    thin, left, came = thinning.Thinning(b"x0x"), whole, b""
    for cut in [*cuts, len(whole)]:
        came, left = came + thin.take(left[:cut]), left[cut:]
    assert came + thin.rest() == whole


@pytest.mark.parametrize(
    ("length", "kind"),
    [
        (LONGEST_FORM + 1, NAMED),
        (LONGEST_BODY + 1, b"application/x-www-form-urlencoded"),
        (LONGEST_BODY + 1, b"multipart/form-data"),
    ],
)
def test_what_is_larger_than_that_is_refused_before_it_comes(length: int, kind: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        request(length, kind)
    assert refused.value.status == 413


def test_words_are_never_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be so much of them as of any body, and no more."""
    monkeypatch.setattr(http1, "LONGEST_BODY", 1000)
    whole = part("name", b"a" * 2000) + b"--x0x--\r\n"
    with pytest.raises(Unfit) as refused:
        request(len(whole)).take(whole)
    assert refused.value.status == 413


def test_a_part_that_never_says_what_it_is_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http1, "LONGEST_BODY", 1000)
    whole = b"--x0x\r\n" + b"a" * 20_000
    with pytest.raises(Unfit) as refused:
        request(len(whole)).take(whole)
    assert refused.value.status == 400
