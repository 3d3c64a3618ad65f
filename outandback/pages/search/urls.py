from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("story/search/", views.search, name="story-search"),
]
