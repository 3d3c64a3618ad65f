from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from outandback.ops.demo import actions, as_two, beside_leaves, evenings, queries
from outandback.ops.demo.lived import lived
from outandback.ops.demo.story import Writer
from outandback.ops.demo.weeks import NAMES
from outandback.rules.return_times import wall_at

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.ops.demo.queries import CouplesWords

SEED, SEED_OF_FEW, FEW = 704, 35, 6


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Fill this data folder with a couple who never lived."

    def handle(self, *args: object, **options: object) -> None:
        words, few, at = queries.couples_words(), queries.words_of_few(), timezone.now()
        everybody = [couple[name] for couple in (words, few) for name in NAMES]
        emails = {who["email"] for who in everybody}
        here = queries.everybody()
        if here - emails:
            self.stderr.write("Somebody lives in this data folder; the demo needs one of its own.")
            sys.exit(2)
        if here:
            self.stdout.write("Robin and Ellis are here already; nothing was changed.")
        else:
            fill(words, few, at)
        there = queries.everybody()
        for who in (one for one in everybody if one["email"] in there):
            self.stdout.write(f"{who['email']} {who['passphrase']}")


def fill(words: CouplesWords, few: CouplesWords, at: datetime) -> None:
    """Two couples: one of eighteen months, and one of whose leaves nothing can be told yet."""
    now = wall_at(at, actions.ZONE)
    writer, beginner = Writer(SEED, words, now), Writer(SEED_OF_FEW, few, now)
    chapters = writer.chapters()
    sides = lived(words, chapters, at)
    beside_leaves.look_ahead(sides, words, at, actions.ZONE)
    as_two.hold_time_together(sides, words, at, actions.ZONE)
    as_two.plan_trip(sides, words, at, actions.ZONE)
    evenings.say_evenings(sides, writer.truth, SEED, chapters, now)
    begin(few, beginner, at)
    truth = {"seed": SEED, "truth": asdict(writer.truth)}
    truth |= {"few": {"seed": SEED_OF_FEW, "truth": asdict(beginner.truth)}}
    (settings.DATA / "demo.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")


def begin(words: CouplesWords, writer: Writer, at: datetime) -> None:
    chapters = writer.last_chapters(FEW)
    sides = actions.found_couple(words, actions.beginning(chapters))
    actions.live(sides, chapters, at)
    now = wall_at(at, actions.ZONE)
    evenings.say_evenings(sides, writer.truth, SEED_OF_FEW, chapters, now)
