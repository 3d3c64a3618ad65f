"""What came before a story: what its forms would have sent, without their pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse

    from .visitor import Visitor

INVITATION = re.compile(r'id="link"[^>]*value="[^"#]*#([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]+)"')
FOUR = re.compile(r'(?s)<ol class="four">(.*?)</ol>')


def send(one: Visitor, address: str, **fields: str) -> APIResponse:
    jar = one.page.context.cookies()
    token = next(cookie["value"] for cookie in jar if cookie["name"] == "ob_csrf")
    form = {"csrfmiddlewaretoken": token, **fields}
    # The stubs take no plain dict of texts, and the browser does.
    return one.page.request.post(address, form=form, max_redirects=0)  # type: ignore[arg-type]


def taken(answer: APIResponse) -> APIResponse:
    assert answer.status in (302, 303), f"{answer.url} answered {answer.status}"
    return answer


def has_begun(one: Visitor) -> None:
    """The first steps."""
    one.page.request.get("/sign-up/")
    known = {"name": one.name, "email": one.email, "password1": one.passphrase}
    taken(send(one, "/sign-up/", **known, zone="Europe/London"))


def are_a_pair(one: Visitor, other: Visitor) -> None:
    """Both have begun, one has joined the other, and they have compared their words."""
    has_begun(one)
    has_begun(other)
    taken(send(other, "/join/", code=found(INVITATION, send(one, "/pair/invitation/"))))
    taken(send(other, "/join/consent/", answer="yes"))
    asked = [person.page.request.get("/pair/words/") for person in (one, other)]
    assert found(FOUR, asked[0]) == found(FOUR, asked[1])
    for person, words in zip((one, other), asked, strict=True):
        taken(send(person, "/pair/words/", seen=found(SEEN, words)))


def found(what: re.Pattern[str], answer: APIResponse) -> str:
    there = what.search(answer.text())
    assert there, f"{answer.url} answered {answer.status}"
    return there[1]
