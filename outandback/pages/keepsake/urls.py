from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("story/keepsake/", views.keepsake, name="keepsake"),
    path("story/keepsake/pdf/", views.keepsake_pdf, name="keepsake-pdf"),
    path("story/year/", views.year, name="this-year"),
    path("story/year/<int:year>/", views.year, name="story-year"),
]
