from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import get_object_or_404

from outandback.rooms.people.actions import still_in
from outandback.rooms.people.queries import has_left
from outandback.rules.busy_times import Read, merged, packed
from outandback.rules.fetch_times import next_wait
from outandback.vault.errors import SealError
from outandback.vault.letters import Opener, Recipient, recipient, sealed_to
from outandback.vault.server_key import seal_for_server
from outandback.vault.writing import begin_version, write

from . import beside, ics, queries
from .ics import NotRead
from .models import Access, SharedBusy, Source
from .reading import read_source

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

    from .models import Named

LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 30


@transaction.atomic
def add_file(
    person: Person, keyring: Keyring, source: Source, named: Named, read: Read, at: datetime
) -> None:
    """A calendar that somebody sent in, read already. Named by its form: one form, one calendar."""
    if Source.objects.filter(pk=source.pk).exists():
        return
    source.person, source.made_on, source.read_on = person, at.date(), at.date()
    keyring.seal(source, "named", named)
    keyring.seal(source, "times", packed(read))
    source.save(force_insert=True)


@transaction.atomic
def add_large_file(
    person: Person, keyring: Keyring, source: Source, named: Named, raw: bytes, at: datetime
) -> None:
    """One that takes a while: it is there at once, and is read beside. Raises Closed."""
    if Source.objects.filter(pk=source.pk).exists():
        return
    source.person, source.made_on = person, at.date()
    keyring.seal(source, "named", named)
    source.asked, source.due_at = True, at + LEASE
    source.save(force_insert=True)
    _read_beside(source, keyring, raw, at)


@transaction.atomic
def add_address(
    person: Person, keyring: Keyring, source: Source, named: Named, password: str, at: datetime
) -> None:
    """A calendar at an address, or of an account: it is read at once, beside. Raises Closed."""
    if Source.objects.filter(pk=source.pk).exists():
        return
    source.person, source.made_on = person, at.date()
    keyring.seal(source, "named", named)
    _put_access(source, Access(named.address, named.user, password), recipient(keyring))
    source.asked, source.due_at = True, at
    source.save(force_insert=True)


@transaction.atomic
def replace_file(
    source: Source, mine: Membership | None, keyring: Keyring, read: Read, at: datetime
) -> None:
    """Newer times in place of the older ones. Raises Http404 where it is taken away by now."""
    source = _still(source)
    source.read_on, source.trouble = at.date(), ""
    keyring.seal(begin_version(source), "times", packed(read))
    _save(source, "times", "read_on", "trouble")
    _publish(source.person, mine, keyring)


@transaction.atomic
def replace_large_file(source: Source, keyring: Keyring, raw: bytes, at: datetime) -> None:
    """The same, read beside. Raises Closed, and Http404 where it is taken away by now."""
    source = _still(source)
    source.asked, source.due_at = True, at + LEASE
    _save(source, "asked", "due_at")
    _read_beside(source, keyring, raw, at)


@transaction.atomic
def change_address(
    source: Source, keyring: Keyring, named: Named, password: str, at: datetime
) -> None:
    """Where it is, by now; without a password the one from before goes on. Read again at once.
    Raises Http404 where it is taken away by now."""
    source = _still(source)
    before = queries.access_if_open(source)
    kept = password or (before.password if before and before.address == named.address else "")
    _put_access(source, Access(named.address, named.user, kept), recipient(keyring))
    source.asked, source.due_at, source.attempts = True, at, 0
    keyring.seal(begin_version(source), "named", named)
    _save(source, "named", "box", "asked", "due_at", "attempts")


@transaction.atomic
def rename(source: Source, keyring: Keyring, name: str) -> None:
    """Raises Http404 where it is taken away by now."""
    source = _still(source)
    named = replace(keyring.open(source, "named"), name=name)
    keyring.seal(begin_version(source), "named", named)
    _save(source, "named")


def ask_again(source: Source, keyring: Keyring, at: datetime) -> None:
    """Its owner wants it read now. What it is sealed to is looked at anew. Raises Closed."""
    access = queries.access_if_open(source)
    if access is None:
        return
    _put_access(source, replace(access, token=""), recipient(keyring))
    Source.objects.filter(pk=source.pk).update(box=source.box, asked=True, due_at=at, attempts=0)


@transaction.atomic
def share(source: Source, mine: Membership, keyring: Keyring, *, shared: bool) -> None:
    """Whether the other sees when one is busy by it, and not with what. Raises KeysChanged, and
    Http404 where it is taken away by now."""
    if shared:
        still_in(mine, keyring)
    source = _still(source)
    source.shared = shared
    _save(source, "shared")
    _publish(source.person, mine, keyring)


@transaction.atomic
def take_away(source: Source, mine: Membership | None, keyring: Keyring) -> None:
    """It is gone, with all the times that were read of it; also for the other."""
    person, was_shared = source.person, source.shared
    source.delete()
    if was_shared:
        _publish(person, mine, keyring)


@transaction.atomic
def take_in(person: Person, mine: Membership | None, keyring: Keyring) -> None:
    """With one's keys open, what the program read meanwhile becomes one's own, and what is shared
    of it the pair's."""
    if not keyring.everyday_open:
        return
    opener, any_shared = Opener(keyring), False
    for source in queries.waiting_to_be_taken_in(person).select_for_update():
        letter = bytes(source.arrived or b"")
        try:
            keyring.seal(begin_version(source), "times", opener.open(source.letter_place(), letter))
        except SealError:  # to a key that is gone: the next one is sealed to the key of today
            source.trouble = Source.ReadTrouble.KEY
        source.arrived = None
        _save(source, "times", "arrived", "trouble")
        any_shared |= source.shared
    if any_shared:
        _publish(person, mine, keyring)


