"""What every run takes of journeys and faults is there by its name; else no run would take it."""

from __future__ import annotations

import pytest

from tests.conftest import IN_EVERY_RUN
from tests.house.source import ROOT


@pytest.mark.parametrize("taken", IN_EVERY_RUN)
def test_what_every_run_takes_is_there(taken: str) -> None:
    file, _, name = taken.partition("::")
    assert f"def {name or 'test_'}" in (ROOT / "tests" / file).read_text(encoding="utf-8")
