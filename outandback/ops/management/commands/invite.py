from __future__ import annotations

from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from outandback.rooms.gate.actions import invite
from outandback.ui.addresses import absolute

SAYS = """This lets one person sign up. It works once, for seven days.
{link}
Where the link can't be opened, this is its code: {code}"""


class Command(BaseCommand):
    help = "Print an invitation that lets one person sign up."

    def handle(self, *args: object, **options: object) -> None:
        code = invite(timezone.now())
        self.stdout.write(SAYS.format(link=f"{absolute(reverse('join'))}#{code}", code=code))
