from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("comfort/", views.comfort, name="comfort"),
    path("comfort/theirs/", views.comfort_theirs, name="comfort-theirs"),
    path("comfort/<int:place>/", views.comfort_care, name="comfort-care"),
]
