"""What a server never takes in: its person is told, and decides. The quiet page tells nothing."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from .conftest import Open
from .pocketing import IS_OUT, MOMENTS, WAITING, Phone, begun, catch, rows, until
from .test_every_page import look

pytestmark = pytest.mark.journey

REFUSED = "async () => (await self.pocketStore.outbox()).every((one) => one.refused)"
# The sealed moments in another shape, and the same once more in their own.
BEND = """async () => {
    for (const item of await self.pocketStore.outbox()) {
        if (item.what === "moment") item.body[37] ^= 3;
        await self.pocketStore.put(item);
    }
}"""
# The server's key is another from now on, until the phone has asked for it.
OTHER_SERVER = """async () => {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const pair = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const base64 = btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_");
    const transit = base64.replaceAll("=", "");
    const { person } = await self.pocketStore.current();
    await self.pocketStore.changePapers(person, (papers) =>
        ({ ...papers, keys: { ...papers.keys, transit } }));
}"""
MOMENT = "A moment, in a shape that this server does not take"
COMMAND = "Something that you did, sealed for another server’s key"
NOT_TAKEN = "Something that was kept on this phone could not be taken in."


def test_what_is_never_taken_in(open_page: Open, data_folder: Path) -> None:
    page = open_page()
    phone, robin = Phone(page.context, Path()), begun(Phone(page.context, Path()), "Robin")
    robin.set_out()
    until(page, IS_OUT)
    page.goto("/settings/phone/")
    page.get_by_text("Nothing is waiting to be sent.").wait_for()
    phone.context.set_offline(True)
    page.goto("/")
    for words in ("one", "two"):
        page.locator("#kept").evaluate("one => { one.textContent = ''; }")
        catch(page, "Aha", words)
    page.evaluate(BEND)
    phone.context.set_offline(False)
    until(page, REFUSED)
    assert not robin.says("taken in")

    phone.context.set_offline(True)
    page.evaluate(OTHER_SERVER)
    page.goto("/")
    robin.press("I’m back")
    page.get_by_text("You are back.").wait_for()
    phone.context.set_offline(False)
    until(page, REFUSED)

    page.goto("/settings/phone/")
    page.get_by_text(MOMENT + " (2)").wait_for()
    assert page.get_by_text(COMMAND, exact=True).is_visible()
    assert not page.get_by_text("Waiting to be sent:").is_visible()
    robin.press("Delete")
    assert not look(page)
    page.evaluate(BEND)
    robin.press("Try again")
    expect(page.get_by_text(MOMENT)).to_be_hidden()
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(2,)]
    page.get_by_text("Tried again: the answer is the same.").wait_for()
    robin.press("Delete")
    robin.press("Delete for good")
    page.get_by_text("What could not be taken in").wait_for(state="hidden")
    assert page.evaluate(WAITING) == 0


def test_today_leads_there(open_page: Open) -> None:
    page = open_page()
    robin = begun(Phone(page.context, Path()), "Robin")
    page.goto("/")
    page.evaluate(
        """async () => {
            await import(document.body.dataset.pocket);
            const { person } = await self.pocketStore.current();
            await self.pocketStore.put({ id: "x", person, what: "moment", refused: 422 });
        }"""
    )
    page.reload()
    page.get_by_text(NOT_TAKEN).wait_for()
    assert not look(page)
    robin.follow("Look at it")
    page.get_by_text(MOMENT, exact=True).wait_for()
    robin.press("Try again")
    page.get_by_text("Tried again: the answer is the same.").wait_for()
