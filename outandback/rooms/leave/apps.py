from __future__ import annotations

from django.apps import AppConfig


class LeaveConfig(AppConfig):
    name = "outandback.rooms.leave"
    label = "leave"
