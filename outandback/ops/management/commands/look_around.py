from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand

from outandback.ops.demo import queries
from outandback.ops.look_around.drawing import draw

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Draw the pages of “Look around”, in a database that is thrown away afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: Path) -> None:
        if queries.everybody():
            self.stderr.write("Somebody lives in this data folder; drawing needs an empty one.")
            sys.exit(2)
        pages = [asdict(page) for page in draw()]
        options["file"].write_text(json.dumps({"pages": pages}), encoding="utf-8")
