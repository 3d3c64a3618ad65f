from __future__ import annotations

from django.apps import AppConfig


class AwayConfig(AppConfig):
    name = "outandback.rooms.away"
    label = "away"
