from __future__ import annotations

from django.apps import AppConfig


class HearingConfig(AppConfig):
    name = "outandback.rooms.hearing"
    label = "hearing"
