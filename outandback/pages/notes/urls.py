from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/notes/", views.held_notes, name="held-notes"),
    path("notes/<uuid:note_id>/", views.held_note, name="held-note"),
    path("notes/<uuid:note_id>/withdrawal/", views.withdrawal, name="held-note-withdrawal"),
]
