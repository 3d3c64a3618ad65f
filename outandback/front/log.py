"""Logs by allow-list: what is not named here is never written down.

A message may quote an address, an id or somebody's words, so no message is kept: of a request its
method, route name, status and milliseconds; of an error its kind and the lines of code it passed.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

ALLOWED = ("method", "route", "status", "ms")
UNSEEN = {"help", "exit"}
WEB = logging.getLogger("outandback.web")
TO_THE_TERMINAL = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"allow_list": {"()": "outandback.front.log.AllowList"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "allow_list"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "outandback.web": {"level": "INFO"},
    },
}


class AllowList(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        kept = [f"{name}={getattr(record, name)}" for name in ALLOWED if is_plain(record, name)]
        if record.exc_info and record.exc_info[0]:
            kept.append(passed(record.exc_info[0], record.exc_info[2]))
        if not kept:
            kept = [f"at {record.module}:{record.lineno}"]
        return " ".join([record.levelname.lower(), record.name, *kept])


def is_plain(record: logging.LogRecord, name: str) -> bool:
    return isinstance(getattr(record, name, None), str | int)


def passed(kind: type[BaseException], trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    lines = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{kind.__name__} {lines}"


def request_log(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def logged(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        note(request, response.status_code, round((time.perf_counter() - begun) * 1000))
        return response

    return logged


def note(request: HttpRequest, status: int, ms: int) -> None:
    """Looking for help leaves no line."""
    match = request.resolver_match
    route = (match.view_name if match else "") or "none"
    if UNSEEN.isdisjoint(route.replace(":", "-").split("-")):
        facts = {"method": request.method, "route": route, "status": status, "ms": ms}
        WEB.info("request", extra=facts)
