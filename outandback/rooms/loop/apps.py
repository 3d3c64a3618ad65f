from __future__ import annotations

from django.apps import AppConfig


class LoopConfig(AppConfig):
    name = "outandback.rooms.loop"
    label = "loop"
