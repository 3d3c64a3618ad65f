from __future__ import annotations

from django.apps import AppConfig


class TripsConfig(AppConfig):
    name = "outandback.rooms.trips"
    label = "trips"
