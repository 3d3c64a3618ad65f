from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """The wrong tries at one door for one person from one place, or from everywhere else.

    The id is a keyed hash of the three, so that a row names nobody: it is there too for an address
    that nobody signs in with.
    """

    id = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField()
    opens_at = models.DateTimeField()


class HostInvitation(models.Model):
    """From whoever runs the server: it lets one person sign up. Its code is kept nowhere."""

    lookup = models.CharField(primary_key=True, max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
