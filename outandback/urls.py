"""Every address, room by room."""

from __future__ import annotations

from django.urls import include, path

from outandback.front.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("outandback.today.urls")),
    path("", include("outandback.ui.urls")),
    path("", include("outandback.people.urls")),
    path("", include("outandback.arrival.urls")),
    path("", include("outandback.help.urls")),
    path("", include("outandback.carried.urls")),
    path("", include("outandback.notify.urls")),
    path("", include("outandback.comfort.urls")),
    path("", include("outandback.together.urls")),
    path("", include("outandback.leave.urls")),
    path("", include("outandback.cover.urls")),
    path("", include("outandback.ladder.urls")),
    path("", include("outandback.away.urls")),
    path("", include("outandback.quiet.urls")),
    path("", include("outandback.board.urls")),
    path("", include("outandback.comeback.urls")),
    path("", include("outandback.afterwards.urls")),
    path("", include("outandback.giving.urls")),
    path("", include("outandback.traditions.urls")),
    path("", include("outandback.versions.urls")),
    path("", include("outandback.pocket.urls")),
    path("", include("outandback.loop.urls")),
    path("", include("outandback.search.urls")),
    path("", include("outandback.keepsake.urls")),
    path("", include("outandback.account.urls")),
]
