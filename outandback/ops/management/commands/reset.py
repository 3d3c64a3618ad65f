from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand
from django.urls import reverse

from outandback.rooms.people.queries import person_with_email
from outandback.ui.addresses import absolute

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from outandback.rooms.people.models import Person

SAYS = """This restores sign-in for {email}. It works once.
{link}
It does not open what was sealed with the old passphrase: that takes the old passphrase or the
recovery sheet. Hand the link over in person, or by a way that you both trust."""


class Command(BaseCommand):
    help = "Print the link that restores somebody's sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        person = person_with_email(email)
        if person is None:
            self.stderr.write(f"Nobody signs in here as {email}.")
            sys.exit(2)
        self.stdout.write(SAYS.format(email=person.email, link=absolute(link_of(person))))


def link_of(person: Person) -> str:
    """The page where a new passphrase is chosen; good until it is used or the time is up."""
    key = default_token_generator.make_token(person)
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": key},
    )
