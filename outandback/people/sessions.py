"""Sessions whose keys rest hashed: a copy of the database signs nobody in."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from outandback.vault.prepared import Prepared, given_text, given_time

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


def resting(session_key: str) -> str:
    return sha256(session_key.encode()).hexdigest()[:40]


_living_session = Prepared(
    lambda: Session.objects.filter(session_key=given_text("key"), expire_date__gt=given_time("now"))
)


def is_no_more(session: SessionBase) -> bool:
    """The browser named a session that has ended, and no other has begun since."""
    return getattr(session, "unknown", False) and session.is_empty()


class SessionStore(db.SessionStore):
    unknown = False

    def _get_session_from_db(self) -> Any:
        if self.session_key is None:
            return None
        found = _living_session.first(key=resting(self.session_key), now=timezone.now())
        if found is None:
            self._session_key, self.unknown = None, True
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(resting(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.session_key = resting(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(resting(key))
