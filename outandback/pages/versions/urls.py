from __future__ import annotations

from django.urls import path

from . import views

ONE = "tellings/<uuid:telling_id>"

urlpatterns = [
    path(f"{ONE}/versions/", views.versions, name="versions"),
    path(f"{ONE}/change/", views.telling_change, name="telling-change"),
    path(f"{ONE}/reception/change/", views.reception_change, name="reception-change"),
    path(f"{ONE}/reception/withdrawal/", views.reception_withdrawal, name="reception-withdrawal"),
    path(f"{ONE}/reply/change/", views.reply_change, name="reply-change"),
    path(f"{ONE}/reply/withdrawal/", views.reply_withdrawal, name="reply-withdrawal"),
]
