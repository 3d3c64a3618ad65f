from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from outandback.rules.rate_limits import DAY
from outandback.vault import codes

from . import queries
from .models import HostInvitation, Knock, Tries

if TYPE_CHECKING:
    from datetime import datetime

    from .queries import Spot

FORGOTTEN_AFTER = 31 * DAY
INVITATION_LASTS = 7 * DAY
KNOCK_LASTS = timedelta(minutes=15)


class TooSoon(Exception):
    """There were too many tries here. The next one is let in at `opens_at`."""

    def __init__(self, opens_at: datetime, at: datetime) -> None:
        super().__init__()
        self.opens_at, self.wait = opens_at, opens_at - at


@transaction.atomic
def note_try(spot: Spot, at: datetime) -> None:
    """Count a try before it is looked at; of many at once, no more get through than may.

    Raises TooSoon.
    """
    fresh = Tries(id=spot.id, tried_at=at, opens_at=at)
    Tries.objects.bulk_create([fresh], ignore_conflicts=True)
    row = Tries.objects.select_for_update().get(pk=spot.id)
    if row.opens_at > at:
        raise TooSoon(row.opens_at, at)
    allowed = spot.allowed
    before = row.count if at - row.tried_at < allowed.lapses else 0
    row.count, row.tried_at = before + 1, at
    row.opens_at = at + allowed.wait_after(row.count)
    row.save()


def forgive(spot: Spot, at: datetime) -> None:
    """It was the right one. At a device of its own everything is forgiven; where all the others
    stand together, this try alone, so that nobody is given more guesses by who comes and goes."""
    rows = Tries.objects.filter(pk=spot.id)
    if spot.place.device:
        rows.delete()
    else:
        rows.filter(count__gt=0).update(count=F("count") - 1, opens_at=at)


def forget_old_tries(at: datetime) -> None:
    Tries.objects.filter(tried_at__lt=at - FORGOTTEN_AFTER, opens_at__lt=at).delete()
    HostInvitation.objects.filter(ends_at__lt=at).delete()
    Knock.objects.filter(ends_at__lt=at).delete()


def invite(at: datetime) -> str:
    """Whoever runs the server lets one person sign up. Returns the code; it is kept nowhere."""
    code = codes.new_invite_code()
    ends_at = at + INVITATION_LASTS
    HostInvitation.objects.create(lookup=queries.lookup_of(code), made_at=at, ends_at=ends_at)
    return codes.written(code)


def use_invitation(lookup: str, at: datetime) -> bool:
    """Once. Of two at the same time one is let in."""
    waiting = HostInvitation.objects.filter(pk=lookup, used_at=None, ends_at__gt=at)
    return bool(waiting.update(used_at=at))


def knock(email: str, at: datetime, admitted: bool = False) -> str:
    """A device waits for a yes, or has shown already that it needs none. Returns what only its
    cookie will hold."""
    token = token_urlsafe(32)
    Knock.objects.create(
        account=queries.hashed_account(email),
        token_hash=queries.token_hash(token),
        word=_free_word(queries.words_at(email, at)),
        ends_at=at + KNOCK_LASTS,
        admitted_at=at if admitted else None,
    )
    return token


def _free_word(taken: set[str]) -> str:
    """One that no other device shows now, so that a yes lets in one."""
    word = codes.new_word()
    while word in taken:
        word = f"{word} {codes.new_word()}"
    return word


def let_in(email: str, word: str, at: datetime) -> bool:
    """Yes to the device that shows this word. It may then try a passphrase, and no more."""
    waiting = Knock.objects.filter(account=queries.hashed_account(email), ends_at__gt=at)
    asked = waiting.filter(word=word, admitted_at=None)
    return bool(asked.update(admitted_at=at, ends_at=at + KNOCK_LASTS))


def turn_away(email: str) -> None:
    """No to every device that waits, and to those that were let in."""
    Knock.objects.filter(account=queries.hashed_account(email)).delete()
