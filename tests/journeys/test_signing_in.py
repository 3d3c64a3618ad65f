"""Ways in: each shows what its key opens, and no more."""

from __future__ import annotations

import base64
import hmac
import struct
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.server import command, environment

from .conftest import Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

STEP = 30


def code_now(secret: str) -> str:
    """RFC 6238, as an authenticator app reckons it: SHA-1, six digits, steps of 30 seconds."""
    if (left := STEP - time.time() % STEP) < 4:
        time.sleep(left + 0.1)
    step = struct.pack(">Q", int(time.time()) // STEP)
    digest = hmac.digest(base64.b32decode(secret), step, "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def use_an_app(one: Visitor) -> str:
    """Set an authenticator app up. Returns what the app was told."""
    one.page.goto("/settings/sign-in/app/")
    one.show_again()
    secret = one.page.locator("code").inner_text()
    one.page.fill("input[name=code]", code_now(secret))
    one.press("Use this app")
    return secret


def test_a_code_is_a_second_step_and_words_open_after_it(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    robin.start()
    robin.plan("Along the canal")
    secret = use_an_app(robin)

    robin.page = open_page()
    robin.sign_in()
    assert robin.headline == "One more step"
    robin.page.goto("/")
    assert not robin.says("canal")

    robin.page.goto("/sign-in/code/")
    robin.page.fill("input[name=code]", "000000")
    robin.press("Sign in")
    assert robin.says("That code didn’t open it.")
    robin.page.fill("input[name=code]", code_now(secret))
    robin.press("Sign in")
    assert robin.says("Along the canal")


def test_a_passkey_shows_times_and_the_passphrase_opens_words(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    robin.start()
    robin.plan("Along the canal")
    robin.add_passkey("Red phone")
    robin.page.goto("/settings/sign-in/passkeys/")
    assert robin.says("Red phone")
    robin.sign_out()

    robin.sign_in_with_passkey()
    assert robin.headline.startswith("You go out")
    assert robin.says("here are the times and not the words")
    assert not robin.says("canal")
    robin.answer_at("s")
    assert robin.says("Along the canal")


def reset_link(email: str, data: Path, address: str) -> str:
    """What the host prints for somebody who can't sign in, on the same data folder."""
    port = str(urlsplit(address).port)
    done = subprocess.run(
        command("reset", email, "--data", data),
        env=environment(PORT=port),
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.splitlines()[1]


def choose_new_passphrase(one: Visitor, link: str, new: str) -> None:
    one.page.goto(link)
    one.page.fill("input[name=password1]", new)
    one.press("Keep this passphrase")
    assert one.headline == "Your new passphrase is kept."


def begin_with_sheet(one: Visitor) -> str:
    """The first steps, and a recovery sheet. Returns the code on it."""
    one.start()
    return one.make_sheet()


def recover(one: Visitor, sheet: str) -> None:
    """On a known device the sheet opens at once, and seals anew for today's passphrase."""
    one.page.goto("/recovery/")
    one.page.fill("input[name=code]", sheet)
    one.page.fill("input[name=passphrase]", one.passphrase)
    one.press("Open my writing")
    assert one.headline == "Your recovery sheet"


def test_a_reset_restores_sign_in_and_opens_nothing(
    open_page: Open, data_folder: Path, address: str
) -> None:
    robin = Visitor(open_page(), "Robin")
    old, sheet = robin.passphrase, begin_with_sheet(robin)
    robin.keep("The heron waits for everyone.")
    robin.plan("Swim in the lido")
    robin.passphrase = "a yellow door on the hill"
    choose_new_passphrase(robin, reset_link(robin.email, data_folder, address), robin.passphrase)

    robin.sign_in()
    assert robin.says("Two passphrases for now")
    assert not robin.says("lido")
    robin.answer_at("p")
    assert robin.says("still sealed with the one from before")

    robin.answer_at("p", old)
    assert robin.says("Swim in the lido")
    robin.enter_room(old)
    assert robin.says("The heron waits")

    robin.sign_out()
    robin.sign_in()
    recover(robin, sheet)
    robin.sign_out()
    robin.sign_in()
    assert robin.says("Swim in the lido")
    robin.enter_room()
    assert robin.says("The heron waits")


def test_a_form_to_put_right_asks_nothing_that_the_browser_knew(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin", passphrase="too short")
    robin.sign_up()
    zone = robin.page.locator("input[name=zone]")
    robin.page.get_by_text("One thing to put right").wait_for()
    zone.wait_for(state="hidden")
    assert zone.input_value() == "Europe/London"
    zone.evaluate("(one) => { one.value = 'Nowhere/AtAll'; }")
    robin.page.fill("input[name=password1]", "seven brown kettles hum")
    robin.press("Next")
    zone.wait_for(state="visible")
    assert zone.input_value() == "Nowhere/AtAll"
