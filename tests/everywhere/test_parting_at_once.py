"""One leaves at the very moment at which the other's words are sealed: one goes after the other."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections

from outandback.rooms.account.actions import leave_pair
from outandback.rooms.people.models import Membership
from outandback.rooms.together.actions import keep_idea
from outandback.rooms.together.models import Idea, Put
from outandback.vault.fields import SealedRow
from outandback.vault.keyring import Keyring
from tests.cast import Cast, whole_cast

PATIENCE = 30
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


class Leaving(threading.Thread):
    """Ben leaves, in another connection."""

    def __init__(self, cast: Cast, mine: Membership, at: datetime) -> None:
        super().__init__()
        self.cast, self.mine, self.at, self.over = cast, mine, at, False

    def run(self) -> None:
        leave_pair(self.mine, self.cast.keys(self.mine.person), "week", "", self.at)
        self.over = True
        connections.close_all()

    def waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(WAITING, [connection.settings_dict["NAME"]])
            (waiting,) = cursor.fetchone() or (0,)
            return bool(waiting)

    def until_it_waits_or_is_over(self) -> None:
        ends = time.monotonic() + PATIENCE
        while not self.over and not self.waits() and time.monotonic() < ends:
            time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_nobody_leaves_while_words_for_the_pair_are_being_sealed(
    monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    """SQLite begins every transaction with the lock for writing, so that there is nothing to try;
    on PostgreSQL the one who leaves waits for the verb."""
    if connection.vendor == "sqlite":
        options: Any = settings.DATABASES["default"]["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        return
    cast = whole_cast()
    ben = Membership.objects.select_related("person", "other").get(
        person=cast.people["Ben"], ended_at=None
    )
    leaving = Leaving(cast, Membership.objects.select_related("person", "other").get(pk=ben.pk), at)
    seal, left_before = Keyring.seal, []

    def sealed(self: Keyring, row: SealedRow, name: str, words: Any) -> None:
        leaving.start()
        leaving.until_it_waits_or_is_over()
        left_before.append(leaving.over)
        seal(self, row, name, words)

    with monkeypatch.context() as patched:
        patched.setattr(Keyring, "seal", sealed)
        keep_idea(ben, cast.keys(ben.person), uuid4(), Put("eat", "A rollmop."))
    leaving.join(PATIENCE)
    assert left_before == [False]
    assert leaving.over and Idea.objects.count() == 1
    assert Membership.objects.get(pk=ben.pk).ended_at == at
