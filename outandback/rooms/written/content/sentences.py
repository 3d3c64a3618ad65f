"""What the page of a calendar says that is written into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from outandback.rooms.written.models import WrittenCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

Trouble = WrittenCalendar.WriteTrouble

OWN_NETWORK = _(
    "An address in your own network has to be named on this server first. Ask whoever runs it, or "
    "use one that begins with https."
)
# Of one that is connected.
TROUBLES: Mapping[str, StrOrPromise] = {
    Trouble.PASSWORD: _(
        "The name or the password is not taken there any more. Type both again, and it goes on."
    ),
    Trouble.READ_ONLY: _(
        "Nothing can be written into that calendar any more: it is full, or for reading alone. "
        "Change that at your provider, or take this away and choose another calendar."
    ),
    Trouble.NOT_FOUND: _(
        "That calendar is not there any more. Take this away, and choose another one."
    ),
    Trouble.OWN_NETWORK: OWN_NETWORK,
    Trouble.UNREACHABLE: _(
        "The calendar’s server did not take it in. It is tried again by itself. If that lasts, ask "
        "your provider."
    ),
    Trouble.KEY: _(
        "This server has another key by now, and the password is lost to it. Take this away, and "
        "connect it again."
    ),
}
# Of one that is being looked for.
NOT_FOUND_YET: Mapping[str, StrOrPromise] = {
    Trouble.PASSWORD: _(
        "The name or the password was not taken. Type both again. Most providers want a password "
        "made for one app alone: look for “app passwords” in their settings."
    ),
    Trouble.READ_ONLY: _("This name has no calendars there. Check the address and the name."),
    Trouble.NOT_FOUND: _(
        "There is no calendar at that address. Look for “CalDAV” in your provider’s help, and copy "
        "the address from there."
    ),
    Trouble.OWN_NETWORK: OWN_NETWORK,
    Trouble.UNREACHABLE: _(
        "There is no server at that address by now. Check it, and send this again."
    ),
}
NONE_TO_WRITE = _("This account has no calendar that can be written into. Make one there first.")
ENOUGH_WRITTEN = _("Five calendars can be written into. Take one away to add another.")
SIGN_IN_ANEW = _("Type the name and the password once more: an hour has passed.")
WHICH = _("Which calendar")
NO_CALENDAR_CHOSEN = _("Choose a calendar.")
UNTOLD_HINT = _("Whoever sees that calendar sees these times, too.")
REMOVE_THERE = _("Also remove there what was written")

IN_A_ROW = {
    "busy": _("Written into a calendar account as “Busy”"),
    "away": _("Written into a calendar account as “Away”"),
}
ROW_IN_TROUBLE = _("It can’t be written any more. Look here.")
WAITS = _("It is written within a few minutes.")
WRITTEN = _("It is up to date.")
BEING_REMOVED = _("It is being taken away.")
