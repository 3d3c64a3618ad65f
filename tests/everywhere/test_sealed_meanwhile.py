"""The private room closes while a form is filled in: what comes back holds all that was chosen and
typed, and sending it once more says the same. Over every form that is found in the open room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from outandback.rooms.comeback.models import Homecoming
from tests.builders.media import PHOTO, make_moment_with_media
from tests.cast import EITHER, Cast
from tests.everywhere.pages import FoundForm, pages_of, read, two_people
from tests.everywhere.two_worlds import NEVER

# Made anew for each page, or what opens something.
OF_THE_PAGE = {"csrfmiddlewaretoken", "writer", "passphrase", "resume", "door", "next", "client_id"}
REFUSED = 422


def forms_in(pages: list[tuple[str, str]]) -> list[FoundForm]:
    """One of each address, from the page where it has most to say."""
    found: dict[str, FoundForm] = {}
    for address, html in pages:
        for form in read(html, address).forms:
            name = name_of(form)
            if form.method != "post" or name in NEVER:
                continue
            if name not in found or len(form.filled()) > len(found[name].filled()):
                found[name] = form
    return list(found.values())


def name_of(form: FoundForm) -> str:
    return str(resolve(urlsplit(form.action).path).url_name)


def said_in(form: FoundForm) -> dict[str, list[str]]:
    return {name: said for name, said in form.filled().items() if name not in OF_THE_PAGE}


def back_from(client: Client, form: FoundForm) -> FoundForm | None:
    """The form as it stands on the page that refuses it; None where it was taken or leads on."""
    answer = client.post(form.action, form.filled())
    if answer.status_code != REFUSED:
        return None
    forms = read(answer.content.decode(), form.action).forms
    return next((one for one in forms if name_of(one) == name_of(form)), None)


@pytest.mark.parametrize("name", EITHER)
def test_what_was_chosen_comes_back_whole(
    cast: Cast, at: datetime, clock: Callable[[datetime], None], name: str
) -> None:
    clock(at)
    person, ids = cast.people[name], two_people(cast, at)
    ana = cast.people["Ana"]
    for home in Homecoming.objects.filter(person=ana):
        keys = cast.keys(ana, room=True)
        make_moment_with_media(home.departure, keys, at, "A heron.", photo=[PHOTO])
    client = cast.client(person, room=True)
    lost: dict[str, object] = {}
    refused = 0
    for form in forms_in(list(pages_of(client, ids))):
        before = transaction.savepoint()
        closed = cast.client(person, room=True)
        closed.post(reverse("lock"))
        back = back_from(closed, form)
        transaction.savepoint_rollback(before)
        if back is not None:
            refused += 1
            there = said_in(back)
            gone = {n: v for n, v in said_in(form).items() if sorted(v) != sorted(there.get(n, []))}
            lost |= {f"{form.action} {n}": (v, there.get(n)) for n, v in gone.items()}
    assert lost == {}
    assert refused > 2
