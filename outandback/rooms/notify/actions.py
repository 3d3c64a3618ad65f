from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from hashlib import sha256
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from outandback.net.errors import Refused, Unreachable
from outandback.rooms.people.queries import has_left
from outandback.rules.quiet_hours import quiet_until
from outandback.rules.retries import MOST_ATTEMPTS, wait_after
from outandback.ui.languages import speaking
from outandback.vault.errors import SealError
from outandback.vault.web_push import authorization, identity_of, phone_of, seal_to_phone

from . import queries
from .models import Job, NotificationKind, Preference, Subscription
from .push_service import post, target_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from outandback.net.lines import Target
    from outandback.rooms.people.models import Membership, Person

    from .models import Address

    StillTrue = Callable[[Job, datetime], bool]

LEASE = timedelta(seconds=60)
MOST_PHONES = 10
PADDED = 64
GONE, BUSY = {404, 410}, {408, 429}
TOKEN_LASTS = timedelta(hours=12)
# All but “I need you” look alike to a push service: the same size, time to live and urgency.
KEPT_FOR, NEED_KEPT_FOR = 4 * 3600, 24 * 3600


class Undelivered(Exception):
    """The push service or the mail server did not take it. Perhaps later."""


def tell(
    person_id: UUID,
    kind: NotificationKind,
    subject: UUID,
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """There is something to say to them, now or at `due_at`. Once for a subject, however often.

    Part of the caller's transaction; telling again moves the time. What is for later waits for
    whoever wants no messages now, too: whether they want it is asked when it is due. Whether “I
    need you” is muted is for the caller to ask.
    """
    if due_at is None and not queries.preference_of(person_id).wants(kind, at):
        return
    job = Job(person_id=person_id, kind=kind, subject=subject, due_at=due_at or at, made_at=at)
    Job.objects.bulk_create(
        [job],
        update_conflicts=True,
        unique_fields=["person", "kind", "subject", "way"],
        update_fields=["due_at", "attempts", "made_at"],
    )


def tell_other(mine: Membership, subject: UUID, at: datetime) -> None:
    """There is something for the other one of the two, unless they have left."""
    if mine.other is not None and not has_left(mine.other):
        tell(mine.other.person_id, NotificationKind.SOMETHING, subject, at)


def take_back(kind: NotificationKind, subject: UUID) -> None:
    """It is not so any more: what was not said yet stays unsaid."""
    Job.objects.filter(kind=kind, subject=subject).delete()


def fall_silent(*person_ids: UUID) -> None:
    """A pair has ended: nothing that is between the two is said to either."""
    Job.objects.filter(person__in=person_ids).exclude(kind=NotificationKind.DOOR_SOON).delete()


def forget(person_id: UUID) -> None:
    """Somebody erases their account."""
    for model in (Job, Subscription, Preference):
        model._default_manager.filter(person=person_id).delete()


@transaction.atomic
def subscribe(person: Person, address: Address, at: datetime) -> None:
    """This browser speaks to whoever switched it on last."""
    named = queries.endpoint_hash(address.endpoint)
    Subscription.objects.filter(endpoint_hash=named).delete()
    phone = Subscription(person=person, endpoint_hash=named, made_on=at.date())
    queries.put_address(phone, address)
    phone.save(force_insert=True)
    queries.switched_on(person.pk).filter(trouble=Subscription.Trouble.GONE).delete()
    others = queries.phones_of(person.pk).exclude(pk=phone.pk).reverse()
    oldest = others.values_list("pk", flat=True)[MOST_PHONES - 1 :]
    Subscription.objects.filter(pk__in=list(oldest)).delete()


def unsubscribe(person: Person, endpoint: str = "") -> None:
    """One browser of this person's, or all of them."""
    phones = Subscription.objects.filter(person=person)
    if endpoint:
        phones = phones.filter(endpoint_hash=queries.endpoint_hash(endpoint))
    phones.delete()


def keep_preferences(person: Person, **kept: object) -> None:
    Preference.objects.update_or_create(person=person, defaults=kept)


def claim(at: datetime) -> Job | None:
    """One job that is due, for whoever calls first; theirs until its lease is over.

    Whoever was killed meanwhile never finishes it, and it comes again. What was tried too often is
    given up.
    """
    for job in queries.due(at):
        unmoved = Job.objects.filter(pk=job.pk, due_at=job.due_at)
        if job.attempts >= MOST_ATTEMPTS:
            unmoved.delete()
        elif unmoved.update(due_at=at + LEASE, attempts=F("attempts") + 1):
            job.due_at, job.attempts = at + LEASE, job.attempts + 1
            return job
    return None


def run_due(at: datetime, still_true: StillTrue) -> bool:
    """See to one job that is due; False where there is none. Never within a transaction."""
    job = claim(at)
    if job is None:
        return False
    wish = queries.preference_of(job.person_id)
    quiet = None if job.what.is_need else _quiet_until(job, wish, at)
    # asked first, also where it is not wanted: of what comes again the next one is waited for then
    if not still_true(job, at) or not wish.wants(job.what, at):
        _done(job)
    elif quiet is not None:
        _put_off(job, quiet, attempts=job.attempts - 1)
    elif not job.way:
        _spread(job, wish, at)
    else:
        _say(job, wish, at)
    return True


def _quiet_until(job: Job, wish: Preference, at: datetime) -> datetime | None:
    if wish.quiet_from is None or wish.quiet_to is None:
        return None
    return quiet_until(at, job.person.zone, wish.quiet_from, wish.quiet_to)


@transaction.atomic
def _spread(job: Job, wish: Preference, at: datetime) -> None:
    """One job for each way to tell them, so that a dead way repeats nothing on the others."""
    if not _done(job):
        return
    ways = [phone.pk.hex for phone in queries.phones_of(job.person_id)]
    ways += [Job.BY_MAIL] if queries.can_mail(job.person, wish) else []
    same = {"person_id": job.person_id, "kind": job.kind, "subject": job.subject}
    jobs = [Job(**same, way=way, due_at=at, made_at=job.made_at) for way in ways]
    Job.objects.bulk_create(jobs, ignore_conflicts=True)


def _say(job: Job, wish: Preference, at: datetime) -> None:
    try:
        if job.way == Job.BY_MAIL:
            _mail(job, wish)
        else:
            _push(job, wish, at)
    except Undelivered:
        if job.attempts < MOST_ATTEMPTS:
            _put_off(job, at + wait_after(job.attempts, job.pk.int))
            return
    _done(job)


def _mail(job: Job, wish: Preference) -> None:
    """The sentence is all there is. The same job has the same Message-ID, however often sent."""
    if not queries.can_mail(job.person, wish):
        return
    with speaking(job.person.language):
        words = queries.sentence(job.what, wish.wording)
    name = {"Message-ID": f"<{job.pk.hex}@{_mail_domain()}>"}
    try:
        EmailMessage(words, words, to=[str(job.person.email)], headers=name).send()
    except (SMTPException, OSError) as trouble:
        raise Undelivered from trouble


def _push(job: Job, wish: Preference, at: datetime) -> None:
    phone = queries.phone_of_job(job)
    if phone is None:
        return
    try:
        status = _posted(job, phone, wish, at)
    except (Refused, Unreachable) as trouble:
        raise Undelivered from trouble
    except SealError:  # sealed under a server key that is gone: nobody can write to it again
        status = 410
    _keep_what_it_said(phone, status, at)


def _keep_what_it_said(phone: Subscription, status: int, at: datetime) -> None:
    """For its person's own settings. Raises Undelivered where it did not take the push."""
    row = Subscription.objects.filter(pk=phone.pk)
    if status in GONE:
        row.update(trouble=Subscription.Trouble.GONE, box=b"")
    elif 200 <= status < 300:
        row.update(trouble="", reached_on=at.date())
    else:
        if 400 <= status < 500 and status not in BUSY:
            row.update(trouble=Subscription.Trouble.REFUSED)
        raise Undelivered


def _posted(job: Job, phone: Subscription, wish: Preference, at: datetime) -> int:
    address = queries.address_of(phone)
    target = target_of(address.endpoint, settings.PUSH_HOSTS)
    content = bytes([queries.kind_byte(job.what, wish.wording)])
    body = seal_to_phone(phone_of(address.p256dh, address.auth), content, PADDED)
    return post(target, body, _headers(job, phone, target, at))


def _headers(job: Job, phone: Subscription, target: Target, at: datetime) -> dict[str, str]:
    need = job.what.is_need
    topic = sha256(f"{phone.pk.hex} {need}".encode()).hexdigest()[:32]
    until = int((at + TOKEN_LASTS).timestamp())
    server = identity_of(settings.VAPID_KEY)
    contact = queries.contact() or f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"
    return {
        "Authorization": authorization(server, target.origin, contact, until),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(NEED_KEPT_FOR if need else KEPT_FOR),
        "Topic": topic,
        "Urgency": "high" if need else "normal",
    }


def _mail_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _done(job: Job) -> bool:
    """Over, unless it was told anew meanwhile."""
    gone, _ = Job.objects.filter(pk=job.pk, due_at=job.due_at).delete()
    return bool(gone)


def _put_off(job: Job, until: datetime, **changed: int) -> None:
    mine = Job.objects.filter(pk=job.pk, due_at=job.due_at)
    mine.update(due_at=until, **changed)
