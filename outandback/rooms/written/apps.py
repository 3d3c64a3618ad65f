from __future__ import annotations

from django.apps import AppConfig


class WrittenConfig(AppConfig):
    name = "outandback.rooms.written"
    label = "written"
