"""The list of what is excused holds nothing that is not needed."""

from __future__ import annotations

import pytest

from tests.promises import words
from tests.promises.excused import EXCUSED


def test_every_reading_is_known() -> None:
    assert set(EXCUSED) <= {one.name for one in words.READINGS}


@pytest.mark.parametrize("reading", words.READINGS, ids=str)
def test_each_phrase_stands_there_and_needs_its_excuse(reading: words.Reading) -> None:
    assert reading.needless() == []


@pytest.mark.parametrize("reading", words.READINGS, ids=str)
def test_each_reading_reads_something(reading: words.Reading) -> None:
    assert len(reading.where()) > 50
