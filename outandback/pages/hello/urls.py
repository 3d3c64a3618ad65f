from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/hello/", views.hello, name="hello"),
]
