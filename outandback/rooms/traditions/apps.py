from __future__ import annotations

from django.apps import AppConfig


class TraditionsConfig(AppConfig):
    name = "outandback.rooms.traditions"
    label = "traditions"
