from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/file/", views.new, {"kind": "file"}, name="calendar-file"),
    path("calendars/address/", views.new, {"kind": "address"}, name="calendar-address"),
    path("calendars/account/", views.new, {"kind": "account"}, name="calendar-account"),
    path("calendars/<uuid:source_id>/", views.source, name="source"),
    path("calendars/<uuid:source_id>/again/", views.again, name="source-again"),
    path("calendars/<uuid:source_id>/mending/", views.mending, name="source-mending"),
    path("calendars/<uuid:source_id>/taking-away/", views.taking_away, name="source-away"),
]
