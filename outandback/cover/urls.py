from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/", views.leave, name="leave"),
    path("leaves/<uuid:leave_id>/answer/", views.answer, name="answer"),
    path("leaves/<uuid:leave_id>/cover/", views.cover_settling, name="cover-settling"),
    path("windows/", views.windows, name="windows"),
    path("windows/ledger/", views.ledger, name="ledger"),
    path("windows/<uuid:window_id>/taking/", views.window_taking, name="window-taking"),
    path("windows/<uuid:window_id>/withdrawal/", views.window_withdrawal, name="window-withdrawal"),
]
