from __future__ import annotations

from django.apps import AppConfig


class SentConfig(AppConfig):
    name = "outandback.rooms.sent"
    label = "sent"
