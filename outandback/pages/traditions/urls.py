from __future__ import annotations

from django.urls import path

from . import views

ONE = "traditions/<uuid:tradition_id>"

urlpatterns = [
    path("traditions/", views.traditions, name="traditions"),
    path("traditions/new/", views.tradition_new, name="tradition-new"),
    path(f"{ONE}/", views.tradition, name="tradition"),
    path(f"{ONE}/change/", views.tradition_change, name="tradition-change"),
    path(f"{ONE}/taking-down/", views.tradition_taking_down, name="tradition-taking-down"),
    path("spins/<uuid:spin_id>/", views.spin, name="spin"),
    path("spins/<uuid:spin_id>/taking-away/", views.spin_taking_away, name="spin-away"),
    path(
        "tellings/<uuid:telling_id>/tradition/", views.telling_tradition, name="telling-tradition"
    ),
]
