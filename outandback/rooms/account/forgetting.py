"""What the rooms of a pair do where one of the two erases their account: what both had stays."""

from __future__ import annotations

from outandback.rooms.shown.actions import forget_shown
from outandback.rooms.spans.actions import forget_spans
from outandback.rooms.together.actions import forget_ideas, forget_time_together
from outandback.rooms.traditions.actions import forget_traditions
from outandback.rooms.trips.actions import forget_trips
from outandback.rooms.versions.actions import forget_versions

FORGETS = (
    forget_ideas,
    forget_shown,
    forget_spans,
    forget_time_together,
    forget_traditions,
    forget_trips,
    forget_versions,
)
