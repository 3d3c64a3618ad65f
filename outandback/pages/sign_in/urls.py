from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as spare_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from outandback.web.requests import asked_again, signed_in

from . import views

SIGN_IN = reverse_lazy("account_login")

people = [
    path("exit/", views.leave_now, name="exit"),
    path("lock/", views.lock, name="lock"),
]

signing_in = [
    path("sign-in/", asked_again(account.login), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", asked_again(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/reset/", views.reset, name="account_reset_password"),
    path("sign-in/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "sign-in/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/passkey/", views.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/code/", asked_again(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/again/code/", asked_again(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/",
        asked_again(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]

# Names that the library asks for and this app answers elsewhere.
elsewhere = [
    path("settings/e-mail/", RedirectView.as_view(pattern_name="settings"), name="account_email"),
    path(
        "settings/sign-in/passphrase/",
        RedirectView.as_view(pattern_name="passphrase"),
        name="account_change_password",
    ),
    path(
        "settings/sign-in/first-passphrase/",
        RedirectView.as_view(pattern_name="passphrase"),
        name="account_set_password",
    ),
    path(
        "sign-in/address/",
        RedirectView.as_view(url=SIGN_IN),
        name="account_email_verification_sent",
    ),
    path(
        "sign-in/address/<str:key>/",
        RedirectView.as_view(url=SIGN_IN),
        name="account_confirm_email",
    ),
]

ways_in = [
    path("settings/sign-in/", signed_in(mfa.index), name="mfa_index"),
    path(
        "settings/sign-in/app/",
        signed_in(asked_again(totp.activate_totp)),
        name="mfa_activate_totp",
    ),
    path(
        "settings/sign-in/app/removal/",
        signed_in(asked_again(totp.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path(
        "settings/sign-in/codes/",
        signed_in(spare_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "settings/sign-in/codes/new/",
        signed_in(asked_again(spare_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "settings/sign-in/codes/file/",
        signed_in(spare_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("settings/sign-in/passkeys/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path(
        "settings/sign-in/passkeys/new/",
        signed_in(asked_again(passkeys.add_webauthn)),
        name="mfa_add_webauthn",
    ),
    path(
        "settings/sign-in/passkeys/<int:pk>/removal/",
        signed_in(asked_again(passkeys.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
    path(
        "settings/sign-in/passkeys/<int:pk>/name/",
        signed_in(asked_again(passkeys.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
]

urlpatterns = [*people, *signing_in, *elsewhere, *ways_in]
