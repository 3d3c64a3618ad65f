"""Questions that several pages ask in the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from outandback.rules.folding import folded, tidied
from outandback.rules.text_length import count_of_letters, one_line_end

from .limits import A_PAGE, SHORT
from .zones import NO_ZONE, which_one, zones_named

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise


NOT_SENT = _("This hadn’t been sent yet. Everything is here as you wrote it: send it once more.")
TOO_LONG = _(
    "Up to {most} letters fit here, and that is more. Nothing is lost: make it a little shorter."
)
# Pages that ask the same of several put the name of each before it: "parting-words".
LAST_OF_A_NAME = re.compile("[-_]")
Offered = tuple[tuple[str, "StrOrPromise"], ...]
AREA = {"rows": 3}
Asked = TypeVar("Asked", bound=forms.Form)
ZERO_TO_TEN = [("", _("Skip")), *((str(n), str(n)) for n in range(11))]


class Typed(forms.CharField):
    """Words that somebody types. Their length is counted as people see it, here and on the page,
    and a browser never cuts off what was pasted."""

    def __init__(self, *, max_length: int = A_PAGE, rows: int = 0, **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        self.most = max_length
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return super().widget_attrs(widget) | {"data-most": str(self.most)}

    def to_python(self, value: Any) -> str:
        typed = one_line_end(super().to_python(one_line_end(str(value or ""))) or "")
        if count_of_letters(typed) > self.most:
            raise forms.ValidationError(TOO_LONG.format(most=f"{self.most:,}"))
        return typed


class HeldData(QueryDict):
    """What was typed in a form that could not be taken in, for its page to show again."""

    @classmethod
    def of(cls, fields: Iterable[tuple[str, Iterable[str]]]) -> HeldData:
        held = cls("", mutable=True)
        for name, values in fields:
            held.setlist(name, list(values))
        return held


class Form(forms.Form):
    """A form of this house. What is held shows all that was typed, and is not taken for sent."""

    def full_clean(self) -> None:
        super().full_clean()
        if isinstance(self.data, HeldData):
            self.add_error(None, NOT_SENT)


@cache
def names_of_boxes() -> frozenset[str]:
    """Of every box of this house into which somebody writes words that are kept."""
    found, waiting = set[str](), [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        boxes = form.base_fields.items()
        found |= {n for n, one in boxes if isinstance(one, Typed) and not isinstance(one, COMPARED)}
    return frozenset(found - {"code"})


def words_in(fields: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """What somebody wrote in a form, without what they chose and what its page brought along."""
    names = names_of_boxes()
    written = (given for name, given in fields if LAST_OF_A_NAME.split(name)[-1] in names)
    return [words for given in written for words in given if words.strip()]


def as_it_stood(form: forms.BaseForm, address: str) -> str:
    """Where a form is sent, and what stood in it before anything was typed: goes along with it,
    for the buttons beside it that do something else (`typed_beside`)."""
    asked = form.visible_fields()
    values = () if form.is_bound else ((one.name, _as_sent(one)) for one in asked)
    return " ".join([address, _digest(values), *(one.name for one in asked)])


def typed_beside(request: HttpRequest) -> str:
    """The address of the form in which something was typed, where another button was pressed."""
    address, before, *names = [*request.POST.get("stood", "").split(), "", ""]
    if not before or address == request.path:
        return ""
    now = _digest((name, request.POST.getlist(name)) for name in names if name)
    return "" if now == before else address


def _as_sent(bound: forms.BoundField) -> list[object]:
    """What a browser sends of a field that nobody touched."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    return list(shown) if isinstance(shown, list | tuple) else [shown]


def _digest(values: Iterable[tuple[str, Iterable[Any]]]) -> str:
    plain = {
        name: sorted(one_line_end(str(one)).strip() for one in given if one not in (None, ""))
        for name, given in values
    }
    said = json.dumps({name: given for name, given in sorted(plain.items()) if any(given)})
    return blake2b(said.encode(), digest_size=8).hexdigest()


def zero_to_ten(label: StrOrPromise) -> forms.TypedChoiceField:
    """0 to 10, or passed. Nothing is chosen to begin with."""
    return forms.TypedChoiceField(
        label=label, choices=ZERO_TO_TEN, coerce=int, required=False, empty_value=None
    )


def several(
    label: StrOrPromise,
    choices: Iterable[tuple[str, StrOrPromise]] = (),
    hint: StrOrPromise = "",
) -> forms.Field:
    """Any of these, or none."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )


class Tidied:
    """Reads what was typed or pasted in plain letters, before a field makes something of it."""

    def to_python(self, value: Any) -> Any:
        plain = tidied(value) if isinstance(value, str) else value
        return super().to_python(plain)  # type: ignore[misc] # of the field beside it


class AddressField(Tidied, forms.EmailField):
    """An e-mail address; no space belongs into one."""

    def to_python(self, value: Any) -> Any:
        return str(super().to_python(value)).replace(" ", "")


class CodeField(Tidied, Typed):
    """A code of figures or letters, in groups or not."""

    def to_python(self, value: Any) -> Any:
        return str(super().to_python(value)).replace(" ", "").replace("-", "")


class DayField(Tidied, forms.DateField):
    pass


class NumberField(Tidied, forms.IntegerField):
    pass


class HourField(Tidied, forms.TimeField):
    pass


class WordField(Tidied, Typed):
    """A word that is compared and not kept."""

    def to_python(self, value: Any) -> Any:
        return folded(str(super().to_python(value)))


class ZoneField(Typed):
    """A time zone, by whatever name people have for where it is."""

    def __init__(
        self, label: StrOrPromise, *, required: bool = True, missing: StrOrPromise = NO_ZONE
    ) -> None:
        plain = {"list": "zones", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            label=label,
            required=required,
            max_length=64,
            widget=forms.TextInput(attrs=plain),
            error_messages={"required": missing},
        )

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        found = zones_named(typed)
        if typed and len(found) != 1:
            raise forms.ValidationError(which_one(found) if found else NO_ZONE)
        return found[0] if found else ""


COMPARED = (Tidied, ZoneField)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, StrOrPromise]]) -> None:
    """What this page has to choose from, where it is not the same on each."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def as_seen_now(posted: QueryDict, version: int, name: str = "seen") -> QueryDict:
    """What was typed, on a page that now shows the other version too: the next press knows it."""
    typed = posted.copy()
    typed[name] = str(version)
    return typed


def some_words(label: StrOrPromise, length: int = SHORT) -> Typed:
    widget = forms.Textarea(attrs=AREA) if length > SHORT else forms.TextInput()
    return Typed(label=label, required=False, max_length=length, widget=widget)


def offered(label: StrOrPromise, choices: Offered) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


class Words(Typed):
    """Free words, up to what one page holds."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "strip": True, **options})


def seen_now(form: Asked, version: int) -> Asked:
    """What was typed, once its writer has seen the other version."""
    # A bound form’s data is the request’s own QueryDict; its stubs know a plain mapping.
    typed = {**form.data.dict(), "seen": str(version)}  # type: ignore[attr-defined]
    return type(form)(typed)
