from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("ladder/", views.ladder, name="ladder"),
    path("ladder/steps/", views.steps, name="ladder-steps"),
    path("ladder/feeling/", views.feeling, name="ladder-feeling"),
    path("ladder/stopping/", views.stopping, name="ladder-stopping"),
    path("ladder/resuming/", views.resuming, name="ladder-resuming"),
]
