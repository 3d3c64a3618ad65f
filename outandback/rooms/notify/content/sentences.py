"""Every sentence that may leave the app, and what the page about them says, in British English."""

from __future__ import annotations

PLAIN, DISGUISED = "plain", "disguised"

# By kind and wording. There is no other text, and none of these is ever filled in.
SENTENCES = {
    "something": {
        PLAIN: "There is something for you.",
        DISGUISED: "Your weekly summary is ready.",
    },
    "time changed": {PLAIN: "A time has changed.", DISGUISED: "Calendar updated."},
    "door soon": {PLAIN: "Something of yours starts soon.", DISGUISED: "Reminder: 30 minutes."},
    "together soon": {PLAIN: "Something planned in an hour.", DISGUISED: "Reminder: 1 hour."},
    "need": {PLAIN: "Please call home.", DISGUISED: "Please call back."},
    "need apart": {PLAIN: "Please call.", DISGUISED: "Please call back."},
}

WORDING = "What is said"
OFFERED = (
    ("off", "Nothing, but for “I need you”"),
    (PLAIN, "Plain"),
    (DISGUISED, "Disguised"),
)
REASONS = {
    "off": "“I need you” comes where you have switched it on for a phone.",
    PLAIN: "“There is something for you.”",
    DISGUISED: "“Your weekly summary is ready.”",
}
WHEN = {
    "something": "A heads-up, an answer or a note for you",
    "time changed": "A new time to be back",
    "door soon": "Your own door opens in half an hour",
    "together soon": "Time together in an hour",
    "need": "“I need you”",
    "need apart": "“I need you”, where you live apart",
}
BOTH_TIMES = "Give both times, or neither."
CHOOSE = "Choose one of the three."
NO_TIME = "Give a time like 22:00."
NO_PHONE = "This browser’s push service is not one that this server writes to."
