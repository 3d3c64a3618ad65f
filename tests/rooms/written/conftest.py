from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.calendar_servers import Owner, Radicale, radicale
from tests.builders.written import put_foreign


@pytest.fixture(scope="module")
def server() -> Iterator[Radicale]:
    with radicale() as running:
        yield running


@pytest.fixture
def owner(server: Radicale) -> Owner:
    """Somebody with a calendar, in which another program wrote something."""
    made = server.new_owner()
    made.make_calendar("ours")
    put_foreign(made, "ours")
    return made
