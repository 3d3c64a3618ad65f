from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/departure/", views.departure, name="departure"),
    path("leaves/<uuid:leave_id>/evidence/", views.evidence, name="evidence"),
]
