from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("pocket/", views.pocket, name="pocket"),
    path("pocket/now/", views.now, name="pocket-now"),
    path("pocket/papers/", views.papers, name="pocket-papers"),
    path("pocket/tokens/", views.tokens, name="pocket-tokens"),
    path("pocket/commands/", views.commands, name="pocket-commands"),
    path("pocket/moments/", views.moments, name="pocket-moments"),
    path("pocket/pieces/", views.pieces, name="pocket-pieces"),
    path("settings/phone/", views.phone, name="pocket-phone"),
    path("worker.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
