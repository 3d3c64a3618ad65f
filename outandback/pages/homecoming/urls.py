from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/homecoming/", views.homecoming, name="homecoming"),
    path("leaves/<uuid:leave_id>/check-in/", views.check_in, name="check-in"),
    path("leaves/<uuid:leave_id>/choices/", views.choices, name="choices"),
]
