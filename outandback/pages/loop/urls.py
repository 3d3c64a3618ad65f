from __future__ import annotations

from django.urls import path

from . import showing, views

urlpatterns = [
    path("loop/", views.loop, name="loop"),
    path("loop/shown/", showing.shown, name="loop-shown"),
    path("loop/showing/<int:place>/", showing.showing, name="loop-showing"),
    path("loop/showing/<int:place>/stop/", showing.stop, name="loop-showing-stop"),
]
