"""For scale: one small template through Django with nothing else, served the same way."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from outandback.front import process
from outandback.front.concurrency import Pages
from outandback.front.wsgi_gateway import ServedAt

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

PAGE = "<!doctype html><title>Bare</title><ul>{% for n in rows %}<li>{{ n }}</li>{% endfor %}</ul>"


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": range(20)}, request))


urlpatterns = [path("", bare), path("healthz", bare)]


def application() -> Callable[..., Any]:
    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
    )
    return get_wsgi_application()


if __name__ == "__main__":
    port = int(sys.argv[sys.argv.index("--port") + 1])
    listening = socket.create_server(("127.0.0.1", port))
    listening.setblocking(False)
    program, place = application(), ServedAt("127.0.0.1", port, "http")
    process.serve(lambda: process.Acceptor(listening, program, place, Pages(process.AT_ONCE)))
