"""What scripts say, as a page hands it over."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from outandback.rooms.people.models import Person
from outandback.ui.script_words import forms_of, words_block, words_for
from tests.fixtures import ClientOf

BLOCK = re.compile(r'<script id="([\w-]+)" type="application/json">(.*?)</script>')


def handed(page: str) -> dict[str, Any]:
    return {name: json.loads(words) for name, words in BLOCK.findall(page)}


def test_a_page_on_which_nobody_types_holds_no_words_for_scripts() -> None:
    assert handed(render_to_string("ui/page.html")) == {}
    assert words_for("<p>Nothing to type.</p>") == ""


def test_a_page_with_a_box_holds_what_its_scripts_say(ana: Person, client_of: ClientOf) -> None:
    words = handed(client_of(ana).get(reverse("leave-new")).content.decode())["words"]
    assert words["kept"] == "Kept as a draft. For you alone, sealed."
    assert words["left"] == [["{count} letter left.", [1]], "{count} letters left."]


def test_a_field_of_one_line_brings_the_count_alone() -> None:
    words = handed(words_for('<input name="name" data-most="200">'))
    assert words["words"].keys() == {"left", "over", "stays"}


def test_the_page_without_a_network_holds_all_that_it_says() -> None:
    words = handed(Client().get(reverse("pocket")).content.decode())
    assert words.keys() == {"box-words", "shell-words"}
    assert (
        words["shell-words"]["day_0"] == "Monday" and words["shell-words"]["month_11"] == "December"
    )


def test_every_form_of_a_sentence_comes_with_the_numbers_that_take_it() -> None:
    polish = {1: "{count} litera", 2: "{count} litery", 3: "{count} litery", 4: "{count} litery"}
    forms = forms_of(lambda count: polish.get(count, "{count} liter"))
    assert forms == [("{count} litera", [1]), ("{count} litery", [2, 3, 4]), "{count} liter"]


def test_a_language_with_one_form_has_that_alone() -> None:
    assert forms_of(lambda _count: "{count} 文字") == ["{count} 文字"]


def test_no_word_ends_the_block_before_its_end() -> None:
    block = words_block("words", {"kept": "</script><b>"})
    assert block.count("</script>") == 1
    assert handed(block) == {"words": {"kept": "</script><b>"}}


@pytest.mark.urls("tests.ui.urls")
def test_a_field_for_a_passphrase_brings_the_words_of_its_box() -> None:
    inside = "{% passphrase_field %}<input>{% endpassphrase_field %}"
    shown = Template("{% load ui %}" + inside).render(Context())
    assert shown == ('<passphrase-field data-label="Show what I type"><input></passphrase-field>')
