from __future__ import annotations

from django.apps import AppConfig


class CoverConfig(AppConfig):
    name = "outandback.rooms.cover"
    label = "cover"
