from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("carried/<uuid:name>/", views.carried, name="carried"),
    path("unsent/", views.unsent, name="unsent"),
    path("unsent/away/", views.unsent_away, name="unsent-away"),
]
