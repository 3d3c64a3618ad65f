from __future__ import annotations

from django.apps import AppConfig


class KeepsakeConfig(AppConfig):
    name = "outandback.rooms.keepsake"
    label = "keepsake"
