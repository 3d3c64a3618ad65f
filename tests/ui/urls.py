"""Addresses with the names that the frame of every page links to, and nothing behind them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

NAMES = (
    "today",
    "story",
    "leave-new",
    "loop",
    "mine",
    "settings",
    "exit",
    "lock",
    "help",
    "manifest",
)


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", include("outandback.ui.urls")),
    *(path(f"{name}/", nothing, name=name) for name in NAMES),
]
