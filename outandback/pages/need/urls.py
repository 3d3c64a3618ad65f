from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/need/", views.need_call, name="need-call"),
    path("need/", views.need, name="need"),
    path("need/yes/", views.need_yes, name="need-yes"),
    path("need/number/", views.need_number, name="need-number"),
    path("need/silence/", views.need_silence, name="need-silence"),
]
