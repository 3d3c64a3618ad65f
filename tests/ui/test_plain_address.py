"""An address that only names a page is looked up once; every other one as Django does it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import Settings

LEAVE = UUID(int=7)


def drawn(source: str) -> str:
    return str(Template(source).render(Context({"name": "settings", "leave": LEAVE})))


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ('{% url "today" %}', "/"),
        ('{% url "settings" as there %}[{{ there }}]', f"[{reverse('settings')}]"),
        ("{% url name %}", reverse("settings")),
        ('{% url "leave" leave %}', reverse("leave", args=[LEAVE])),
    ],
)
def test_it_is_what_reverse_answers(source: str, address: str) -> None:
    assert drawn(source) == address
    assert drawn(source) == address


def test_what_is_remembered_is_remembered_for_these_addresses_alone(settings: Settings) -> None:
    assert drawn('{% url "today" %}') == "/"
    settings.ROOT_URLCONF = "allauth.account.urls"
    with pytest.raises(NoReverseMatch):
        drawn('{% url "today" %}')


def test_the_tabs_are_remembered_for_these_addresses_alone(settings: Settings) -> None:
    here = drawn("{% load ui %}{% tabs %}")
    settings.ROOT_URLCONF = "tests.ui.urls"
    there = drawn("{% load ui %}{% tabs %}")
    settings.ROOT_URLCONF = "outandback.urls"
    assert here != there and drawn("{% load ui %}{% tabs %}") == here
