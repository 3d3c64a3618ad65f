from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("story/", views.story, name="story"),
    path("mine/before/<uuid:pair_id>/", views.shelf, name="shelf"),
]
