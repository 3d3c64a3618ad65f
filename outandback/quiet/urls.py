from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/away/", views.away, name="away"),
    path("leaves/<uuid:leave_id>/moments/", views.moments, name="moments"),
    path("leaves/<uuid:leave_id>/notes/", views.held_notes, name="held-notes"),
    path("notes/<uuid:note_id>/", views.held_note, name="held-note"),
    path("notes/<uuid:note_id>/withdrawal/", views.withdrawal, name="held-note-withdrawal"),
    path("leaves/<uuid:leave_id>/hello/", views.hello, name="hello"),
    path("leaves/<uuid:leave_id>/need/", views.need_call, name="need-call"),
    path("need/", views.need, name="need"),
    path("need/yes/", views.need_yes, name="need-yes"),
    path("need/number/", views.need_number, name="need-number"),
    path("need/silence/", views.need_silence, name="need-silence"),
    path("evening/", views.evening, name="evening"),
]
