"""A photo and a voice note go along with a moment: bare, sealed in the browser, for one alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .pocketing import HAS_PAPERS, HAS_SENT, IS_OUT, MOMENTS, begin, rows, until
from .taking import CAMERA_MARK, LOOKED_AT, camera_photo, take_photo
from .visitor import Visitor

pytestmark = pytest.mark.journey

PIECES = "select length(held) from away_piece order by length(held)"
HAS_PIECES = "async () => (await self.pocketStore.pieceNames()).length > 0"
NO_PIECES = "async () => !(await self.pocketStore.pieceNames()).length"
PLAYED = """async (address) => {
    const sound = await (await fetch(address)).arrayBuffer();
    return (await new AudioContext().decodeAudioData(sound)).duration;
}"""


@pytest.fixture
def robin(open_page: Open) -> Iterator[Visitor]:
    """Out, with a phone that has its papers."""
    page = open_page()
    person = Visitor(page, "Robin")
    begin(person)
    until(page, HAS_PAPERS)
    person.set_out()
    until(page, IS_OUT)
    page.get_by_role("button", name="Photo", exact=True).wait_for()
    yield person


def speak(page: Page) -> None:
    page.get_by_role("button", name="Voice note", exact=True).click()
    page.get_by_text("Recording: 0:02").wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_label("The voice note that goes along").wait_for()


def source_of(page: Page, tag: str) -> str:
    found = page.locator(f"{tag}.along").get_attribute("src")
    assert found
    return found


def test_a_photo_comes_home_without_where_it_was_taken(robin: Visitor, data_folder: Path) -> None:
    page = robin.page
    sent: list[bytes] = []
    page.on("request", lambda one: sent.append(one.post_data_buffer or b""))
    take_photo(page, camera_photo(page, 400, 200))
    page.fill("[name=text]", "canary by the lock")
    until(page, HAS_PIECES)
    assert "canary" not in str(page.evaluate("async () => JSON.stringify([...document.cookie])"))
    robin.press("Sense")
    page.get_by_text("Kept.", exact=True).wait_for()
    assert page.input_value("[name=text]") == ""
    assert not page.get_by_alt_text("The photo that goes along").count()
    until(page, HAS_SENT)
    assert sent and not [body for body in sent if b"\xff\xd8\xff" in body or CAMERA_MARK in body]

    robin.enter_room()
    assert robin.says("canary by the lock")
    seen = page.evaluate(LOOKED_AT, source_of(page, "img"))
    # it was held on its side: what was above is on the right now
    assert (seen["width"], seen["height"]) == (200, 400)
    assert seen["left"] < 60 < 150 < seen["right"]
    raw = page.request.get(source_of(page, "img"))
    assert raw.headers["content-type"] == "image/jpeg"
    body = raw.body()
    assert CAMERA_MARK not in body and b"Exif" not in body


def test_the_largest_photo_is_made_small_and_waits_without_a_network(
    robin: Visitor, data_folder: Path
) -> None:
    page = robin.page
    before = len(rows(data_folder, PIECES))
    photo = camera_photo(page, 3000, 2200, noise=True)
    assert len(photo) > 4 * 1024 * 1024
    page.context.set_offline(True)
    page.goto("/")
    page.get_by_text("You are out.").wait_for()
    take_photo(page, photo)
    robin.press("Aha")
    page.get_by_text("Kept on this phone.", exact=True).wait_for()
    stored = page.evaluate("""async () => {
        const names = await self.pocketStore.pieceNames();
        const pieces = await Promise.all(names.map((name) => self.pocketStore.piece(name)));
        return pieces.map(({ body }) => body.length);
    }""")
    assert 2 <= len(stored) <= 6 and sum(stored) < 1.6 * 1024 * 1024
    page.context.set_offline(False)
    until(page, NO_PIECES)
    assert len(rows(data_folder, PIECES)) - before == len(stored)
    robin.enter_room()
    seen = page.evaluate(LOOKED_AT, source_of(page, "img"))
    assert max(seen["width"], seen["height"]) <= 2048


def test_a_voice_note_is_heard_again(robin: Visitor) -> None:
    page = robin.page
    speak(page)
    robin.press("Insight")
    page.get_by_text("Kept.", exact=True).wait_for()
    until(page, HAS_SENT)
    robin.enter_room()
    assert page.evaluate(PLAYED, source_of(page, "audio")) > 0.8
    whole = page.request.get(source_of(page, "audio"))
    part = page.request.get(source_of(page, "audio"), headers={"Range": "bytes=4-11"})
    assert (part.status, part.body()) == (206, whole.body()[4:12])


def test_what_goes_along_survives_a_crash_and_can_be_left_out(
    robin: Visitor, data_folder: Path
) -> None:
    page = robin.page
    leave = robin.leave.replace("-", "")
    take_photo(page, camera_photo(page, 80, 60))
    until(page, HAS_PIECES)
    page.get_by_role("button", name="Leave the photo out").click()
    until(page, NO_PIECES)
    take_photo(page, camera_photo(page, 80, 60))
    page.fill("[name=text]", "canary unfinished")
    until(page, HAS_PIECES)
    page.wait_for_timeout(500)
    page.goto("about:blank")
    page.goto("/pocket/")
    until(page, NO_PIECES)
    assert rows(data_folder, MOMENTS, leave) == [(1,)]
    robin.enter_room()
    assert robin.says("canary unfinished")
    assert page.evaluate(LOOKED_AT, source_of(page, "img"))["height"] == 80


def test_a_voice_note_ends_by_itself_after_three_minutes(robin: Visitor) -> None:
    page = robin.page
    page.clock.install()
    page.get_by_role("button", name="Voice note", exact=True).click()
    page.get_by_text("Recording: 0:01").wait_for()
    page.clock.fast_forward(181_000)
    page.get_by_label("The voice note that goes along").wait_for(timeout=30_000)


def test_a_picture_that_is_none_is_refused_in_words(robin: Visitor) -> None:
    page = robin.page
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Photo", exact=True).click()
    chooser.value.set_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    page.get_by_text("This browser can’t read that picture.").wait_for()
    page.fill("[name=text]", "canary stays")
    robin.press("Aha")
    page.get_by_text("Kept.", exact=True).first.wait_for()
