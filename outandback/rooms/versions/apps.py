from __future__ import annotations

from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "outandback.rooms.versions"
    label = "versions"
