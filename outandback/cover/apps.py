from __future__ import annotations

from django.apps import AppConfig


class CoverConfig(AppConfig):
    name = "outandback.cover"
    label = "cover"
