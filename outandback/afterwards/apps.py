from __future__ import annotations

from django.apps import AppConfig


class AfterwardsConfig(AppConfig):
    name = "outandback.afterwards"
    label = "afterwards"
