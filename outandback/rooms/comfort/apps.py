from __future__ import annotations

from django.apps import AppConfig


class ComfortConfig(AppConfig):
    name = "outandback.rooms.comfort"
    label = "comfort"
