from __future__ import annotations

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "outandback.rooms.suggestions"
    label = "suggestions"
