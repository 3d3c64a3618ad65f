from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/away/", views.away, name="away"),
    path("leaves/<uuid:leave_id>/moments/", views.moments, name="moments"),
    path("leaves/<uuid:leave_id>/return-time/", views.return_time, name="leave-return-time"),
    path("moments/<uuid:moment_id>/photo/", views.photo, name="moment-photo"),
    path("moments/<uuid:moment_id>/voice/", views.voice, name="moment-voice"),
    path("moments/<uuid:arrival>/undoing/", views.undoing, name="moment-undoing"),
]
