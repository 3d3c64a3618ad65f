from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("start/leave/", views.start_leave, name="start-leave"),
    path("start/host/", views.start_host, name="start-host"),
    path("start/recovery/", views.start_recovery, name="start-recovery"),
    path("start/recovery/check/", views.start_recovery_check, name="start-recovery-check"),
    path("start/you/", views.start_you, name="start-you"),
    path("start/ease/", views.start_ease, name="start-ease"),
    path("start/own/", views.start_own, name="start-own"),
    path("start/theirs/", views.start_theirs, name="start-theirs"),
    path("start/partner/", views.start_partner, name="start-partner"),
]
