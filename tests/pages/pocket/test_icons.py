"""The pictures of a home screen: each is what the manifest says of it, and small."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from outandback.pages.pocket.context import touch_icon
from outandback.rooms.pocket.content import sentences

LARGEST = 12_000


def picture(address: str) -> bytes:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return Path(found).read_bytes()


def side_of(png: bytes) -> str:
    """The size that a PNG says of itself."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n") and len(png) < LARGEST
    return "{}x{}".format(*struct.unpack(">II", png[16:24]))


@pytest.mark.parametrize("name", sentences.NAMES)
def test_every_icon_is_what_the_manifest_says_of_it(name: str) -> None:
    icons = Client().get(reverse("manifest") + f"?as={name}").json()["icons"]
    assert [(one["sizes"], one["purpose"]) for one in icons] == [
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    drawn, *painted = icons
    assert drawn["type"] == "image/svg+xml" and picture(drawn["src"]).startswith(b"<svg ")
    for one in painted:
        assert (one["type"], side_of(picture(one["src"]))) == ("image/png", one["sizes"])


@pytest.mark.parametrize("name", sentences.NAMES)
def test_an_iphone_finds_its_own(name: str) -> None:
    assert side_of(picture(touch_icon(name))) == "180x180"


def test_pages_have_a_picture_also_where_no_name_was_chosen() -> None:
    for address in ("/", "/help/", reverse("pocket")):
        page = Client().get(address).content.decode()
        assert 'rel="apple-touch-icon" href="/static/pocket/loop-touch.png"' in page
