"""Every form with a file says of one that is too large how large it may be, and keeps what was
typed beside it."""

from __future__ import annotations

import re
from datetime import datetime

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from outandback.front.thinning import BEGINNING
from tests.cast import Cast
from tests.everywhere.pages import FoundForm, forms_of, two_people
from tests.everywhere.test_limits import house_forms

LIMIT = re.compile(r"larger than \d+ megabytes, which is more than this server takes")
HELD = {"/calendars/file/", "/calendars/…/mending/"}
CLASSES = {"FileForm"}
ID = re.compile(r"/[0-9a-f-]{36}/")


def with_files(cast: Cast, at: datetime) -> tuple[Client, list[FoundForm]]:
    ids, client = two_people(cast, at), cast.client(cast.people["Ana"])
    found = forms_of(client, ids)
    return client, [one for one in found if any(box.kind == "file" for box in one.controls)]


def test_every_form_with_a_file_is_among_them(cast: Cast, at: datetime) -> None:
    _, found = with_files(cast, at)
    assert {ID.sub("/…/", one.action) for one in found} == HELD
    fields = {form: form.base_fields.values() for form in house_forms()}
    held = {form for form, boxes in fields.items() if any(map(is_file, boxes))}
    assert {form.__name__ for form in held} == CLASSES


def is_file(box: forms.Field) -> bool:
    return isinstance(box, forms.FileField)


def test_one_that_is_too_large_is_said_and_what_was_typed_is_kept(cast: Cast, at: datetime) -> None:
    """As much of it as the server lets through; the rest of it has gone by then."""
    client, found = with_files(cast, at)
    assert found
    for form in found:
        (box,) = (one.name for one in form.controls if one.kind == "file")
        typed = form.filled(**dict.fromkeys(form.words, "herons"))
        large = SimpleUploadedFile("a.ics", b"a" * BEGINNING)
        answer = client.post(form.action, typed | {box: large})
        page = answer.content.decode()
        assert answer.status_code == 422 and LIMIT.search(page), form.action
        assert page.count('value="herons"') == len(form.words) > 0
