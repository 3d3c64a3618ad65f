from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend

from . import queries

if TYPE_CHECKING:
    from uuid import UUID

    from .models import Person


class Backend(AuthenticationBackend):
    def get_user(self, user_id: UUID | str) -> Person | None:
        """The person with both sides of their open pair, in one query."""
        return queries.person_of_session(user_id)
