"""What is typed into the pages that are measured."""

from __future__ import annotations

PLANNED = {
    "intention": "Knitting circle, upstairs at the library",
    "settled": "rough",
    "meaning": "A room where nobody wants a snack.",
    "sort": "self",
    "company": "own",
    "names": "Maud",
    "distance": "town",
    "day": "2030-05-14",
    "out_time": "18:30",
    "back_time": "22:30",
    "zone": "Europe/London",
    "back_zone": "Europe/London",
    "needs_dinner": "open",
}

# No row holds it: all that may be looked through is opened.
SOUGHT = {"words": "heron"}
