from __future__ import annotations

from django.urls import path

from . import views

BELOW = "feeds/"

urlpatterns = [
    path(f"{BELOW}<str:token>.ics", views.feed_times, name="feed-times"),
    path("calendars/out/", views.feeds, name="feeds"),
    path("calendars/out/<uuid:feed_id>/", views.feed, name="feed"),
    path("calendars/out/<uuid:feed_id>/address/", views.new_address, name="feed-address"),
    path("calendars/out/<uuid:feed_id>/end/", views.taking_away, name="feed-end"),
]
