from __future__ import annotations

from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "outandback.rooms.account"
    label = "own_account"
