"""Draws the pictures of the home screen as PNG files, for telephones that take no SVG.

    CHROMIUM=$(scripts/chromium.sh) .venv/bin/python scripts/icons.py

Each name's own SVG is the drawing. An iPhone rounds the corners itself, and a launcher may cut a
picture down to the circle in its middle: both are given a ground without corners.
"""

from __future__ import annotations

import os
import struct
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from functools import cache
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STATIC = (
    Path(__file__).resolve().parent.parent / "outandback" / "pages" / "pocket" / "static" / "pocket"
)
NAMES = ("loop", "notes", "out")
SIZES = {"192": 192, "512": 512, "whole": 512, "touch": 180}
CORNERS = ' rx="14"'
INNER = '<g transform="translate(4.5 4.5) scale(.86)">'
COLOURS = 256
PIXELS = """async ([source, side]) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const brush = canvas.getContext("2d");
    brush.drawImage(image, 0, 0, side, side);
    const raw = brush.getImageData(0, 0, side, side).data;
    let letters = "";
    for (let at = 0; at < raw.length; at += 4096)
        letters += String.fromCharCode(...raw.subarray(at, at + 4096));
    return btoa(letters);
}"""


def drawing(name: str, kind: str) -> str:
    """The SVG of one picture."""
    plain = (STATIC / f"{name}.svg").read_text(encoding="utf-8")
    if kind in ("192", "512"):
        return plain
    full = plain.replace(CORNERS, "")
    if kind == "touch":
        return full
    ground, line = full.split("/>", 1)
    return f"{ground}/>{INNER}{line.replace('</svg>', '</g></svg>')}"


def pixels(page: Page, source: bytes, kind: str, side: int) -> bytes:
    """Red, green, blue and alpha of a picture, as the browser paints it."""
    address = f"data:image/{kind};base64,{b64encode(source).decode()}"
    return b64decode(page.evaluate(PIXELS, [address, side]))


def png(raw: bytes, side: int) -> bytes:
    """A PNG with a palette: its commonest colours, and for each other one the nearest of those."""
    dots = [raw[at : at + 4] for at in range(0, len(raw), 4)]
    palette = [colour for colour, _ in Counter(dots).most_common(COLOURS)]
    place = {colour: at for at, colour in enumerate(palette)}

    @cache
    def nearest(dot: bytes) -> int:
        if dot in place:
            return place[dot]
        return min(range(len(palette)), key=lambda at: _far(dot, palette[at]))

    lines = bytearray()
    for at in range(0, len(dots), side):
        lines += bytes([0, *map(nearest, dots[at : at + side])])
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(colour[:3] for colour in palette)),
            _chunk(b"tRNS", bytes(colour[3] for colour in palette)),
            _chunk(b"IDAT", zlib.compress(bytes(lines), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _far(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for name in NAMES:
            for kind, side in SIZES.items():
                raw = pixels(page, drawing(name, kind).encode(), "svg+xml", side)
                (STATIC / f"{name}-{kind}.png").write_bytes(png(raw, side))
        browser.close()


if __name__ == "__main__":
    main()
