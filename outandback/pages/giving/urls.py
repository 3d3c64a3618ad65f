from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("moments/<uuid:moment_id>/bringing/", views.giving, name="giving"),
    path("moments/<uuid:moment_id>/draft/", views.draft, name="giving-draft"),
    path("moments/<uuid:moment_id>/keeping/", views.keeping, name="giving-keeping"),
    path("tellings/<uuid:telling_id>/together/", views.ten_minutes, name="ten-minutes"),
]
