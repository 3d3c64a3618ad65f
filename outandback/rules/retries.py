"""How long a message that nobody took waits before it is tried again. Values in, values out."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=15)
LONGER_EACH_TIME = 4
# Half as long at least and half as long again at most, in so many steps.
LEAST, STEPS = 0.5, 997


def wait_after(attempts: int, spread: int) -> timedelta:
    """After so many attempts that failed, one or more.

    `spread` is any whole number, another for each message, so that what failed together is not
    tried again together.
    """
    jitter = LEAST + (spread + attempts) % STEPS / STEPS
    return float(LONGER_EACH_TIME ** (attempts - 1)) * jitter * FIRST_WAIT
