from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("windows/", views.windows, name="windows"),
    path("windows/ledger/", views.ledger, name="ledger"),
    path("windows/<uuid:window_id>/taking/", views.window_taking, name="window-taking"),
    path("windows/<uuid:window_id>/withdrawal/", views.window_withdrawal, name="window-withdrawal"),
]
