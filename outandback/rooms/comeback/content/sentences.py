"""What is asked after a return, and the ready words of a listener, in British English."""

from __future__ import annotations

Offered = tuple[tuple[str, str], ...]

ASKED = {
    "felt": "All in all, how was this leave for me?",
    "closeness": "How close do you feel to each other?",
    "energy": "And your energy?",
    "guilt": "Looking back, how much guilt was there?",
}
SHORT = {
    "felt": "All in all",
    "closeness": "Closeness",
    "energy": "Energy",
    "guilt": "Guilt",
    "joy": "What was good",
}
JOY = "What was good about it?"
JOY_HINT = "Kept or shown, as you like. Nothing has to have been."
REASSURANCE = "A line to go with it"
REASSURANCE_HINT = (
    "In your own words, for the one who was not there. It is shown with what was good."
)
CHOICES: Offered = (
    ("keep", "Keep"),
    ("tell", "Tell"),
    ("teach", "Teach"),
    ("give", "Give"),
    ("later", "Later"),
)
ALONE: Offered = (("keep", "Keep"), ("later", "Later"))
WEIGHTS: Offered = (("light", "Light"), ("tender", "Tender"))
ALONG: Offered = (("photo", "The photo"), ("voice", "The voice note"))
LANDED: Offered = (("yes", "Yes"), ("partly", "Partly"), ("no", "Not this time"), ("", "Pass"))
# Each phrase stands alone, and in a row with others; the button leaves out the full stop.
PHRASES = (
    "Oh, really?",
    "Wow.",
    "Show me.",
    "I never knew that about you.",
    "I need to think about it.",
)

NO_QUESTION = "None of these"
SHARE = "Share any of these with {}?"
SHARE_HINT = "What you don’t tick stays yours."
NO_WORDS_YET = "Add a few words to tell it, or keep it for now."
NOTHING_SAID = "One thing back, or one question. A single word is enough."
SAID_BEFORE = "You said something back before, and that stands. This was not sent."
SEALED_MEANWHILE = (
    "Your words were sealed while you wrote. Open them again in another tab, then send this: "
    "it is all still here."
)
