from __future__ import annotations

from django.apps import AppConfig


class AfterwardsConfig(AppConfig):
    name = "outandback.rooms.afterwards"
    label = "afterwards"
