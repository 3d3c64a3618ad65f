from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from outandback.ops.demo import actions, as_two, beside_leaves, queries
from outandback.ops.demo.lived import lived
from outandback.ops.demo.story import Writer
from outandback.ops.demo.weeks import NAMES
from outandback.rules.return_times import wall_at

if TYPE_CHECKING:
    from datetime import datetime

SEED = 704


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Fill this data folder with a couple who never lived."

    def handle(self, *args: object, **options: object) -> None:
        words, at = queries.couples_words(), timezone.now()
        emails = {words[name]["email"] for name in NAMES}
        here = queries.everybody()
        if here - emails:
            self.stderr.write("Somebody lives in this data folder; the demo needs one of its own.")
            sys.exit(2)
        if here:
            self.stdout.write("Robin and Ellis are here already; nothing was changed.")
        else:
            fill(words, at)
        for name in NAMES:
            self.stdout.write(f"{words[name]['email']} {words[name]['passphrase']}")


def fill(words: dict[str, object], at: datetime) -> None:
    writer = Writer(SEED, words, wall_at(at, actions.ZONE))
    sides = lived(words, writer.chapters(), at)
    beside_leaves.look_ahead(sides, words, at, actions.ZONE)
    as_two.hold_time_together(sides, words, at, actions.ZONE)
    as_two.plan_trip(sides, words, at, actions.ZONE)
    truth = {"seed": SEED, "truth": asdict(writer.truth)}
    (settings.DATA / "demo.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
