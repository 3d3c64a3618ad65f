from __future__ import annotations

from django.apps import AppConfig


class LoopConfig(AppConfig):
    name = "outandback.loop"
    label = "loop"
