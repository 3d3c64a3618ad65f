from __future__ import annotations

from django.apps import AppConfig


class KeepsakeConfig(AppConfig):
    name = "outandback.keepsake"
    label = "keepsake"
