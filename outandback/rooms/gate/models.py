from __future__ import annotations

from uuid import uuid4

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


class Knock(models.Model):
    """An unknown device that waits for a yes on a known one.

    It gets no key by it and is not signed in: its tries are counted apart from then on. `account`
    is a keyed hash of the address that was typed, whether anybody signs in with it or not.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.CharField(max_length=64, db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    word = models.CharField(max_length=60)
    ends_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True)
