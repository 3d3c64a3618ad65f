from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("calendars/written/new/", views.new, name="written-new"),
    path("calendars/written/<uuid:written_id>/", views.written, name="written"),
    path("calendars/written/<uuid:written_id>/sign-in/", views.mending, name="written-mending"),
    path("calendars/written/<uuid:written_id>/again/", views.again, name="written-again"),
    path("calendars/written/<uuid:written_id>/end/", views.taking_away, name="written-away"),
]
