"""What the page of calendars says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from outandback.rooms.calendars.models import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

Trouble, Kind = Source.ReadTrouble, Source.SourceKind

TROUBLES: Mapping[str, StrOrPromise] = {
    Trouble.PASSWORD: _(
        "The name or the password was not taken. Type both again. Most providers want a password "
        "made for one app alone: look for “app passwords” in their settings."
    ),
    Trouble.NOT_FOUND: _(
        "There is no calendar at that address. Copy it once more from your provider’s page."
    ),
    Trouble.OWN_NETWORK: _(
        "An address in your own network needs whoever runs this server to allow it. Ask them, or "
        "use one that begins with https."
    ),
    Trouble.UNREACHABLE: _(
        "Nothing answered at that address. It is tried again by itself. If that lasts, check that "
        "the address is right."
    ),
    Trouble.TOO_LARGE: _(
        "It is larger than 5 megabytes, which is more than this server takes. Export fewer years, "
        "or one calendar at a time."
    ),
    Trouble.NO_CALENDAR: _(
        "That is not a calendar. Choose a file that ends in .ics, or the address of one."
    ),
    Trouble.TOO_MUCH: _(
        "It holds more than this server takes, such as something that repeats every second. Export "
        "fewer years, or one calendar at a time."
    ),
    Trouble.TOO_SLOW: _("To take it in took too long. Try it once more, or export fewer years."),
    Trouble.KEY: _("Your keys have changed since it was set up. Press “Fetch it again” once."),
}
KINDS: Mapping[str, StrOrPromise] = {
    Kind.FILE: _("A file"),
    Kind.ADDRESS: _("An address"),
    Kind.ACCOUNT: _("An account"),
}
READ_ON = _("Fetched {day}.")
BEING_READ = _("It is being read now.")
NOT_READ_YET = _("It waits to be fetched.")
SHARED = _("{name} sees when you are busy.")
COULD_NOT_READ = _("One {day} could not be read.")
AND_MORE = _("More than those could not be read.")

CALLED = _("What you call it")
NO_NAME = _("Give it a name, so that you can tell your calendars apart.")
FILE = _("The file, which ends in .ics")
NO_FILE = _("Choose a file. A calendar program makes one with “Export”.")
ADDRESS = _("Its address")
NO_ADDRESS = _("Type the address. It begins with https or webcal.")
USER = _("The name that you sign in with there")
NO_USER = _("Type the name that you sign in with there. Often it is your e-mail address.")
PASSWORD = _("An app password")
NO_PASSWORD = _("Type the password. It is never shown again.")
SHARE = _("{name} sees when I am busy (not with what)")
ENOUGH = _("Twelve calendars fit here. Take one away to add another.")
