from __future__ import annotations

from django.urls import path

from . import views

BELOW = "look-around/"

urlpatterns = [
    path(f"{BELOW}<int:number>/", views.look_around, name="look-around"),
]
