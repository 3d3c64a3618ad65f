from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from outandback.rooms.people import actions, queries
from outandback.rooms.people.models import Invitation, Membership, Pair, Person
from outandback.web.cookies import INVITATION_COOKIE
from tests.cast import AT, PASSPHRASE, Cast, side_of
from tests.fixtures import ClientOf

USED = "This invitation has been used, or is more than three days old. Ask for a new one."
FEAR = "If you are afraid of your partner, this is not for you two."


def code_from(client: Client) -> str:
    page = client.post(reverse("pair-invitation")).content.decode()
    found = re.search(r'<p class="code code--big">([^<]+)</p>', page)
    assert found
    return found[1]


def join(client: Client, code: str) -> Any:
    return client.post(reverse("join"), {"code": code})


def accept(client: Client) -> Any:
    return client.post(reverse("join-consent"), {"answer": "yes"})


def open_side(person: Person) -> Membership | None:
    return queries.both_sides(queries.person_of_session(person.pk) or person)[0]


def test_two_people_become_a_pair_and_compare_four_words(
    cleo: Person, thea: Person, cast: Cast, client_of: ClientOf
) -> None:
    hers, theirs = client_of(cleo), client_of(thea)
    code = code_from(hers)
    assert join(theirs, code)["Location"] == reverse("join-consent")
    page = theirs.get(reverse("join-consent")).content.decode()
    assert "Cleo asks you to join." in page
    assert FEAR in page
    assert accept(theirs)["Location"] == reverse("pair-words")
    assert INVITATION_COOKIE not in theirs.cookies or not theirs.cookies[INVITATION_COOKIE].value
    assert four(theirs) == four(hers)
    for client, person in ((theirs, thea), (hers, cleo)):
        assert not side_of(person).words_compared
        said_yes(client)
        assert side_of(person).words_compared
    assert name_seen_by(cast, cleo, hers) == "Thea"
    assert Invitation.objects.count() == 0


def name_seen_by(cast: Cast, person: Person, client: Client) -> str:
    """As a page opens it, with the keys that the browser's own doors hold."""
    request: Any = client.get(reverse("pair-words")).wsgi_request
    return queries.name_of(request.keyring, request.partner)


def four(client: Client) -> list[str]:
    page = client.get(reverse("pair-words")).content.decode()
    words = re.findall(r"<li>(\w+)</li>", page)
    assert len(words) == 4
    return words


def said_yes(client: Client) -> Any:
    page = client.get(reverse("pair-words")).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    return client.post(reverse("pair-words"), {"seen": seen[1]})


def test_the_safety_words_stand_before_an_invitation(cleo: Person, client_of: ClientOf) -> None:
    page = client_of(cleo).get(reverse("pair")).content.decode()
    assert "Is this for us?" in page
    assert FEAR in page
    assert reverse("help") in page
    assert "data-quick-exit" in page


def test_an_invitation_shows_a_link_a_square_and_a_code(cleo: Person, client_of: ClientOf) -> None:
    page = client_of(cleo).post(reverse("pair-invitation")).content.decode()
    code = re.search(r'code--big">([^<]+)<', page)
    assert code
    assert f'value="http://testserver/join/#{code[1]}"' in page
    assert 'class="square"' in page
    assert "style=" not in page


def test_a_used_invitation_opens_nothing(
    cleo: Person, thea: Person, dede: Person, client_of: ClientOf
) -> None:
    code = code_from(client_of(cleo))
    first = client_of(thea)
    join(first, code)
    accept(first)
    answer = join(client_of(dede), code)
    assert answer.status_code == 422
    assert USED in answer.content.decode()


def test_after_three_days_an_invitation_opens_nothing(
    cleo: Person, thea: Person, client_of: ClientOf, clock: Callable[[datetime], None]
) -> None:
    clock(AT)
    code = code_from(client_of(cleo))
    clock(AT + timedelta(hours=71, minutes=59))
    assert join(client_of(thea), code).status_code == 303
    clock(AT + timedelta(hours=72))
    assert USED in join(client_of(thea), code).content.decode()


def test_an_invitation_that_ran_out_meanwhile_is_said_so(
    cleo: Person, thea: Person, client_of: ClientOf
) -> None:
    client = client_of(thea)
    join(client, code_from(client_of(cleo)))
    Invitation.objects.update(ends_at=AT - timedelta(days=9))
    for answer in (client.get(reverse("join-consent")), accept(client)):
        assert answer.status_code in {303, 422}
    assert open_side(thea) is None


@pytest.mark.parametrize("code", ["", "nonsense", "0000-0000-0000-0000-0000-0000-000"])
def test_a_mistyped_code_opens_nothing(code: str, thea: Person, client_of: ClientOf) -> None:
    answer = join(client_of(thea), code)
    assert answer.status_code == 422
    assert f'value="{code}"' in answer.content.decode() or not code


def test_a_code_is_read_as_people_type_it(cleo: Person, thea: Person, client_of: ClientOf) -> None:
    code = code_from(client_of(cleo)).lower().replace("-", " ")
    assert join(client_of(thea), code).status_code == 303


def test_nobody_joins_themselves(cleo: Person, client_of: ClientOf) -> None:
    client = client_of(cleo)
    assert USED in join(client, code_from(client)).content.decode()


def test_an_invitation_taken_back_opens_nothing(
    cleo: Person, thea: Person, client_of: ClientOf
) -> None:
    client = client_of(cleo)
    code = code_from(client)
    assert "waiting" in client.get(reverse("pair")).content.decode()
    client.post(reverse("pair-taking-back"))
    assert USED in join(client_of(thea), code).content.decode()


