from __future__ import annotations

from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "outandback.today"
    label = "today"
