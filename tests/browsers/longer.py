"""What `make browsers` tries beside one leave: more pages, a child's page, print, no network."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.faults.server import Server

from .conftest import Begin
from .person import Person
from .test_two_people import Look, plan, two_at_their_phones

pytestmark = pytest.mark.journey

OFFLINE = "Kept while the train was under the hill."
IS_KEPT = "return (await self.pocketStore?.current())?.leave?.state === 'out'"


def test_childs_page_print_and_no_network(begin: Begin, chromium: Browser, server: Server) -> None:
    with two_at_their_phones(begin, server) as (robin, ellis):
        look = Look(chromium, server.address)
        for path in ("/settings/", "/traditions/", "/loop/", "/comfort/", "/help/"):
            look.at(robin, path)
        look.at(ellis, hang_a_childs_page(robin))
        robin.go("/story/year/")
        [sheet] = PdfReader(BytesIO(robin.browser.print())).pages
        assert "December" in sheet.extract_text()
        leave = plan(robin)
        robin.go(f"/leaves/{leave}/departure/")
        robin.press("Out I go", "I’m back")
        robin.until(lambda: robin.browser.run(IS_KEPT) is True, "the phone holds no leave")
        server.stop()
        robin.fill(text=OFFLINE)
        robin.press("Aha", "Kept on this phone.")
        robin.go("/")
        robin.until(lambda: "kept on this phone, sealed" in robin.text, "no shell")
        assert OFFLINE not in robin.text


def hang_a_childs_page(one: Person) -> str:
    one.go("/boards/new/")
    one.fill(called="Ro", child="Mika")
    one.press("Make the page", "Take the page down")
    link = str(one.browser.run("return document.querySelector('#link').value"))
    return link.removeprefix(one.address)
