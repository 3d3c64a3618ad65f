from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from email.utils import parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Case, DateField, F, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from outandback.rules.pauses import Pause, pause
from outandback.rules.push_contact import contact_of
from outandback.ui import addresses
from outandback.vault.server_key import open_as_server, seal_for_server
from outandback.vault.web_push import base64url, identity_of

from .content import sentences
from .models import Address, Job, NotificationKind, Preference, Subscription, Wording

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.vault.prepared_queries import Given

PURPOSE = "push addresses"
AT_A_TIME = 20
DISGUISED_FROM = 16
NEEDS = (NotificationKind.NEED, NotificationKind.NEED_APART)


def preference_of(person_id: UUID) -> Preference:
    """How this person wants to be told; what holds for everybody where they have not said."""
    found = Preference.objects.filter(person=person_id).select_related("person").first()
    return found or Preference(person_id=person_id)


def pauses_beside(me: Given) -> dict[str, Subquery]:
    """The season off and the pause of suggestions, to be asked along with another row. One that
    has no day lasts to the end of time."""
    return {what: _until(me, what) for what in ("season", "suggestions")}


def pause_beside(row: Any, what: str, at: datetime, zone: str) -> Pause:
    """One of the two, as a row brought it along."""
    until: date | None = getattr(row, what, None)
    return pause(until is not None, None if until == date.max else until, at, zone)


def _until(me: Given, what: str) -> Subquery:
    never = Value(date.max, output_field=DateField())
    off = Preference.objects.filter(person=me, **{f"{what}_off": True})
    return Subquery(off.annotate(until=Coalesce(F(f"{what}_until"), never)).values("until"))


def switched_on(person_id: UUID) -> QuerySet[Subscription]:
    """The browsers that this person has switched on, the newest last, also those that are gone."""
    return Subscription.objects.filter(person=person_id).order_by("made_on", "pk")


def phones_of(person_id: UUID) -> QuerySet[Subscription]:
    """Those of them that can still be written to."""
    return switched_on(person_id).exclude(trouble=Subscription.Trouble.GONE)


def state_of(person_id: UUID, endpoint: str) -> str:
    """What the server knows of a browser that says it is switched on: on, refused, gone, other
    (it is somebody else's) or off."""
    found = Subscription.objects.filter(endpoint_hash=endpoint_hash(endpoint)).first()
    if found is None:
        return "off"
    return (found.trouble or "on") if found.person_id == person_id else "other"


def contact() -> str:
    """Whom a push service could ask, where there is somebody."""
    return contact_of(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], addresses.origin())


def phone_of_job(job: Job) -> Subscription | None:
    """The phone that a job is for, while it is still its person's."""
    way = job.phone_id
    return phones_of(job.person_id).filter(pk=way).first() if way else None


def can_mail(person: Person, preference: Preference) -> bool:
    return bool(preference.mail and person.email and settings.MAIL_ON)


def due(at: datetime) -> QuerySet[Job]:
    """What is to be said by now, whoever's it is; what is needed comes first. For the program."""
    first = Case(When(kind__in=NEEDS, then=Value(0)), default=Value(1))
    waiting = Job.objects.filter(due_at__lte=at).select_related("person")
    return waiting.order_by(first, "due_at", "pk")[:AT_A_TIME]


def sentence(kind: NotificationKind, wording: str) -> str:
    """One of the fixed sentences. Whoever wants nothing else hears “I need you” plainly."""
    disguised = wording == Wording.DISGUISED
    wordings = sentences.SENTENCES[kind]
    return str(wordings[sentences.DISGUISED if disguised else sentences.PLAIN])


def kind_byte(kind: NotificationKind, wording: str) -> int:
    """Which sentence a phone is to show: all that a push carries."""
    offset = DISGUISED_FROM if wording == Wording.DISGUISED else 0
    return offset + list(NotificationKind).index(kind) + 1


def sentences_by_byte() -> dict[int, dict[str, object]]:
    """What each byte says, for the phone's own side of it."""
    return {
        kind_byte(kind, wording): {"words": sentence(kind, wording), "need": kind.is_need}
        for kind in NotificationKind
        for wording in (Wording.PLAIN, Wording.DISGUISED)
    }


def endpoint_hash(endpoint: str) -> str:
    return sha256(b"OB1 push " + endpoint.encode()).hexdigest()


def server_identity() -> str:
    """The key by which browsers and push services know this server, as a page hands it on."""
    return base64url(identity_of(settings.VAPID_KEY).public)


def put_address(row: Subscription, address: Address) -> None:
    row.box = seal_for_server(PURPOSE, row.place(), json.dumps(asdict(address)).encode())


def address_of(row: Subscription) -> Address:
    """Raises SealError where the server key is another than the one it was sealed with."""
    return Address(**json.loads(open_as_server(PURPOSE, row.place(), bytes(row.box))))
