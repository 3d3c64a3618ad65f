from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.today, name="today"),
    path("parting/notice/", views.parting_notice, name="parting-notice"),
    path("free-hours/", views.free_hours, name="free-hours"),
    path("free-hours/holding/", views.suggestion_holding, name="suggestion-holding"),
    path("free-hours/away/", views.suggestion_away, name="suggestion-away"),
]
