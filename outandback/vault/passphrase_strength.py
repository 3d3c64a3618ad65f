"""What a passphrase must be. The list of guesses takes 9 MB: it is loaded when one is chosen."""

from __future__ import annotations

import re
from importlib import import_module

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .passphrase_hash import LONGEST

SHORTEST = 15
STRONG_ENOUGH = 3
# Guessing is judged on the front of a long passphrase; the rest can only make it stronger.
_JUDGED = 100

TOO_SHORT = _("Use at least {least} characters. Four or more plain words is good.")
TOO_LONG = _("A passphrase has at most {most} characters.")
GUESSABLE = _("This one is easy to guess. Try four or more words that don't belong together.")


def too_long() -> str:
    """The sentence that refuses it."""
    return TOO_LONG.format(most=f"{LONGEST:,}")


class PassphraseStrength:
    """A Django password validator: length, and how early it would be guessed (zxcvbn, 3 or 4).

    No rule about kinds of characters: they make passphrases harder to keep, not harder to guess.
    """

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError with one sentence unless the passphrase will do."""
        if len(password) < SHORTEST:
            raise ValidationError(TOO_SHORT.format(least=SHORTEST), code="passphrase_too_short")
        if len(password) > LONGEST:
            raise ValidationError(too_long(), code="passphrase_too_long")
        if _score(password, user) < STRONG_ENOUGH:
            raise ValidationError(GUESSABLE, code="passphrase_guessable")

    def get_help_text(self) -> str:
        """One sentence to stand beside the field."""
        said = gettext("At least {least} characters. Four or more plain words is good.")
        return said.format(least=SHORTEST)


def _score(password: str, user: object | None) -> int:
    email = str(getattr(user, "email", "") or "")
    known = [email, *re.split(r"[\W_]+", email), "out and back", "outandback"]
    judged = _each_word_once(password)[:_JUDGED]
    judge = import_module("zxcvbn_rs_py").zxcvbn
    return int(judge(judged, [word for word in known if word]).score)


def _each_word_once(password: str) -> str:
    """A word said twice makes a passphrase longer, and no harder to guess."""
    return " ".join(dict.fromkeys(password.split()))
