"""What is asked a few days on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLOSENESS = _("How close do you feel to each other tonight?")
ENERGY = _("How is your energy?")

CALLED = _("What are they called?")
REACH = _("How do you reach them?")
REACH_HINT = _("A number, a place, the day they are always in.")
