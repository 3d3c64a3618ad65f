from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("loop/tables/", views.tables, name="loop-tables"),
]
