from __future__ import annotations

from threading import Event

from django.core.management.base import BaseCommand

from outandback.ops.jobs import work


class Command(BaseCommand):
    help = "Say what is due, as long as it runs."

    def handle(self, *args: object, **options: object) -> None:
        work(Event())
