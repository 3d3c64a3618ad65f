"""What a browser seals is, byte for byte, what the vault opens."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page

from outandback.vault import seal
from outandback.vault.errors import Unopenable
from outandback.vault.fields import Stored
from outandback.vault.padding import pad

from .conftest import Open

pytestmark = pytest.mark.journey

VECTORS = Path(__file__).parent.parent / "vault" / "vectors_ob1.json"
PLACE = seal.EnvelopePlace(
    "away_moment",
    "caught",
    UUID("11111111-2222-4333-8444-555555555555"),
    UUID("99999999-8888-4777-a666-555555555555"),
    1,
)
# The place above in generation 3, frozen.
CONTEXT = (
    "0000000b617761795f6d6f6d656e7400000006636175676874"
    "0000001011111111222243338444555555555555"
    "000000109999999988884777a666555555555555"
    "000000040000000300000004000000010000000400000001"
)
IN_PAGE = """async ([call, ...given]) => {
    const seal = await import("/static/pocket/seal.js");
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const raw = await ({
        context: (place, generation) => seal.context(place, generation),
        pad: (size) => seal.pad(new Uint8Array(size).fill(7)),
        letter: (key, generation, place, plain) =>
            seal.sealLetter({ public: bytes(key), generation }, place, bytes(plain)),
        column: (key, generation, place, words) =>
            seal.sealColumn({ public: bytes(key), generation }, place, words),
    })[call](...given);
    let text = "";
    for (const byte of raw) text += String.fromCharCode(byte);
    return btoa(text);
}"""


@pytest.fixture
def page(open_page: Open) -> Page:
    page = open_page()
    page.goto("/sign-in/")
    return page


def in_browser(page: Page, call: str, *given: Any) -> bytes:
    return b64decode(page.evaluate(IN_PAGE, [call, *given]))


def spelled(place: seal.EnvelopePlace) -> dict[str, Any]:
    return {**place._asdict(), "row": str(place.row), "owner": str(place.owner)}


def test_a_place_is_the_same_bytes_here_and_there(page: Page) -> None:
    assert in_browser(page, "context", spelled(PLACE), 3).hex() == CONTEXT
    assert PLACE.context(3).hex() == CONTEXT
    for vector in json.loads(VECTORS.read_text(encoding="utf-8"))["records"]:
        place, generation = vector["place"], vector["generation"]
        assert in_browser(page, "context", place, generation).hex() == vector["context"]


def test_the_padding_is_the_same(page: Page) -> None:
    for size in (0, 1, 254, 255, 256, 511, 512, 4094, 4095, 4096, 4200, 7935, 8191, 9000):
        assert in_browser(page, "pad", size) == pad(b"\x07" * size), size


@pytest.mark.parametrize("size", [0, 300, 7900])
def test_a_letter_from_the_browser_opens_for_its_person_alone(page: Page, size: int) -> None:
    pair, words = seal.new_key_pair(3), bytes(range(100)) * (size // 100)
    letter = in_browser(
        page,
        "letter",
        b64encode(pair.public).decode(),
        3,
        spelled(PLACE),
        b64encode(words).decode(),
    )
    assert seal.open_letter(pair, PLACE, letter) == words
    assert len(letter) == len(seal.seal_letter(pair.public, 3, PLACE, words))
    for elsewhere in (PLACE._replace(row=PLACE.owner), PLACE._replace(version=2)):
        with pytest.raises(Unopenable):
            seal.open_letter(pair, elsewhere, letter)
    with pytest.raises(Unopenable):
        seal.open_letter(seal.new_key_pair(3), PLACE, letter)


def test_a_column_from_the_browser_reads_as_the_vaults_own(page: Page) -> None:
    pair = seal.new_key_pair(1)
    words = {"kind": "aha", "text": "“Slack” first – 要.", "caught_at": "2026-05-14T19:00:00.000Z"}
    raw = in_browser(page, "column", b64encode(pair.public).decode(), 1, spelled(PLACE), words)
    stored = Stored.read(raw)
    assert (stored.version, stored.schema) == (1, 1)
    opened = seal.open_letter(pair, PLACE, stored.envelope).decode()
    assert opened == json.dumps(words, ensure_ascii=False, separators=(",", ":"))
