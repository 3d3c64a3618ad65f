from __future__ import annotations

from django.apps import AppConfig


class QuietConfig(AppConfig):
    name = "outandback.rooms.quiet"
    label = "quiet"
