from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/rhythm/", views.rhythm, name="leave-rhythm"),
    path("leaves/<uuid:leave_id>/rhythm/stopping/", views.stopping, name="rhythm-stop"),
    path("leaves/<uuid:leave_id>/skipping/", views.skipping, name="leave-skip"),
]
