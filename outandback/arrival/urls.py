from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("sign-up/", views.sign_up, name="account_signup"),
    path("sign-up/sent/", views.sign_up_sent, name="sign-up-sent"),
    path("sign-up/link/<str:link>/", views.sign_up_by_link, name="sign-up-by-link"),
    path("start/claim/<str:token>/", views.claim, name="claim"),
]
