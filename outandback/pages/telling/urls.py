from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("tellings/<uuid:telling_id>/", views.telling, name="telling"),
    path("tellings/<uuid:telling_id>/photo/", views.telling_photo, name="telling-photo"),
    path("tellings/<uuid:telling_id>/voice/", views.telling_voice, name="telling-voice"),
    path("tellings/<uuid:telling_id>/reception/", views.reception, name="reception"),
    path("tellings/<uuid:telling_id>/reply/", views.reply, name="reply"),
    path("tellings/<uuid:telling_id>/hearing-day/", views.hearing_day, name="hearing-day"),
    path("tellings/<uuid:telling_id>/landing/", views.landing, name="landing"),
    path("tellings/<uuid:telling_id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("hearing-well/", views.hearing_well, name="hearing-well"),
]