def test_a_new_invitation_takes_the_place_of_the_old(
    cleo: Person, thea: Person, client_of: ClientOf
) -> None:
    client = client_of(cleo)
    old, new = code_from(client), code_from(client)
    assert join(client_of(thea), old).status_code == 422
    assert join(client_of(thea), new).status_code == 303


def test_not_now_joins_nobody_and_says_nothing(
    cleo: Person, thea: Person, client_of: ClientOf
) -> None:
    inviter, invited = client_of(cleo), client_of(thea)
    join(invited, code_from(inviter))
    before = inviter.get(reverse("pair")).content
    answer = invited.post(reverse("join-consent"), {"answer": "no"})
    assert answer["Location"] == reverse("today")
    assert open_side(thea) is None
    assert len(inviter.get(reverse("pair")).content) == len(before)


def test_somebody_in_a_pair_joins_no_other(ana: Person, cleo: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    join(client, code_from(client_of(cleo)))
    assert "You are in a pair already." in client.get(reverse("join-consent")).content.decode()
    accept(client)
    assert Pair.objects.count() == 2
    assert open_side(cleo) is None


def test_the_action_itself_refuses_a_second_pair(ana: Person, cleo: Person, cast: Cast) -> None:
    code = actions.invite(cleo, cast.keys(cleo), AT)
    with pytest.raises(queries.NoSuchInvitation):
        actions.accept_invitation(ana, cast.keys(ana), code, AT)


def test_somebody_in_a_pair_finds_the_words_instead_of_an_invitation(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert client.get(reverse("pair"))["Location"] == reverse("pair-words")
    assert client.post(reverse("pair-invitation"))["Location"] == reverse("pair")
    assert Invitation.objects.count() == 0


def test_an_invitation_to_a_closed_server_says_so_before_a_form_is_looked_for(
    cleo: Person, client: Client, client_of: ClientOf, settings: Settings
) -> None:
    settings.SIGN_UP = "closed"
    join(client, code_from(client_of(cleo)))
    page = client.get(reverse("join-consent")).content.decode()
    assert "this server is closed to new ones" in page
    assert reverse("account_signup") not in page and reverse("account_login") in page


def test_joining_waits_for_an_account_and_a_name(
    cleo: Person, client: Client, client_of: ClientOf
) -> None:
    join(client, code_from(client_of(cleo)))
    page = client.get(reverse("join-consent")).content.decode()
    assert "New here? Start" in page
    assert accept(client).status_code == 200
    signed_up = {
        "email": "n@example.org",
        "name": "Noor",
        "password1": "amber kettle near loud weather",
        "zone": "Paris",
    }
    assert client.post("/sign-up/", signed_up)["Location"] == reverse("start-partner")
    assert client.get(reverse("start-partner"))["Location"] == reverse("join-consent")
    Person.objects.filter(email="n@example.org").update(called=None)  # as accounts once began
    wanted = client.get(reverse("join-consent"))["Location"]
    assert wanted == "/start/you/?next=/join/consent/"
    named = client.post("/start/you/", {"name": "Noor", "next": "/join/consent/"})
    assert named["Location"] == reverse("join-consent")
    accept(client)
    assert open_side(Person.objects.get(email="n@example.org"))


def test_signing_in_with_an_invitation_goes_to_the_question(
    cleo: Person, thea: Person, client: Client, client_of: ClientOf
) -> None:
    join(client, code_from(client_of(cleo)))
    signed_in = client.post("/sign-in/", {"login": "thea@example.org", "password": PASSPHRASE})
    assert signed_in["Location"] == reverse("join-consent")


def test_the_code_rests_nowhere(
    cleo: Person, thea: Person, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(thea)
    code = code_from(client_of(cleo))
    bare = code.replace("-", "")
    answer = join(client, code)
    cookie = answer.cookies[INVITATION_COOKIE]
    assert cookie["httponly"]
    assert cookie["max-age"] == 3600
    assert code not in answer["Location"]
    accept(client)
    everything = whole_database() + str(client.session.items())
    logged = "".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert bare not in everything.replace("-", "")
    assert bare not in logged.replace("-", "")


def whole_database() -> str:
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return "".join(str(bytes(v) if isinstance(v, memoryview) else v) for row in rows for v in row)


def test_words_that_differ_end_the_pair_at_once(
    cleo: Person, thea: Person, client_of: ClientOf
) -> None:
    hers, theirs = client_of(cleo), client_of(thea)
    join(theirs, code_from(hers))
    accept(theirs)
    page = hers.post(reverse("pair-words-differ")).content.decode()
    assert "This pair has ended." in page
    assert open_side(cleo) is None
    mine = open_side(thea)
    assert mine
    assert queries.parting_to_tell(mine, mine.other, timezone.now())


def test_compared_words_end_nothing_by_a_stray_click(ana: Person, client_of: ClientOf) -> None:
    client_of(ana).post(reverse("pair-words-differ"))
    assert open_side(ana)


def test_keys_swapped_after_the_page_was_opened_are_not_pinned(
    cleo: Person, thea: Person, client_of: ClientOf
) -> None:
    hers, theirs = client_of(cleo), client_of(thea)
    join(theirs, code_from(hers))
    accept(theirs)
    answer = theirs.post(reverse("pair-words"), {"seen": "00" * 32})
    assert "The words have changed" in answer.content.decode()
    assert not side_of(thea).words_compared


def test_pages_of_joining_open_on_keys_or_ask_for_them(ana: Person, cleo: Person) -> None:
    for person, page in ((ana, "pair-words"), (cleo, "pair"), (ana, "start-you")):
        client = Client()
        client.force_login(person)
        assert client.get(reverse(page))["Location"].startswith("/opening/?door=s&next=")
