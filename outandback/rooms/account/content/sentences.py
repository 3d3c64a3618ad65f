"""What the forms of the account answer, in British English."""

from __future__ import annotations

WRONG = "That didn’t open it. Check for capital letters and try again."
NOT_YOURS = "That is not your passphrase. Check for capital letters and try again."
STILL_LOCKED = (
    "That is your sign-in passphrase of today. What you wrote is still sealed with the one from "
    "before: type that one, or use your recovery sheet."
)
# What works without the passphrase, each as it was called, or since when.
WAYS = {
    "passkey": "Passkey: {}",
    "device": "A browser known since {}",
    "push": "A phone told things since {}",
    "phone": "A phone that keeps moments since {}",
}
NO_KEY = (
    "That is your passphrase, but the key that it should open is missing on this server. Whoever "
    "runs it may have it in a backup. Your own space may still open."
)
TYPE_IT = "Type your passphrase."
NO_CODE = "Type the code from your sheet: nine groups."
WRONG_CODE = "That is not the code of your sheet. Look for letters that are easy to mix up."
NOT_YET = "The day of waiting is not over, or it was called off."
MINUTES = "Choose from 1 to 60 minutes."
SAME = "That is the passphrase you have now."
CLOSED_WORDS = (
    "Your words can’t be sealed while your writing is closed. Leave them out, or open it first."
)
CHOOSE = "Choose what will be seen."
THE_WORD = "erase"
TYPE_THE_WORD = "Type the word erase."
