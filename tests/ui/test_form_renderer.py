"""What is typed in is drawn as Django's own templates would, letter by letter."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.forms import widgets
from django.forms.renderers import DjangoTemplates
from hypothesis import given
from hypothesis import strategies as st

from outandback.ui.form_renderer import INPUTS, TEXTAREA, BoxRenderer

TEXTS = st.text() | st.sampled_from(["", "<b>", '"', "&amp;", "0", "\n words"])
VALUES = TEXTS | st.none() | st.integers()
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["class", "rows", "required", "aria-invalid", "placeholder", "id"]),
    TEXTS | st.booleans() | st.integers(),
)
BOXES = (
    forms.Textarea,
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.TimeInput,
    forms.FileInput,
    forms.CheckboxInput,
)


@given(box=st.sampled_from(BOXES), value=VALUES, attributes=ATTRIBUTES)
def test_a_box_is_the_same_as_djangos(
    box: type[forms.Widget], value: object, attributes: dict[str, object]
) -> None:
    ours, theirs = (
        box(attributes).render("said", value, renderer=renderer)
        for renderer in (BoxRenderer(), DjangoTemplates())
    )
    assert ours == theirs


def test_each_that_is_drawn_here_is_an_input_of_django() -> None:
    folder = Path(widgets.__file__).parent / "templates"
    for name in INPUTS - {"django/forms/widgets/input.html"}:
        source = (folder / name).read_text(encoding="utf-8").strip()
        assert source == '{% include "django/forms/widgets/input.html" %}', name
    assert (folder / TEXTAREA).exists()
