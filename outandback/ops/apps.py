from __future__ import annotations

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "outandback.ops"
    label = "ops"
