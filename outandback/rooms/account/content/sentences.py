"""What the forms of the account answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WRONG = _("That didn’t open it. Check for capital letters and try again.")
NOT_YOURS = _("That is not your passphrase. Check for capital letters and try again.")
STILL_LOCKED = _(
    "That is your sign-in passphrase of today. What you wrote is still sealed with the one from "
    "before: type that one, or use your recovery sheet."
)
# What works without the passphrase, each as it was called, or since when.
WAYS = {
    "passkey": _("Passkey: {told}"),
    "device": _("A browser known since {told}"),
    "push": _("A phone that gets messages since {told}"),
    "phone": _("A phone that keeps moments since {told}"),
}
NO_KEY = _(
    "That is your passphrase, but the key that it should open is missing on this server. Whoever "
    "runs it may have it in a backup. Your own space may still open."
)
TYPE_IT = _("Type your passphrase.")
NO_CODE = _("Type the code from your sheet: nine groups.")
WRONG_CODE = _("That is not the code of your sheet. Look for letters that are easy to mix up.")
NOT_YET = _("The day of waiting is not over, or it was called off. This page says which.")
MINUTES = _("Choose from 1 to 60 minutes.")
SAME = _("That is the passphrase you have now. Choose another one.")
CLOSED_WORDS = _(
    "Your words can’t be sealed while your writing is closed. Leave them out, or open it first."
)
CHOOSE = _("Choose what your partner will see.")
# The two go together: the first is what is typed, and the second says so.
THE_WORD = _("erase")
TYPE_THE_WORD = _("Type the word erase.")
