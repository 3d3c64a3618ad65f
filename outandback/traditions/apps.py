from __future__ import annotations

from django.apps import AppConfig


class TraditionsConfig(AppConfig):
    name = "outandback.traditions"
    label = "traditions"
