from __future__ import annotations

from django.urls import path

from outandback.ui import views

urlpatterns = [
    path("parts", views.parts, name="parts"),
]
