"""The loop page of the demo’s couple, with the room open: `python -m benchmarks.own_leaves`.

In this process, on the data folder of OUTANDBACK_DATA: CPU in milliseconds, the median of turns,
of the heavier of the two pages. Such a couple has been at it for eighteen months.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from statistics import median

from django.test import Client

from benchmarks.counting import asked, signed_in  # it sets Django up, so it comes before rows
from outandback.ops.demo import queries
from outandback.ops.demo.weeks import NAMES

TURNS, LOOP, LIMITS = 15, "/loop/", "/loop/limits/"


@dataclass
class OwnLeaves:
    """CPU in ms, bytes of HTML."""

    cpu: float
    queries: int
    size: int
    limits_cpu: float
    limits_queries: int


def measured() -> OwnLeaves:
    taken = [_of(name) for name in NAMES]
    return max(taken, key=lambda one: one.cpu)


def _of(name: str) -> OwnLeaves:
    client = signed_in(name)
    passphrase = queries.couples_words()[name]["passphrase"]
    client.post("/opening/?door=p&next=/loop/", {"passphrase": passphrase})
    size = len(client.get(LOOP).content)
    counted = asked(client, LOOP), asked(client, LIMITS)
    return OwnLeaves(_cpu(client, LOOP), counted[0], size, _cpu(client, LIMITS), counted[1])


def _cpu(client: Client, path: str) -> float:
    return median(_turn(client, path) for _ in range(TURNS))


def _turn(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(asdict(measured())))
