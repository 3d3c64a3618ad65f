from __future__ import annotations

from django.apps import AppConfig


class ComebackConfig(AppConfig):
    name = "outandback.rooms.comeback"
    label = "comeback"
