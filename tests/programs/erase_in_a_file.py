"""Someone erases their account, in the database that tests/programs/erasing.py has prepared."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.db import connection

from outandback.vault.models import PairKey, PersonKey, Slot, Unlock
from tests.cast import PASSPHRASE, whole_cast
from tests.programs.erasing import found_in, pieces


def erase(folder: Path) -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    cast = whole_cast()
    ana = cast.people["Ana"]
    client = cast.client(ana, room=True)
    wanted = list(pieces(keys_of(ana.pk)))
    assert len(found_in(folder, wanted)) == len(wanted), "what is there must be found"
    response = client.post("/settings/erasure/", {"passphrase": PASSPHRASE, "word": "erase"})
    assert response.status_code == 200, response.status_code
    print(len(wanted), *found_in(folder, wanted), sep="\n")
    connection.close()


def keys_of(person: UUID) -> list[bytes]:
    blobs = [slot.box for slot in Slot.objects.filter(person=person)]
    blobs += [door.blob for door in Unlock.objects.filter(person=person)]
    blobs += [key.wrapped for key in PairKey.objects.filter(person=person)]
    for key in PersonKey.objects.filter(person=person):
        blobs += [key.wrapped_secret, key.wrapped_root or b""]
    return [bytes(blob) for blob in blobs]
