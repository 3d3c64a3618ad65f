from __future__ import annotations

import pytest

from outandback.rules.push_contact import contact_of, is_known_outside


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("your.name", True),
        ("xn--bcher-kva.de", True),
        ("a.b.co.uk", True),
        ("localhost", False),
        ("attic", False),
        ("attic.lan", False),
        ("outandback.LOCAL.", False),
        ("home.arpa", False),
        ("192.168.1.20", False),
        ("203.0.113.9", False),
        ("[fd00::5]", False),
        ("", False),
        (".de", False),
    ],
)
def test_a_name_is_known_outside_or_at_home_alone(name: str, known: bool) -> None:
    assert is_known_outside(name) is known


@pytest.mark.parametrize(
    ("mail", "origin", "contact"),
    [
        ("us@your.name", "http://127.0.0.1:8400", "mailto:us@your.name"),
        ("us@your.name", "https://home.example.org", "mailto:us@your.name"),
        ("outandback@localhost", "https://your.name", "https://your.name"),
        ("outandback@localhost", "https://your.name:8443", "https://your.name:8443"),
        ("", "https://your.name", "https://your.name"),
        ("outandback@localhost", "http://your.name", ""),
        ("outandback@localhost", "https://192.168.1.20:8400", ""),
        ("outandback@localhost", "https://[fd00::5]:8400", ""),
        ("outandback@localhost", "https://[fd00::5]", ""),
        ("us@attic.lan", "https://attic.lan", ""),
        ("@your.name", "https://localhost:8400", ""),
    ],
)
def test_a_contact_is_one_that_can_be_reached(mail: str, origin: str, contact: str) -> None:
    assert contact_of(mail, origin) == contact
