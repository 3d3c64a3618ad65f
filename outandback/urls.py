"""Every address, page by page."""

from __future__ import annotations

from django.urls import include, path

from outandback.front.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("outandback.pages.today.urls")),
    path("", include("outandback.ui.urls")),
    path("", include("outandback.pages.sign_in.urls")),
    path("", include("outandback.pages.start.urls")),
    path("", include("outandback.pages.look_around.urls")),
    path("", include("outandback.pages.pairing.urls")),
    path("", include("outandback.pages.sign_up.urls")),
    path("", include("outandback.pages.help.urls")),
    path("", include("outandback.pages.carried.urls")),
    path("", include("outandback.pages.notifications.urls")),
    path("", include("outandback.pages.busy_times.urls")),
    path("", include("outandback.pages.comfort.urls")),
    path("", include("outandback.pages.together.urls")),
    path("", include("outandback.pages.calendar.urls")),
    path("", include("outandback.pages.together_time.urls")),
    path("", include("outandback.pages.trips.urls")),
    path("", include("outandback.pages.plan.urls")),
    path("", include("outandback.pages.leave.urls")),
    path("", include("outandback.pages.rhythm.urls")),
    path("", include("outandback.pages.answer.urls")),
    path("", include("outandback.pages.windows.urls")),
    path("", include("outandback.pages.ladder.urls")),
    path("", include("outandback.pages.door.urls")),
    path("", include("outandback.pages.away.urls")),
    path("", include("outandback.pages.notes.urls")),
    path("", include("outandback.pages.hello.urls")),
    path("", include("outandback.pages.need.urls")),
    path("", include("outandback.pages.kids.urls")),
    path("", include("outandback.pages.feeds.urls")),
    path("", include("outandback.pages.written.urls")),
    path("", include("outandback.pages.homecoming.urls")),
    path("", include("outandback.pages.telling.urls")),
    path("", include("outandback.pages.mine.urls")),
    path("", include("outandback.pages.evening.urls")),
    path("", include("outandback.pages.giving.urls")),
    path("", include("outandback.pages.traditions.urls")),
    path("", include("outandback.pages.versions.urls")),
    path("", include("outandback.pages.pocket.urls")),
    path("", include("outandback.pages.story.urls")),
    path("", include("outandback.pages.loop.urls")),
    path("", include("outandback.pages.search.urls")),
    path("", include("outandback.pages.keepsake.urls")),
    path("", include("outandback.pages.settings.urls")),
]
