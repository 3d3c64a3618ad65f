from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("story/keepsake/", views.keepsake, name="keepsake"),
    path("story/year/", views.year, name="this-year"),
    path("story/year/<int:year>/", views.year, name="story-year"),
]
