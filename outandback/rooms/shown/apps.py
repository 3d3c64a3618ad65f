from __future__ import annotations

from django.apps import AppConfig


class ShownConfig(AppConfig):
    name = "outandback.rooms.shown"
    label = "shown"
