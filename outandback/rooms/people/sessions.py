"""Sessions whose keys rest hashed, and whose rows are sealed under them: a copy of the database
signs nobody in, and says of a session whose it is and when it ends, and nothing else.

A row holds `person's id in hex, or nothing` `.` `base64 of the envelope`.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY as WHOSE
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from outandback.vault import seal
from outandback.vault.prepared_queries import Prepared, given_text, given_time

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

EACH_DAY = timedelta(days=1)


def resting(session_key: str) -> str:
    return sha256(session_key.encode()).hexdigest()[:40]


NOBODY = UUID(int=0)


def belongs_to(person: UUID) -> str:
    """What the row of a session of this person begins with."""
    return f"{person.hex}."


def whose_is(session_data: str) -> UUID | None:
    named = session_data.partition(".")[0]
    return UUID(named) if len(named) == len(NOBODY.hex) else None


_living_session = Prepared(
    lambda: Session.objects.filter(session_key=given_text("key"), expire_date__gt=given_time("now"))
)


def is_no_more(session: SessionBase) -> bool:
    """The browser named a session that has ended, and no other has begun since."""
    return getattr(session, "unknown", False) and session.is_empty()


def is_to_be_prolonged(session: SessionBase) -> bool:
    """Whether it was last prolonged more than a day ago: who uses it stays signed in."""
    expires_at: datetime | None = getattr(session, "expires_at", None)
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return expires_at is not None and expires_at < timezone.now() + lasts - EACH_DAY


class SessionStore(db.SessionStore):
    unknown = False
    expires_at: datetime | None = None

    def _get_session_from_db(self) -> Any:
        if self.session_key is None:
            return None
        found = _living_session.first(key=resting(self.session_key), now=timezone.now())
        if found is None:
            self._session_key, self.unknown = None, True
        else:
            self.expires_at = found.expire_date
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(resting(session_key))

    def encode(self, session_dict: dict[str, Any]) -> str:
        whose = session_dict.get(WHOSE)
        plain = json.dumps(session_dict).encode()
        sealed = seal.seal_record(*self._sealing(), plain)
        return (belongs_to(UUID(whose)) if whose else ".") + b64encode(sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, object]:
        """Empty where it does not open, as for a session that has ended."""
        try:
            sealed = b64decode(str(session_data).partition(".")[2])
            found: dict[str, object] = json.loads(seal.open_record(*self._sealing(), sealed))
        except (seal.SealError, ValueError):
            return {}
        return found

    def _sealing(self) -> tuple[seal.Root, seal.EnvelopePlace]:
        base: Any = self  # whose stubs leave out what is not public
        key: str = base._get_or_create_session_key()
        root = seal.Root(seal.derive(key.encode(), "session"), 1)
        return root, seal.EnvelopePlace("django_session", "session_data", NOBODY, NOBODY, 1)

    def create_model_instance(self, data: dict[str, object]) -> Any:
        row: Any = super().create_model_instance(data)
        row.session_key = resting(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(resting(key))
