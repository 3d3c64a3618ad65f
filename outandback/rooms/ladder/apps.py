from __future__ import annotations

from django.apps import AppConfig


class LadderConfig(AppConfig):
    name = "outandback.rooms.ladder"
    label = "ladder"
