"""A photo as a phone's camera leaves it, with all that it says about where and when."""

from __future__ import annotations

import struct
from base64 import b64decode

from playwright.sync_api import Page

CAMERA_MARK = b"canary-camera-at-51.5074N-0.1278W"
ON_ITS_SIDE = 6  # as EXIF says it: to be turned by a quarter
# A picture that is red above and blue below, or nothing but noise.
DRAWN = """async ([width, height, noise]) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#c00";
    brush.fillRect(0, 0, width, height);
    brush.fillStyle = "#00c";
    brush.fillRect(0, height / 2, width, height / 2);
    if (noise) {
        const picture = brush.createImageData(width, height);
        for (let at = 0; at < picture.data.length; at += 65536) {
            crypto.getRandomValues(picture.data.subarray(at, at + 65536));
        }
        for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
        brush.putImageData(picture, 0, 0);
    }
    return canvas.toDataURL("image/jpeg", 0.95).split(",")[1];
}"""
# How large a picture is, and how red it is near its left and near its right edge.
LOOKED_AT = """async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const { width, height } = picture;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, 0, 0);
    const red = (x) => brush.getImageData(x, height / 2, 1, 1).data[0];
    return { width, height, left: red(2), right: red(width - 3) };
}"""


def camera_photo(page: Page, width: int, height: int, *, noise: bool = False) -> bytes:
    raw = b64decode(page.evaluate(DRAWN, [width, height, noise]))
    assert raw[:2] == b"\xff\xd8"
    return raw[:2] + exif() + comment() + raw[2:]


def exif() -> bytes:
    """Two entries: how it was held, and a description."""
    held = struct.pack(">HHIHH", 0x0112, 3, 1, ON_ITS_SIDE, 0)
    told = struct.pack(">HHII", 0x010E, 2, len(CAMERA_MARK) + 1, 8 + 2 + 24 + 4)
    entries = struct.pack(">H", 2) + told + held + bytes(4)
    tiff = b"MM\x00*" + struct.pack(">I", 8) + entries + CAMERA_MARK + b"\0"
    return segment(0xE1, b"Exif\0\0" + tiff)


def comment() -> bytes:
    return segment(0xFE, CAMERA_MARK)


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def take_photo(page: Page, raw: bytes) -> None:
    """Tap, choose, and see it in the box."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Photo", exact=True).click()
    chooser.value.set_files({"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": raw})
    page.get_by_alt_text("The photo that goes along").wait_for()