def _publish(person: Person, mine: Membership | None, keyring: Keyring) -> None:
    """The pair has what is shared now, of all calendars as one; nothing where none is."""
    if mine is None:
        return
    sources = list(queries.sources_of(person).filter(shared=True))
    row = SharedBusy.objects.filter(pair=mine.pair_id, person=person).first()
    if not sources:
        if row is not None:
            row.delete()
        return
    still_in(mine, keyring)
    opener = Opener(keyring)
    read = filter(None, (queries.read_of(one, keyring, opener) for one in sources))
    spans = merged(span for one in read for span in one.spans)
    row = row or SharedBusy(pair_id=mine.pair_id, person=person)
    write(row, keyring, row.column_to_write(alone=has_left(mine.other)), packed(Read(spans, [])))


def end_sharing(person: Person) -> None:
    """This side has left its pair: nothing of theirs is shared any more. What the other has of it
    stays with them until they know."""
    Source.objects.filter(person=person).update(shared=False)


def close_shared(mine: Membership) -> None:
    """Both know that the pair has ended: nobody’s busy times stand in it any more."""
    end_sharing(mine.person)
    SharedBusy.objects.filter(pair=mine.pair_id).delete()


def forget(person: Person) -> None:
    """Somebody erases their account. What the other has of theirs goes when they know."""
    Source.objects.filter(person=person).delete()


# For the program ---------------------------------------------------------------------------------


def _read_beside(source: Source, keyring: Keyring, raw: bytes, at: datetime) -> None:
    """Its text stays in memory, and is gone with the process: then the lease runs out."""
    work = partial(_read_file, source, recipient(keyring), raw, at)
    transaction.on_commit(lambda: beside.start(work))


def _read_file(source: Source, to: Recipient, raw: bytes, at: datetime) -> None:
    try:
        read = ics.read([raw], source.person.zone, at)
    except NotRead as not_read:
        _put_off(source, None, trouble=not_read.trouble)
    else:
        arrived = sealed_to(to, source.letter_place(), packed(read))
        _put_off(source, None, arrived=arrived, trouble="", read_on=at.date())


def claim(at: datetime) -> Source | None:
    """One calendar that is due, for whoever calls first; theirs until its lease is over."""
    for source in queries.due(at):
        unmoved = Source.objects.filter(pk=source.pk, due_at=source.due_at)
        if unmoved.update(due_at=at + LEASE):
            source.due_at = at + LEASE
            return source
    return None


def fetch_due(at: datetime) -> bool:
    """Read one calendar that is due; False where there is none. Never within a transaction."""
    source = claim(at)
    if source is None:
        return False
    if source.kind == Source.SourceKind.FILE:  # whoever read it has ended
        _put_off(source, None, trouble=Source.ReadTrouble.TOO_SLOW)
        return True
    try:
        access = queries.access_of(source)
        read, token = read_source(source.kind, access, source.person.zone, at)
    except SealError:  # sealed under a server key that is gone
        _keep_trouble(source, Source.ReadTrouble.PASSWORD, at)
    except NotRead as not_read:
        _keep_trouble(source, not_read.trouble, at)
    else:
        _keep_read(source, access, read, token, at)
    return True


def _keep_read(source: Source, access: Access, read: Read | None, token: str, at: datetime) -> None:
    kept: dict[str, object] = {}
    if read is not None:
        to = Recipient(bytes.fromhex(access.public), access.generation)
        kept["arrived"] = sealed_to(to, source.letter_place(), packed(read))
    if token != access.token:
        box = replace(access, token=token)
        kept["box"] = seal_for_server(queries.PURPOSE, source.box_place(), box.written)
    kept |= {"attempts": 0, "trouble": "", "read_on": at.date()}
    _put_off(source, at + next_wait(0, source.pk.int), **kept)


def _keep_trouble(source: Source, trouble: Source.ReadTrouble, at: datetime) -> None:
    """What was read before stays."""
    attempts = min(source.attempts + 1, MOST_ATTEMPTS)
    until = at + next_wait(min(attempts, 8), source.pk.int)
    _put_off(source, until, attempts=attempts, trouble=trouble)


def _put_off(source: Source, until: datetime | None, **kept: object) -> None:
    """Unless its owner asked for it, or changed it, meanwhile."""
    mine = Source.objects.filter(pk=source.pk, due_at=source.due_at)
    mine.update(due_at=until, asked=False, **kept)


def _still(source: Source) -> Source:
    """As it is now, and stays until this verb is done. Raises Http404 where it is gone."""
    return get_object_or_404(Source.objects.select_for_update(), pk=source.pk)


def _save(source: Source, *columns: str) -> None:
    """These alone: what the program read meanwhile is not written over."""
    source.save(update_fields=[*columns, "row_version"])


def _put_access(source: Source, access: Access, to: Recipient) -> None:
    whole = replace(access, public=to.public.hex(), generation=to.generation)
    source.box = seal_for_server(queries.PURPOSE, source.box_place(), whole.written)
