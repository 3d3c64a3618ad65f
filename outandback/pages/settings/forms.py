from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.passphrase.forms import short_enough
from outandback.rooms.account.content import sentences
from outandback.rooms.people.models import Person
from outandback.rules.folding import folded
from outandback.ui.fields import Form, NumberField, Typed, WordField, ZoneField, offer
from outandback.ui.spoken import DayFormat, Here, say_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from outandback.rooms.account.models import WayIn

PASSPHRASE = _("Passphrase")
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class PassphraseField(forms.CharField):
    def __init__(self, label: StrOrPromise = PASSPHRASE, new: bool = False, **options: Any) -> None:
        kind = "new-password" if new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": kind})
        errors = {"required": sentences.TYPE_IT}
        options = {"strip": False, "error_messages": errors, **options}
        super().__init__(label=label, widget=widget, validators=[short_enough], **options)


class OpeningForm(Form):
    passphrase = PassphraseField()


class SettingsForm(Form):
    zone = ZoneField(_("Time zone"))
    lock_after = NumberField(
        label=_("Minutes until your own space is sealed again"),
        min_value=1,
        max_value=60,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "required"), sentences.MINUTES
        ),
    )


class ChangeForm(Form):
    passphrase = PassphraseField(_("The passphrase that opens your writing today"))
    new = PassphraseField(_("A new passphrase"), new=True)

    kept = forms.MultipleChoiceField(
        label=_("Which of these are yours?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("These work without your passphrase. What you don’t tick stops working."),
    )

    def __init__(self, person: Person, ways: Sequence[WayIn], *args: Any) -> None:
        super().__init__(*args)
        self.person, self.ways = person, ways
        here = Here.on(timezone.localdate())
        told = {
            way.name: way.called or say_day(way.since, here, shape=DayFormat.PLAIN) for way in ways
        }
        named = [
            (way.name, str(sentences.WAYS[way.kind]).format(told=told[way.name])) for way in ways
        ]
        offer(self, "kept", named)

    @property
    def ending(self) -> list[WayIn]:
        return [way for way in self.ways if way.name not in self.cleaned_data["kept"]]

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        if new == self.cleaned_data.get("passphrase"):
            raise forms.ValidationError(sentences.SAME)
        return new


class RecoveryForm(Form):
    code = Typed(
        label=_("The code from your sheet"),
        max_length=100,
        widget=forms.TextInput(attrs={**PLAIN, "autocapitalize": "characters"}),
        error_messages={"required": sentences.NO_CODE},
    )
    passphrase = PassphraseField(_("The passphrase that you sign in with now"))


class PartingForm(Form):
    SEEN = (
        ("now", _("“This pair has ended.”")),
        ("words", _("The same, and a few words from me")),
        ("day", _("Nothing for 24 hours")),
        ("week", _("Nothing for 7 days")),
    )
    seen = forms.ChoiceField(
        label=_("What your partner will see"),
        choices=SEEN,
        initial="now",
        widget=forms.RadioSelect,
        error_messages={"required": sentences.CHOOSE},
    )
    words = Typed(
        label=_("A few words, if you chose them"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "own", "autocomplete": "off"}),
    )
    passphrase = PassphraseField(_("Your passphrase"))

    reasons = {
        "now": _("Shown the next time the app is opened there. Nothing is sent."),
        "day": _("Until then, shared pages stay as they are now."),
        "week": _("The same, for when you need to be elsewhere first."),
    }

    def said(self) -> str:
        words: str = self.cleaned_data["words"]
        return words if self.cleaned_data["seen"] == "words" else ""


class ExportForm(Form):
    passphrase = PassphraseField(_("Your passphrase, for the private part"), required=False)


class ErasureForm(Form):
    when = forms.ChoiceField(
        label=_("When?"),
        required=False,
        choices=(("week", _("In seven days")), ("now", _("Now"))),
        initial="week",
        widget=forms.RadioSelect,
    )
    passphrase = PassphraseField(_("Your passphrase"))
    word = WordField(
        label=_("Type the word erase"),
        max_length=20,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": sentences.TYPE_THE_WORD},
    )

    reasons = {
        "week": _("You can call it off until then, wherever you are signed in."),
        "now": _("For good. After a reset of your sign-in it is seven days all the same."),
    }

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if word != folded(str(sentences.THE_WORD)):
            raise forms.ValidationError(sentences.TYPE_THE_WORD)
        return word
