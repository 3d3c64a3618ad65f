"""11. The host's power is said out loud, in the same words wherever it is said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from outandback.rooms.people.models import Person
from tests.fixtures import ClientOf
from tests.house.source import ROOT
from tests.promises import words
from tests.promises.excused import LIKE_THE_CLAIM
from tests.promises.reading import Said, everything, in_docs, templates

CLAIM = (
    "A copy of the database, a backup or a stolen disk does not open your writing. Whoever runs "
    "this server could change the program and read what you open here."
)
# Five words in a row that say a part of it.
PARTS = [" ".join(CLAIM.split()[start : start + 5]) for start in range(len(CLAIM.split()) - 4)]
# What sounds like it, in other words.
LIKE_IT = re.compile(
    r"stolen (disk|disc|laptop|server|copy)|could change the program|(the )?(host|operator|admin\w*"
    r"|provider|server|we|nobody) (can|could|may|might) (never |not |also |still )?"
    r"(read|see|open|look|decrypt|change)|encrypt\w*|unreadable",
    re.IGNORECASE,
)


@pytest.mark.parametrize("reading", words.of(11), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


def claims() -> list[Said]:
    return [one for one in (*everything(), *in_docs()) if says_a_part(one.words)]


def says_a_part(said: str) -> bool:
    said = plain(said)
    return any(part in said for part in PARTS) or bool(LIKE_IT.search(said))


def plain(said: str) -> str:
    """As a reader has it: a quotation in a document begins each line with a sign."""
    return " ".join(said.replace("> ", " ").split())


def test_wherever_a_part_of_the_claim_stands_the_whole_of_it_stands() -> None:
    for one in claims():
        rest = plain(one.words).replace(CLAIM, "")
        for place, phrase in LIKE_THE_CLAIM:
            rest = rest.replace(phrase, "") if place == one.place else rest
        assert not says_a_part(rest), f"{one.place}: {rest}"


@pytest.mark.parametrize("name", ["README.md", "docs/PRIVACY.md"])
def test_it_stands_in_the_documents(name: str) -> None:
    assert CLAIM in plain((ROOT / name).read_text(encoding="utf-8"))


def test_it_stands_on_the_host_card_and_in_the_settings(ana: Person, client_of: ClientOf) -> None:
    client: Any = client_of(ana)
    for name in ("start-host", "settings"):
        assert CLAIM in client.get(reverse(name)).content.decode(), name


def test_it_stands_as_words_and_not_hidden() -> None:
    for one in templates():
        at = one.source.find(CLAIM[:40])
        around = one.source[max(0, at - 200) : at]
        assert at < 0 or not re.search(r"<!--|\bhidden\b|comment|small soft", around), one.name
