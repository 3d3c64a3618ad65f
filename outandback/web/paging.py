"""Pages of a long list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

if TYPE_CHECKING:
    from django.http import HttpRequest


def page_mark(request: HttpRequest, name: str = "before") -> UUID | None:
    """The row that a page of a long list stops before, as its address names it."""
    given = request.GET.get(name)
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None
