from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/listener/", views.listener, name="listener"),
    path("mine/suggestion/", views.suggestion, name="suggestion"),
]
