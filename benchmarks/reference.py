"""The reference page, to which all milliseconds are scaled: Django with a session, a user who is
signed in, one query and its 30 rows in a template. Served as the program is served."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from outandback.front import process, workers
from outandback.front.concurrency import Pages
from outandback.front.wsgi_gateway import ServedAt

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

ROWS = 30
PAGE = """<!doctype html>
<title>Reference</title>
<p>{{ user.username }}</p>
<ul>{% for row in rows %}<li>{{ row.pk }}: {{ row.name }}</li>{% endfor %}</ul>
"""
COMMON = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def page(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth.models import Group

    rows = Group.objects.order_by("pk")[:ROWS]
    return render(request, "page.html", {"rows": rows})


def sign_in(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth import login
    from django.contrib.auth.models import User

    login(request, User.objects.get())  # type: ignore[arg-type]  # the users of this program, not of the app
    return HttpResponse()


def healthz(_: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("", page), path("in", sign_in), path("healthz", healthz)]


def application(data: Path) -> Callable[..., Any]:
    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "reference.sqlite3"}
        },
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
        ],
        TEMPLATES=[templates()],
        MIDDLEWARE=COMMON,
        USE_TZ=True,
    )
    program = get_wsgi_application()
    fill()
    return program


def templates() -> dict[str, Any]:
    """As in any project: compiled once, with the user at hand."""
    kept = ("django.template.loaders.locmem.Loader", {"page.html": PAGE})
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", [kept])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }


def fill() -> None:
    from django.contrib.auth.models import Group, User
    from django.db import connections

    call_command("migrate", verbosity=0)
    User.objects.create(username="robin")
    Group.objects.bulk_create(Group(name=f"Row number {number}") for number in range(ROWS))
    connections.close_all()


def given(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1]


if __name__ == "__main__":
    port = int(given("--port"))
    listening = socket.create_server(("127.0.0.1", port))
    listening.setblocking(False)
    program, place = application(Path(given("--data"))), ServedAt("127.0.0.1", port, "http")

    def work(_: int) -> None:
        pages = Pages(process.AT_ONCE)
        process.serve(lambda: process.Acceptor(listening, program, place, pages))

    workers.keep_running(1, work, lambda: None)
