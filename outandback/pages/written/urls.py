from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("calendars/written/new/", views.new, name="written-new"),
    path("calendars/written/<uuid:feed_id>/", views.written, name="written"),
    path("calendars/written/<uuid:feed_id>/sign-in/", views.mending, name="written-mending"),
    path("calendars/written/<uuid:feed_id>/again/", views.again, name="written-again"),
    path("calendars/written/<uuid:feed_id>/taking-away/", views.taking_away, name="written-away"),
]
