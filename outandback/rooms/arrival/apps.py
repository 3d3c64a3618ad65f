from __future__ import annotations

from django.apps import AppConfig


class ArrivalConfig(AppConfig):
    name = "outandback.rooms.arrival"
