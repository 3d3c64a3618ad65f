from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("pair/", views.pair, name="pair"),
    path("pair/invitation/", views.pair_invitation, name="pair-invitation"),
    path("pair/taking-back/", views.pair_taking_back, name="pair-taking-back"),
    path("pair/words/", views.pair_words, name="pair-words"),
    path("join/", views.join, name="join"),
    path("join/consent/", views.join_consent, name="join-consent"),
]
