from __future__ import annotations

from django.urls import path

from . import showing, views

urlpatterns = [
    path("loop/", views.loop, name="loop"),
    path("loop/ours/", views.loop_ours, name="loop-ours"),
    path("loop/limits/", views.limits, name="loop-limits"),
    path("loop/showing/<int:place>/", showing.showing, name="loop-showing"),
    path("loop/showing/<int:place>/stop/", showing.stop, name="loop-showing-stop"),
]
