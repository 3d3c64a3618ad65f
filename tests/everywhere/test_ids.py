"""What labels, links and scripts name on a page is there once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest

from tests.cast import EITHER, Cast
from tests.everywhere.pages import client_in, pages_of, two_people

NAMED = re.compile(r"<[a-z][^>]*?\sid=\"([^\"]+)\"")


@pytest.mark.parametrize("name", EITHER)
def test_no_two_elements_of_a_page_share_an_id(
    cast: Cast, clock: Callable[[datetime], None], at: datetime, name: str
) -> None:
    clock(at)
    ids = two_people(cast, at)
    client = client_in(cast, cast.people[name], room=True)
    found = {
        address: twice
        for address, html in pages_of(client, ids)
        if (twice := [one for one, times in Counter(NAMED.findall(html)).items() if times > 1])
    }
    assert found == {}
