from __future__ import annotations

from django.urls import path

from . import views

ONE = "together-times/<uuid:together_id>/"

urlpatterns = [
    path("together-times/new/", views.new, name="together-time-new"),
    path(ONE, views.time_together, name="together-time"),
    path(f"{ONE}another-time/", views.moving, name="together-time-move"),
    path(f"{ONE}title/", views.renaming, name="together-time-title"),
    path(f"{ONE}counting-in/", views.counting_in, name="together-time-in"),
    path(f"{ONE}taking-out/", views.taking_out, name="together-time-out"),
    path(f"{ONE}having-had/", views.having_had, name="together-time-had"),
]
