from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("help/", views.people_to_talk_to, name="help")]
