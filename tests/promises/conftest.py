from __future__ import annotations

# The people and rows of the room tests, by the names that tests ask for.
from tests.rooms.conftest import (  # noqa: F401  fixtures, found by their names
    ana,
    at,
    back,
    ben,
    cast,
    cleo,
    client_of,
    clock,
    dede,
    kept_cast,
    keys,
    told,
)
