from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("start/ease/", views.start_ease, name="start-ease"),
    path("start/own/", views.start_own, name="start-own"),
    path("start/theirs/", views.start_theirs, name="start-theirs"),
    path("comfort/", views.comfort, name="comfort"),
    path("comfort/theirs/", views.comfort_theirs, name="comfort-theirs"),
    path("comfort/<int:place>/", views.comfort_care, name="comfort-care"),
]
