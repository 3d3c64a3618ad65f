from __future__ import annotations

from django.apps import AppConfig


class AwayConfig(AppConfig):
    name = "outandback.away"
    label = "away"
