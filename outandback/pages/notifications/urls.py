from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("settings/notifications/", views.notifications, name="notifications"),
    path("settings/notifications/phone/", views.phone, name="notifications-phone"),
    path(
        "settings/notifications/phone-known/", views.phone_known, name="notifications-phone-known"
    ),
    path("settings/notifications/phone-off/", views.phone_off, name="notifications-phone-off"),
    path("settings/season/", views.season_off, name="season-off"),
    path("settings/season/on/", views.season_on, name="season-on"),
    path("settings/season/suggestions/", views.suggestions_again, name="suggestions-again"),
]
