from __future__ import annotations

from django.apps import AppConfig


class CarriedConfig(AppConfig):
    name = "outandback.rooms.carried"
