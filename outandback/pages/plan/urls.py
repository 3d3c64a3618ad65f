from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("leaves/new/", views.leave_new, name="leave-new"),
    path("leaves/now/", views.leave_now, name="leave-now"),
    path("leaves/check/", views.care_check, name="care-check"),
    path("leaves/<uuid:leave_id>/check/", views.check, name="leave-check"),
    path("leaves/<uuid:leave_id>/again/", views.leave_again, name="leave-again"),
    path("leaves/<uuid:leave_id>/plan/", views.plan, name="leave-plan"),
    path("leaves/<uuid:leave_id>/heads-up/", views.heads_up, name="leave-heads-up"),
]
