from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("opening/", views.opening, name="opening"),
    path("recovery/", views.recovery, name="recovery"),
    path("recovery/wait/", views.recovery_wait, name="recovery-wait"),
    path("recovery/calling-off/", views.recovery_calling_off, name="recovery-calling-off"),
    path("settings/passphrase/", views.passphrase, name="passphrase"),
    path("settings/recovery-sheet/", views.recovery_sheet, name="recovery-sheet"),
    path("settings/parting/", views.parting, name="parting"),
    path("pair/other-words/", views.pair_words_differ, name="pair-words-differ"),
    path("settings/export/", views.export, name="export"),
    path("settings/erasure/", views.erasure, name="erasure"),
    path("settings/erasure/calling-off/", views.erasure_calling_off, name="erasure-calling-off"),
]
