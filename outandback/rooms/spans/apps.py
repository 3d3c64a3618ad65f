from __future__ import annotations

from django.apps import AppConfig


class SpansConfig(AppConfig):
    name = "outandback.rooms.spans"
    label = "spans"
