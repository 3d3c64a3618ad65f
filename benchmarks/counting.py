"""Queries of each page, counted in this process: `python -m benchmarks.counting`.

The data folder is that of OUTANDBACK_DATA.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.filling import leave_under_way
from benchmarks.forms import PLANNED, SOUGHT
from outandback.ops.demo import queries

if TYPE_CHECKING:
    from django.http import HttpResponse

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")
CHECK = "/leaves/check/"
MOMENT = {"kind": "aha", "text": "The row before is never the same."}


def signed_in(name: str) -> Client:
    who, client = queries.couples_words()[name], Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"login": who["email"], "password": who["passphrase"]})
    return client


def asked(client: Client, path: str, typed: dict[str, str] | None = None) -> int:
    """How many queries one answer takes, once everything is warm."""
    answer = ask(client, path, typed)
    with CaptureQueriesContext(connection) as said:
        answer = ask(client, path, typed)
    assert answer.status_code in {200, 303}, f"{path} answered {answer.status_code}"
    return len([one for one in said.captured_queries if not one["sql"].startswith(FRAME)])


def ask(client: Client, path: str, typed: dict[str, str] | None) -> HttpResponse:
    headers = {"HX-Request": "true"} if path == CHECK else None
    return client.get(path) if typed is None else client.post(path, typed, headers=headers)  # type: ignore[return-value]  # the test client answers with more than its stubs say


def main() -> None:
    home, out = signed_in("ellis"), signed_in("robin")
    leave = f"/leaves/{leave_under_way()}"
    found = {
        "today": asked(home, "/"),
        "story": asked(home, "/story/"),
        "search": asked(home, "/story/search/", SOUGHT),
        "away": asked(out, f"{leave}/away/"),
        "capture": asked(out, f"{leave}/moments/", MOMENT),
        "check": asked(home, CHECK, PLANNED),
        "comfort": asked(home, "/comfort/"),
        "month": asked(home, "/calendar/"),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
