"""Every sentence that may leave the app, and what the page about them says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PLAIN, DISGUISED = "plain", "disguised"

# By kind and wording. There is no other text, and none of these is ever filled in.
SENTENCES = {
    "something": {
        PLAIN: _("There is something for you."),
        DISGUISED: _("Your weekly summary is ready."),
    },
    "time changed": {PLAIN: _("A time has changed."), DISGUISED: _("Calendar updated.")},
    "door soon": {
        PLAIN: _("Something of yours starts soon."),
        DISGUISED: _("Reminder: 30 minutes."),
    },
    "together soon": {PLAIN: _("Something planned in an hour."), DISGUISED: _("Reminder: 1 hour.")},
    "need": {PLAIN: _("Please call home."), DISGUISED: _("Please call back.")},
    "need apart": {PLAIN: _("Please call."), DISGUISED: _("Please call back.")},
}

WORDING = _("What is said")
OFFERED = (
    ("off", _("Nothing, but for “I need you”")),
    (PLAIN, _("Plain")),
    (DISGUISED, _("Disguised")),
)
REASONS = {
    "off": _("“I need you” comes where you have switched it on for a phone."),
    PLAIN: _("“There is something for you.”"),
    DISGUISED: _("“Your weekly summary is ready.”"),
}
WHEN = {
    "something": _("Anything that the other one sends you here, and when they have joined"),
    "time changed": _("A new time to be back"),
    "door soon": _("A leave of your own in half an hour"),
    "together soon": _("Time together in an hour"),
    "need": _("“I need you”"),
    "need apart": _("“I need you”, where you live apart"),
}
BOTH_TIMES = _("Give both times, or neither.")
CHOOSE = _("Choose one of the three.")
UNTIL = _("Until, if you know the day")
LATER = _("Choose a day after today.")
NO_TIME = _("Give a time like 22:00.")
NO_PHONE = _("This server can’t send to this browser’s push service. Try another browser.")
