"""However much fits into a box, it is counted as people see it, and said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django import forms

from outandback.ui.fields import TOO_LONG, Form, Tidied, Typed
from tests.house.source import form_modules

FAMILY = "👨‍👩‍👧‍👦"
WIDGETS = (forms.TextInput, forms.Textarea)
OTHERS = (forms.PasswordInput, forms.HiddenInput, forms.EmailInput)


def house_forms() -> list[type[Form]]:
    assert form_modules()
    found, waiting = [], [Form]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return found


def boxes() -> Iterator[tuple[str, forms.Field]]:
    """Every box that somebody types words into, by form and name."""
    for form in house_forms():
        for name, field in form.base_fields.items():
            plain = isinstance(field.widget, WIDGETS) and not isinstance(field.widget, OTHERS)
            if plain and isinstance(field, forms.CharField):
                yield f"{form.__name__}.{name}", field


BOXES = dict(boxes())
# What is compared is read in plain letters first, and kept nowhere.
KEPT = sorted(name for name, field in BOXES.items() if not isinstance(field, Tidied))


def test_every_box_is_the_one_that_counts_as_people_do() -> None:
    assert [name for name, field in BOXES.items() if not isinstance(field, Typed)] == []
    assert len(BOXES) > 30


@pytest.mark.parametrize("name", KEPT)
def test_what_fits_by_sight_fits_and_one_more_is_said(name: str) -> None:
    field = BOXES[name]
    assert isinstance(field, Typed)
    lines = ("a\r\n" * field.most)[: 3 * (field.most // 2)].strip()
    for full in (lines, FAMILY * field.most, "ö" * field.most):
        assert field.to_python(full)
        with pytest.raises(forms.ValidationError) as refused:
            field.to_python(full + "b" * (field.most + 1))
        assert refused.value.messages == [TOO_LONG.format(most=f"{field.most:,}")]


@pytest.mark.parametrize("name", sorted(BOXES))
def test_no_browser_cuts_off_what_was_pasted(name: str) -> None:
    field = BOXES[name]
    shown = field.get_bound_field(Form(), "box").as_widget()
    assert "maxlength" not in shown and re.search(r'data-most="\d+"', shown)
