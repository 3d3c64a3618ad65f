"""When a calendar is read again. Values in, values out."""

from __future__ import annotations

from datetime import timedelta

from .retries import wait_after

USUALLY, SOONEST, SLOWEST = timedelta(hours=4), timedelta(minutes=30), timedelta(hours=24)
STEPS = 997


def next_wait(attempts: int, spread: int) -> timedelta:
    """After so many attempts in a row that failed, none or more: every four hours or so, and less
    often while it fails. `spread` is another number for each, so that not all come at once."""
    jitter = 0.75 + (spread + attempts) % STEPS / STEPS / 2
    if not attempts:
        return jitter * USUALLY
    return min(max(wait_after(attempts, spread) * 20, SOONEST), SLOWEST) * jitter
