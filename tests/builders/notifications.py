"""Phones, mail and jobs for the tests of what is said to whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.test import override_settings

from outandback.rooms.notify import actions
from outandback.rooms.notify.models import Job, NotificationKind, Wording
from outandback.rooms.people.models import Person
from tests.pushing import Mails, PushService, mail_server, push_service

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def always(job: Job, at: datetime) -> bool:
    return True


@contextmanager
def pushing() -> Iterator[PushService]:
    """A push service that the settings name."""
    with push_service() as service, override_settings(PUSH_HOSTS={service.named}):
        yield service


@contextmanager
def mailing() -> Iterator[Mails]:
    with mail_server() as mails:
        here = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": mails.port, "EMAIL_TIMEOUT": 2}
        with override_settings(EMAIL_BACKEND=SMTP, MAIL_ON=True, **here):
            yield mails


def switch_on(
    person: Person, service: PushService, at: datetime, name: str = "phone", wording: str = ""
) -> None:
    """This person's phone, with the plain wording unless another is asked for."""
    actions.subscribe(person, service.new_phone(name), at)
    actions.keep_preferences(person, wording=wording or Wording.PLAIN)


def tell(
    person: Person,
    at: datetime,
    kind: NotificationKind = NotificationKind.SOMETHING,
    subject: UUID | None = None,
) -> UUID:
    subject = subject or uuid4()
    actions.tell(person.pk, kind, subject, at)
    return subject


def run_all(at: datetime, still_true: actions.StillTrue = always) -> int:
    """Everything that is due at this time; how many there were."""
    ran = 0
    while actions.run_due(at, still_true):
        ran += 1
        assert ran < 1000, "it never ends"
    return ran
