"""Form fields as HTML: what is asked, the hint, what is wrong, and the answer's control."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, Textarea
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from outandback.ui.icons import icon
from outandback.ui.spoken import count_in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTHING = SafeString("")
SKIP = ""
BREAKS = re.compile(r"\s*\n\s*")

Choice = tuple[str, str]


def base_id(field: BoundField) -> str:
    return str(field.auto_id or field.html_name)


def warning(extra: str = "icon--s") -> SafeString:
    return SafeString(icon("warn", extra))


def hint_of(field: BoundField, hint: str) -> SafeString:
    words = hint or field.help_text
    if not words:
        return NOTHING
    return format_html('<span class="hint" id="{}_hint">{}</span>', base_id(field), words)


def error_of(field: BoundField) -> SafeString:
    if not field.errors:
        return NOTHING
    told = " ".join(str(error) for error in field.errors)
    return format_html(
        '<span class="error" id="{}_error">{} {}</span>', base_id(field), warning(), told
    )


def described_by(field: BoundField, hint: str) -> str:
    hinted = f"{base_id(field)}_hint" if hint or field.help_text else ""
    told = f"{base_id(field)}_error" if field.errors else ""
    return f"{told} {hinted}".strip()


def _attributes(pairs: Mapping[str, str]) -> SafeString:
    return format_html_join("", ' {}="{}"', ((k, v) for k, v in pairs.items() if v))


def one_field(
    field: BoundField, hint: str, label: str, own: bool, extra: Mapping[str, str]
) -> SafeString:
    if isinstance(field.field.widget, CheckboxInput):
        return _ticked(field, hint, label)
    control = _in_one_line(field.as_widget(attrs=_control_attributes(field, hint, own, extra)))
    name = format_html('<label for="{}">{}</label>', base_id(field), label or field.label)
    return format_html(
        '<div class="field">{}{}{}{}</div>',
        name,
        error_of(field),
        control,
        hint_of(field, hint),
    )


def _in_one_line(control: SafeString) -> SafeString:
    """A list to choose from, without the breaks that Django puts between its options."""
    return SafeString(BREAKS.sub("", control)) if control.startswith("<select") else control


def _control_attributes(
    field: BoundField, hint: str, own: bool, extra: Mapping[str, str]
) -> dict[str, str | bool]:
    given = {name.replace("_", "-"): value for name, value in extra.items()}
    names = [field.field.widget.attrs.get("class", ""), "own" if own else ""]
    attributes = {
        "class": " ".join(filter(None, names)),
        "dir": "auto" if _takes_words(field) else "",
        "aria-describedby": described_by(field, hint),
        "aria-invalid": "true" if field.errors else "",
    }
    return {name: value for name, value in (attributes | given).items() if value}


def _takes_words(field: BoundField) -> bool:
    """Words, which may run from right to left; no date, address, number or passphrase."""
    widget = field.field.widget
    kind = widget.attrs.get("type", getattr(widget, "input_type", ""))
    return isinstance(widget, Textarea) or kind in ("text", "search")


def _ticked(field: BoundField, hint: str, label: str) -> SafeString:
    control = field.as_widget(attrs=_control_attributes(field, hint, False, {}))
    row = format_html(
        '<label class="pick">{}<span>{}</span></label>', control, label or field.label
    )
    return format_html(
        '<div class="field">{}{}{}</div>', error_of(field), row, hint_of(field, hint)
    )


# A question with its answers side by side ------------------------------------------------------


def group(field: BoundField, kind: str, body: SafeString, hint: str = "") -> SafeString:
    alone = not _many(field)
    about = {
        "role": "radiogroup" if alone else "",
        "aria-describedby": described_by(field, hint),
        "aria-invalid": "true" if field.errors and alone else "",
    }
    return format_html(
        '<fieldset class="{}"{}><legend>{}</legend>{}{}{}</fieldset>',
        kind,
        _attributes(about),
        field.label,
        hint_of(field, hint),
        error_of(field),
        body,
    )


def _many(field: BoundField) -> bool:
    return bool(getattr(field.field.widget, "allow_multiple_selected", False))


def _chosen(field: BoundField) -> set[str]:
    """What was answered. An unbound empty value is no answer, a posted one is "skip"."""
    value = field.value()
    if value is None or (value == SKIP and not field.form.is_bound):
        return set()
    many = isinstance(value, list | tuple | set)
    return {str(one) for one in value} if many else {str(value)}


def choices_of(field: BoundField) -> list[Choice]:
    choices = getattr(field.field, "choices", ())
    return [(str(value), str(label)) for value, label in choices]


def _input(field: BoundField, value: str, place: int, chosen: set[str]) -> SafeString:
    """The first one carries the field's own id, so that the summary's link lands on it."""
    own = _attributes({"id": base_id(field)}) if place == 0 else NOTHING
    checked = SafeString(" checked") if value in chosen else NOTHING
    kind = "checkbox" if _many(field) else "radio"
    return format_html(
        '<input type="{}" name="{}" value="{}"{}{}>', kind, field.html_name, value, own, checked
    )


def _inputs(field: BoundField, choices: Iterable[Choice]) -> list[tuple[SafeString, Choice]]:
    chosen = _chosen(field)
    return [(_input(field, choice[0], i, chosen), choice) for i, choice in enumerate(choices)]


def chips(field: BoundField, hint: str) -> SafeString:
    rows = ((control, label) for control, (_, label) in _inputs(field, choices_of(field)))
    inside = format_html_join("", "<label>{}{}</label>", rows)
    return group(field, "ask", format_html('<div class="chips">{}</div>', inside), hint)


def picks(field: BoundField, hint: str, reasons: Mapping[str, StrOrPromise]) -> SafeString:
    rows = (
        (control, label, _reason(reasons.get(value, "")))
        for control, (value, label) in _inputs(field, choices_of(field))
    )
    body = format_html_join("", '<label class="pick">{}<span>{}</span>{}</label>', rows)
    return group(field, "picks", body, hint)


def _reason(words: StrOrPromise) -> SafeString:
    return format_html('<span></span><span class="hint">{}</span>', words) if words else NOTHING


def levels(field: BoundField, hint: str) -> SafeString:
    """A compact row for one option: its levels in one line, and a dash for no answer."""
    rows = (
        (control, _level(value, label))
        for control, (value, label) in _inputs(field, choices_of(field))
    )
    inside = format_html_join("", "<label>{}{}</label>", rows)
    return group(field, "levels", format_html('<div class="chips">{}</div>', inside), hint)


def _level(value: str, label: str) -> SafeString:
    if value:
        return format_html("<span>{}</span>", label)
    return format_html('<span aria-hidden="true">–</span><span class="hush">{}</span>', label)


def scale(
    field: BoundField, low: StrOrPromise, high: StrOrPromise, skip: StrOrPromise, hint: str
) -> SafeString:
    """Beads 0 to 10 and Skip. Nothing is chosen to begin with: a start would anchor the answer."""
    choices = [*((str(i), str(i)) for i in range(11)), (SKIP, str(skip))]
    rows = ((control, label) for control, (_, label) in _inputs(field, choices))
    beads = format_html_join("", "<label>{}<span>{}</span></label>", rows)
    ends = format_html('<p class="ends"><span>{}</span><span>{}</span></p>', low, high)
    body = format_html('<div class="scale"><div class="beads">{}</div>{}</div>', beads, ends)
    return group(field, "ask", body, hint)


# What is wrong, at the top of the form ---------------------------------------------------------


def error_summary(form: BaseForm) -> SafeString:
    wrong = [(field, str(error)) for field in form for error in field.errors]
    whole = [str(error) for error in form.non_field_errors()]
    if not wrong and not whole:
        return NOTHING
    lines = [*map(_plain, whole), *(_link(field, told) for field, told in wrong)]
    return format_html(
        '<div class="note note--alert" role="alert" tabindex="-1" data-error-summary>'
        "{}<p><strong>{}</strong></p>{}</div>",
        warning(""),
        _title(len(lines)),
        format_html_join("", "{}", ((line,) for line in lines)),
    )


def _title(count: int) -> str:
    said = ngettext("{count} thing to put right", "{count} things to put right", count)
    return said.format(count=count_in_words(count))


def _plain(told: str) -> SafeString:
    return format_html("<p>{}</p>", told)


def _link(field: BoundField, told: str) -> SafeString:
    if field.is_hidden:
        return _plain(told)
    return format_html('<p><a href="#{}">{}</a></p>', base_id(field), told)
