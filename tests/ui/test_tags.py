from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import timezone

from outandback.ui.forms import ANSWERED, WRONG, PartsForm

pytestmark = pytest.mark.urls("tests.ui.urls")

NASTY = '<script>alert("1")</script>'
SAFE = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"


def shown(template: str, /, **context: object) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


class NastyForm(forms.Form):
    name = forms.CharField(label=NASTY, help_text=NASTY, error_messages={"required": NASTY})
    kind = forms.ChoiceField(label=NASTY, choices=[(NASTY, NASTY)], widget=forms.RadioSelect)
    beads = forms.ChoiceField(label=NASTY, widget=forms.RadioSelect, required=False)


@pytest.mark.parametrize(
    "text",
    [
        "{% words nasty nasty %}",
        "{% who nasty nasty %}",
        '{% outing 0.5 "a" now_label=nasty clock=nasty %}',
        "{% field form.name hint=nasty label=nasty placeholder=nasty %}",
        "{% field bound.name %}",
        "{% chips form.kind %}",
        "{% chips bound.kind %}",
        "{% picks form.kind hint=nasty %}",
        "{% picks form.kind reasons=reasons %}",
        "{% scale form.beads low=nasty high=nasty skip=nasty %}",
        "{% error_summary bound %}",
    ],
)
def test_what_people_write_cannot_become_markup(text: str) -> None:
    bound = NastyForm({"name": "", "kind": NASTY + "x"})
    html = shown(text, nasty=NASTY, form=NastyForm(), bound=bound, reasons={NASTY: NASTY})
    assert "<script" not in html
    assert SAFE in html


def test_a_scale_has_eleven_beads_and_skip_and_nothing_chosen() -> None:
    html = shown("{% scale form.guilt %}", form=PartsForm())
    assert re.findall(r'value="(\d*)"', html) == [*map(str, range(11)), ""]
    assert "checked" not in html
    assert html.count('name="guilt"') == 12


@pytest.mark.parametrize("initial", [None, ""])
def test_an_empty_start_does_not_choose_skip(initial: str | None) -> None:
    html = shown("{% scale form.guilt %}", form=PartsForm(initial={"guilt": initial}))
    assert "checked" not in html


@pytest.mark.parametrize(("data", "value"), [({"guilt": "7"}, "7"), ({"guilt": ""}, "")])
def test_an_answer_that_was_given_is_kept(data: dict[str, str], value: str) -> None:
    html = shown("{% scale form.guilt %}", form=PartsForm(data))
    assert re.findall(r'value="(\d*)"[^>]* checked', html) == [value]


def test_a_scale_that_was_left_alone_stays_unanswered() -> None:
    assert "checked" not in shown("{% scale form.guilt %}", form=PartsForm({"back": "21:00"}))


def test_radios_are_one_group_with_a_legend() -> None:
    html = shown("{% scale form.guilt %}", form=PartsForm())
    assert 'role="radiogroup"' in html
    assert '<legend class="label">How much guilt do you feel?</legend>' in html


def test_the_first_radio_carries_the_id_that_the_summary_links_to() -> None:
    html = shown("{% chips form.company %}", form=PartsForm())
    assert html.count('id="id_company"') == 1
    assert 'value="none" id="id_company"' in html


def test_several_may_be_chosen_where_the_field_takes_several() -> None:
    html = shown("{% chips form.days %}", form=PartsForm(ANSWERED))
    assert html.count('type="checkbox"') == 2
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["end"]


def test_a_field_in_error_says_so_to_every_reader() -> None:
    html = shown("{% field form.back %}", form=PartsForm(WRONG))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_back_error"' in html
    assert '<span class="error" id="id_back_error">' in html
    assert "Say when you will be back." in html


def test_a_hint_is_tied_to_its_field() -> None:
    html = shown('{% field form.back hint="A guess is fine." own=True %}', form=PartsForm())
    assert 'aria-describedby="id_back_hint"' in html
    assert '<span class="hint" id="id_back_hint">A guess is fine.</span>' in html
    assert 'class="own"' in html
    assert "aria-invalid" not in html


def test_error_and_hint_are_both_named_the_error_first() -> None:
    html = shown('{% field form.back hint="A guess is fine." %}', form=PartsForm(WRONG))
    assert 'aria-describedby="id_back_error id_back_hint"' in html


def test_a_field_takes_attributes_for_its_control() -> None:
    html = shown('{% field form.passphrase autocomplete="current-password" %}', form=PartsForm())
    assert 'autocomplete="current-password"' in html


def test_a_single_tick_is_a_row_with_its_words() -> None:
    html = shown("{% field form.sure %}", form=PartsForm())
    assert '<label class="pick"><input type="checkbox" name="sure"' in html


def test_picks_may_carry_a_reason_each() -> None:
    html = shown("{% picks form.ending reasons=r %}", form=PartsForm(), r={"now": "At once."})
    assert html.count('<span class="hint">At once.</span>') == 1


