from __future__ import annotations

from django.apps import AppConfig


class RhythmsConfig(AppConfig):
    name = "outandback.rooms.rhythms"
    label = "rhythms"
