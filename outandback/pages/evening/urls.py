from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("evening/", views.at_home, name="evening"),
    path("evening/after/", views.after_return, name="evening-after"),
]