def test_the_summary_names_each_thing_and_links_to_it() -> None:
    html = shown("{% error_summary form %}", form=PartsForm(WRONG))
    assert 'role="alert" tabindex="-1"' in html
    assert "Five things to put right" in html
    assert '<a href="#id_back">Say when you will be back.' in html


@pytest.mark.parametrize("form", [PartsForm(), PartsForm(ANSWERED | {"place": "uk"})])
def test_a_form_with_nothing_wrong_has_no_summary(form: PartsForm) -> None:
    assert shown("{% error_summary form %}", form=form) == ""


def test_words_keep_their_lines_and_their_ink() -> None:
    html = shown("{% words text 'b' %}", text="One\nTwo")
    assert html == '<blockquote dir="auto" class="words words--b">One<br>Two</blockquote>'


@pytest.mark.parametrize("name", ["today", "story", "leave", "loop", "mine"])
def test_the_tab_where_you_are_is_marked(name: str) -> None:
    html = shown("{% tabs name %}", name=name)
    assert html.count('aria-current="page"') == 1
    assert html.count("<li>") == 5


def test_the_outing_says_when_and_on_which_side() -> None:
    html = shown('{% outing 0.6 "b" now_label="Back at" clock="21:00" %}')
    assert 'class="outing outing--b"' in html
    assert '<time class="clock" datetime="21:00">21:00</time>' in html


def test_the_outing_names_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    back = datetime(2026, 5, 16, 15, 40, tzinfo=UTC)
    for now, label in (
        (datetime(2026, 5, 16, 9, tzinfo=UTC), "Back at"),
        (datetime(2026, 5, 15, 9, tzinfo=UTC), "Back tomorrow"),
        (datetime(2026, 5, 14, 9, tzinfo=UTC), "Back on Saturday"),
        (datetime(2026, 5, 1, 9, tzinfo=UTC), "Back on Saturday 16 May"),
    ):
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        html = shown('{% outing 0.6 "b" "Back" clock=back %}', back=back)
        assert f">{label}</span><time" in html


def test_an_open_leave_says_that_no_time_is_set() -> None:
    assert "No set time" in shown("{% outing 0.6 'a' open_ended=True %}")


def test_the_day_of_now_is_marked_in_the_week() -> None:
    assert '<li aria-current="date">Wed</li>' in shown("{% week_days 2.7 %}")
    assert "aria-current" not in shown("{% week_days %}")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("clock", "18:30"),
        ("clock:'Pacific/Auckland'", "05:30 in Auckland"),
        ("until", "half past six"),
        ("when", "at 18:30"),
        ("stamp", "18:30"),
        ("on_day", "today"),
        ("long_day", "Thursday 14 May"),
        ("long_day:'Pacific/Auckland'", "Friday 15 May"),
        ("dated", "Thursday 14 May 2026"),
    ],
)
def test_times_are_told_in_the_zone_of_whoever_reads(
    monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    at = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    with timezone.override(ZoneInfo("Europe/London")):
        assert shown("{{ at|" + name + " }}", at=at) == said
        assert shown("{{ at|" + name + " }}", at=None) == ""


def test_a_plain_day_is_taken_as_it_is() -> None:
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        assert shown("{{ on|dated }}", on=date(2026, 5, 14)) == "Thursday 14 May 2026"


def test_a_leaf_of_a_calendar_has_its_month() -> None:
    html = shown("{% leaf_day on %}", on=date(2029, 5, 14))
    assert html == '<span class="day">Mon <b>14</b> May 2029</span>'


def test_a_button_takes_its_look_and_its_attributes() -> None:
    html = shown(
        '{% button "Keep" look="quiet" name="to" value=value data_take="voice" hidden=True'
        " id=None %}",
        value='"a"',
    )
    attributes = 'name="to" value="&quot;a&quot;" data-take="voice" hidden'
    assert html == f'<button class="btn btn--quiet" {attributes}>Keep</button>'


def test_a_link_leads_to_a_name_or_an_address_and_what_people_write_stays_text() -> None:
    named = shown('{% link_button label "story" ending="?a=b&c" %}', label=NASTY)
    assert named == f'<a class="btn" href="/story/?a=b&amp;c">{SAFE}</a>'
    assert shown('{% text_link "On" "/x/" %}') == '<a class="act" href="/x/">On</a>'
    for address in ("?a=b", "#bring", "https://example.org/x/"):
        assert f'href="{address}"' in shown('{% link_button "On" to %}', to=address)


def test_a_row_of_buttons_keeps_what_stands_in_it() -> None:
    html = shown('{% buttons "last" %}{% button "Keep" icon="gift" wide=True %}{% endbuttons %}')
    assert html.startswith('<div class="btns last"><button class="btn wide-btn"><svg')
    assert html.endswith("</svg> Keep</button></div>")


def test_a_page_is_sent_without_its_indentation_and_a_mail_keeps_its_paragraphs() -> None:
    page = get_template("ui/_back_to_today.html").render()
    assert not re.search(r"^[ \t]", page, re.MULTILINE)
    mail = get_template("account/email/password_reset_key_message.txt").render()
    assert "\n\n" in mail
