from __future__ import annotations

from django.apps import AppConfig


class PocketConfig(AppConfig):
    name = "outandback.rooms.pocket"
    label = "pocket"
