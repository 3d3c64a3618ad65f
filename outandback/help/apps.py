from __future__ import annotations

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "outandback.help"
    label = "help"
