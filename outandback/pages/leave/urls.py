from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/<uuid:leave_id>/", views.leave, name="leave"),
    path("leaves/<uuid:leave_id>/cover/", views.cover_settling, name="cover-settling"),
    path("leaves/<uuid:leave_id>/calling-off/", views.calling_off, name="leave-calling-off"),
    path("leaves/<uuid:leave_id>/what/", views.what, name="leave-what"),
    path("leaves/<uuid:leave_id>/ideas/", views.ideas, name="leave-ideas"),
]
