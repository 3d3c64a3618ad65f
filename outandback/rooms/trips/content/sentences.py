from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WITHOUT_NAME = _("Give the trip a name, such as where you go.")
WITHOUT_DAYS = _("Say on which day the trip begins, and on which it ends.")
LAST_FIRST = _("The trip ends before it begins. Swap the two days.")
TOO_LONG = _("A trip can have up to 31 days. Make two trips of a longer one.")
OUTSIDE = _("That is not one of the days of this trip. Choose another one.")
OUT_OF_ORDER = _("Put the places in the order in which you go there.")
UNKNOWN_PLACE = _("This place is not known here. Say its time zone, too: a larger city near it.")
WITHOUT_PLACE_DAY = _("Say on which day you come there.")
ENDS_FIRST = _("It ends before it begins. Choose a later time, or the next day.")
NO_END = _("Say when you are back.")
WHICH_DAY = _("Choose the day.")
MEET_FIRST = _("You meet before you are back. Choose a later time.")
WITHOUT_TIME = _("Say at which time.")
ENOUGH = _("There are many of these on this trip already. Remove one to add another.")
