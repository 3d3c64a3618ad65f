from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("comfort/", views.comfort, name="comfort"),
    path("comfort/theirs/", views.comfort_theirs, name="comfort-theirs"),
    path("comfort/proposed/", views.comfort_proposed, name="comfort-proposed"),
    path("comfort/as-it-is/", views.comfort_as_it_is, name="comfort-as-it-is"),
    path("comfort/<int:place>/", views.comfort_care, name="comfort-care"),
]
