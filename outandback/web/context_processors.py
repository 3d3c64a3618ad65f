"""What every template knows."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from outandback.rooms.people.queries import lives_apart, name_of, own_name, pair_key_is_missing

from .form_writer import mark_of_writer
from .requests import as_person_request


def who_is_asking(request: HttpRequest) -> dict[str, object]:
    """For every page: the two names and inks, whether they live apart, whether words are open."""
    keyring = getattr(request, "keyring", None)
    if keyring is None or not request.user.is_authenticated:
        return {}
    asking = as_person_request(request)
    return {
        "partner": asking.partner,
        "partner_ink": asking.partner.ink if asking.partner else "",
        "partner_name": SimpleLazyObject(lambda: name_of(keyring, asking.partner)),
        "apart": SimpleLazyObject(lambda: lives_apart(keyring, asking.membership)),
        "own_name": SimpleLazyObject(lambda: own_name(keyring, asking.user)),
        "words_open": keyring.everyday_open,
        "pair_key_missing": pair_key_is_missing(asking.membership, keyring),
        "form_writer": SimpleLazyObject(lambda: mark_of_writer(asking.user.pk)),
    }
