"""What is typed or pasted is compared as people mean it, at every place that compares it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django import forms
from hypothesis import example, given
from hypothesis import strategies as st

from outandback.pages.pairing.forms import written_code
from outandback.pages.parts.span.forms import month_field
from outandback.pages.search.forms import LookForm
from outandback.pages.settings.forms import ErasureForm
from outandback.pages.start.forms import SheetForm, two_groups
from outandback.rooms.gate.queries import account_of
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import person_with_email
from outandback.rules.folding import bare, folded, tidied
from outandback.ui import fields
from outandback.ui.wall_times import a_day, an_hour
from outandback.ui.zones import zones_named
from outandback.vault import codes
from tests.cast import PASSPHRASE
from tests.house.source import PACKAGE, form_modules, python_files, tree, where

INVITE, SHEET = bytes(range(16)), bytes(range(20))
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
ARABIC = {0x30 + figure: 0x660 + figure for figure in range(10)}
HOW: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "full width": lambda text: text.translate(FULL_WIDTH),
    "an invisible space inside": lambda text: f"{text[:2]}\u200b{text[2:]}",
    "a soft hyphen inside": lambda text: f"{text[:2]}\u00ad{text[2:]}",
    "marks of direction around": lambda text: f"\u2067{text}\u2069",
    "a byte order mark before": lambda text: f"\ufeff{text}",
    "spaces around": lambda text: f"\u00a0 {text}\u2003\t",
    "other spaces": lambda text: text.replace(" ", "\u202f"),
    "an en dash": lambda text: text.replace("-", "–"),
    "a minus": lambda text: text.replace("-", "−"),
    "a hyphen that does not break": lambda text: text.replace("-", "\u2011"),
    "figures of another script": lambda text: text.translate(ARABIC),
    "the i of a Turkish keyboard": lambda text: text.replace("i", "İ"),
    "an accent for an apostrophe": lambda text: text.replace("'", "´"),
    "printers' quotes": lambda text: text.replace("'", "’").replace('"', "”"),
}
KEEPS_CAPITALS = {"capitals", "small letters", "the i of a Turkish keyboard"}


def read_with(field: forms.Field) -> Callable[[str], Any]:
    return field.clean


def found_in_the_story(text: str) -> Any:
    form = LookForm({"words": text})
    assert form.is_valid()
    return form.sought.words


def typed_back(text: str) -> Any:
    """Whether each asked group of the sheet is taken."""
    proofs = two_groups(codes.written(SHEET))
    groups = codes.written(SHEET).split("-")
    typed = {f"group{number}": _as(text, groups[int(number) - 1]) for number in proofs}
    return SheetForm(proofs, typed).is_valid()


def _as(mangled: str, group: str) -> str:
    """The group in the same dress as the example."""
    return next(dress(f"{group}-") for dress in HOW.values() if dress("AB-CD") == mangled)


ErasureWord = ErasureForm.base_fields["word"]
ENTRIES: dict[str, tuple[Callable[[str], Any], str]] = {
    "an invitation's code": (written_code, codes.written(INVITE)),
    "a recovery code": (lambda text: codes.read(text, 20), codes.written(SHEET)),
    "a group of the sheet": (typed_back, "AB-CD"),
    "an address, for counting tries": (account_of, "kim-o@example.org"),
    "an address of a form": (read_with(fields.AddressField()), "kim-o@example.org"),
    "a code of figures": (read_with(fields.CodeField()), "123-456"),
    "the word that erases": (read_with(ErasureWord), "erase"),
    "a place": (zones_named, "Port-au-Prince"),
    "words in the story": (found_in_the_story, 'robin\'s "low-tide" swim'),
    "a month": (read_with(month_field("Month")), "2026-05"),
    "a day": (read_with(a_day("Day")), "2026-05-14"),
    "an hour": (read_with(an_hour("Hour")), "18:30"),
    "a number": (read_with(fields.NumberField()), "12"),
}
EACH = [
    (entry, how)
    for entry, how in product(ENTRIES, HOW)
    if not (entry == "an address of a form" and how in KEEPS_CAPITALS)
]


@pytest.mark.parametrize(("entry", "how"), EACH)
def test_every_entry_reads_it_as_it_was_meant(entry: str, how: str) -> None:
    read, text = ENTRIES[entry]
    assert read(HOW[how](text)) == read(text)
    assert read(text)


@pytest.mark.parametrize("how", HOW)
def test_a_person_is_found_by_their_address(how: str, ana: Person) -> None:
    assert person_with_email(HOW[how](str(ana.email))) == ana


@pytest.mark.parametrize("how", HOW)
def test_an_address_signs_in_however_it_was_typed(how: str, ana: Person, client: Any) -> None:
    typed = {"login": HOW[how](str(ana.email)), "password": PASSPHRASE}
    assert client.post("/sign-in/", typed).status_code == 302
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_an_account_keeps_a_plain_address(client: Any, db: None) -> None:
    typed = {"email": "\u200bｋｉｍ＠example.org ", "password1": "amber kettle near loud weather"}
    assert client.post("/sign-up/", {**typed, "name": "Kim", "zone": "Paris"}).status_code == 302
    assert Person.objects.filter(email="kim@example.org").exists()


# The folding itself -----------------------------------------------------------------------------


@given(st.text())
@example("Ⅻ ǅ ß ﬁ e\u200d\u0301 ΐ ᾳ İ ſ K")
@example("\u3164\u2800´` «−» \u0345\u1fb3")
def test_folding_twice_is_folding_once(text: str) -> None:
    for fold in (tidied, folded, bare):
        assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_what_is_the_same_when_compared_is_found_as_the_same(one: str, other: str) -> None:
    assert bare(folded(one)).split() == bare(one).split()
    assert (folded(one) != folded(other)) or bare(one).split() == bare(other).split()


def test_what_differs_for_people_stays_different() -> None:
    assert folded("Café") != folded("Cafe") and bare("Café") == bare("Cafe")
    assert folded("שלום") != folded("سلام") and folded("a b") != folded("ab")
    assert bare("re-sort") != bare("resort")


@pytest.mark.parametrize("name", ["Łódź", "København", "Isparta", "ısparta", "Œuvre", "Æbelø"])
def test_a_word_is_found_without_its_strokes_and_dots(name: str) -> None:
    plain = name.lower().translate(str.maketrans("łóźøı", "lozoi"))
    assert bare(name) == bare(plain.replace("æ", "ae").replace("œ", "oe"))


# No other way -----------------------------------------------------------------------------------


def fields_of_forms() -> Iterator[tuple[str, str, forms.Field]]:
    for module in form_modules():
        for name, form in vars(module).items():
            own = isinstance(form, type) and issubclass(form, forms.BaseForm)
            if own and form.__module__ == module.__name__ != "outandback.ui.forms":
                for field, one in form.base_fields.items():
                    yield name, field, one


def test_every_field_that_makes_something_of_what_was_typed_reads_it_tidied() -> None:
    makes = (forms.DateField, forms.TimeField, forms.IntegerField)
    found = [
        f"{form}.{name}"
        for form, name, field in fields_of_forms()
        if isinstance(field, makes) and not field.widget.is_hidden
        if not isinstance(field, fields.Tidied)
    ]
    assert found == []


OTHER_WAYS = {"casefold", "lower", "upper", "normalize"}
LOOKUPS = ("iexact", "icontains", "istartswith", "iregex")
# Capitals as letters on a page, names that programs give, and what rests already.
ALLOWED = {
    "rules/folding.py": "the one place",
    "vault/passphrase_hash.py": "a passphrase is NFKC at setting and at every check, no more: "
    "folding it now would shut out whoever set one before",
    "vault/codes.py": "a code's own signs, of a folded text",
    "rooms/gate/queries.py": "of a folded address, as databases know capitals",
    "rooms/people/queries.py": "of a tidied address, as databases know capitals",
    "rooms/people/models.py": "an address as the sign-in library hands it on",
    "settings.py": "what the host set",
    "front/origins.py": "a host's name as browsers write it",
    "rules/push_contact.py": "a host's name",
    "front/wsgi_gateway.py": "names of headers, which the program gave",
    "rules/calendar_lines.py": "names and words of a file's format, in ASCII alone",
    "rooms/calendars/ics.py": "the same",
    "rooms/calendars/ics_process.py": "the same",
    "front/thinning.py": "names of the protocol, in ASCII alone",
    "front/http1.py": "names and words of the protocol, in ASCII alone",
    "net/answers.py": "names of headers",
    "net/client.py": "names and words of the protocol",
    "net/targets.py": "a host's name as it is asked for, in ASCII alone",
    "rooms/calendars/webdav.py": "names of the protocol",
}
ON_A_PAGE = {
    "rooms/board/content/sentences.py",
    "rooms/cover/content/sentences.py",
    "rooms/today/content/sentences.py",
    "rooms/leave/content/sentences.py",
    "pages/parts/door_answers/templatetags/door_answers.py",
    "rooms/away/content/sentences.py",
    "front/data_folder.py",
    "front/log.py",
    "front/environment.py",
    "front/addresses.py",
    "pages/plan/forms.py",
    "ui/templatetags/ui.py",
    "rooms/account/content/export.py",
    "cli.py",
    "ui/spoken.py",
}


def other_ways(module: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        name = getattr(node, "attr", None) or getattr(node, "arg", None) or ""
        called = isinstance(node, ast.Attribute) and name in OTHER_WAYS
        if called or (isinstance(node, ast.keyword) and str(name).endswith(LOOKUPS)):
            yield node


def test_nothing_else_compares_in_a_way_of_its_own() -> None:
    found = [
        where(file, node)
        for file in python_files()
        if str(file.relative_to(PACKAGE)) not in {*ALLOWED, *ON_A_PAGE}
        for node in other_ways(tree(file))
    ]
    assert found == []


@pytest.mark.parametrize("planted", ["a.casefold() == b", "rows.filter(name__iexact=typed)"])
def test_such_code_would_be_found(planted: str) -> None:
    assert list(other_ways(ast.parse(planted)))
