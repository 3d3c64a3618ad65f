from __future__ import annotations

from django.urls import path, re_path

from outandback.web.requests import asked_again

from . import views

urlpatterns = [
    path("sign-up/", views.sign_up, name="account_signup"),
    path("sign-up/sent/", views.sign_up_sent, name="sign-up-sent"),
    path("sign-up/link/<str:link>/", views.sign_up_by_link, name="sign-up-by-link"),
    path("start/claim/<str:token>/", views.claim, name="claim"),
    path("sign-in/asking/", views.asking, name="asking"),
    path("sign-in/sheet/", asked_again(views.SheetSignIn.as_view()), name="sheet-sign-in"),
    re_path(
        r"^sign-in/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        asked_again(views.NewPassphrase.as_view()),
        name="account_reset_password_from_key",
    ),
    path("settings/letting-in/", views.letting_in, name="letting-in"),
]
