from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from outandback.vault import passphrase_strength

ANA = SimpleNamespace(email="ana.kestrel@harbourlight.example")


def refusal(passphrase: str, user: object | None = None) -> str:
    with pytest.raises(ValidationError) as refused:
        passphrase_strength.PassphraseStrength().validate(passphrase, user)
    return str(refused.value.message)


@pytest.mark.parametrize("passphrase", ["", "short", "Xk9!vQ2#mP7&z1"])
def test_under_fifteen_characters_is_too_short(passphrase: str) -> None:
    assert refusal(passphrase) == passphrase_strength.TOO_SHORT.format(least=15)


def test_over_a_thousand_characters_is_too_long() -> None:
    assert refusal("velvet otter ladder plum " * 41) == passphrase_strength.TOO_LONG.format(
        most="1,024"
    )
    passphrase_strength.PassphraseStrength().validate(("velvet otter ladder plum " * 41)[:1000])


@pytest.mark.parametrize(
    "passphrase",
    ["aaaaaaaaaaaaaaaaaaaa", "passwordpassword", "123456789012345678", "qwertyuiopasdfgh",
     "outandbackoutandback", "out and back 2026", "out and back out and back",
     "monkey monkey monkey monkey"],
)  # fmt: skip
def test_what_is_guessed_early_is_refused(passphrase: str) -> None:
    assert refusal(passphrase) == str(passphrase_strength.GUESSABLE)


def test_ones_own_address_does_not_count() -> None:
    for passphrase in (ANA.email, "harbourlightkestrel"):
        passphrase_strength.PassphraseStrength().validate(passphrase)
        assert refusal(passphrase, ANA) == str(passphrase_strength.GUESSABLE)


GOOD = ["velvet otter ladder plum", "vier einfache worte genügen", "kettle-moss-9-lantern"]


@pytest.mark.parametrize("passphrase", GOOD)
@pytest.mark.parametrize("user", [None, ANA, SimpleNamespace(), SimpleNamespace(email=None)])
def test_plain_words_that_do_not_belong_together_will_do(
    passphrase: str, user: object | None
) -> None:
    passphrase_strength.PassphraseStrength().validate(passphrase, user)


def test_the_help_says_what_is_asked() -> None:
    assert "15 characters" in passphrase_strength.PassphraseStrength().get_help_text()


def test_the_list_of_guesses_is_loaded_only_when_a_passphrase_is_chosen() -> None:
    program = (
        "import sys, outandback.vault.seal, outandback.vault.codes\n"
        "assert not any(name.startswith(('zxcvbn', 'django')) for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
