from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.calendar_account.forms import a_password, a_user, an_address
from outandback.rooms.feeds.content import sentences as feed_sentences
from outandback.rooms.feeds.models import Feed, FeedName
from outandback.rooms.written.content import sentences
from outandback.rooms.written.models import WriteAccess
from outandback.rules.text_direction import isolated
from outandback.ui.fields import Form

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person
    from outandback.rooms.written.choosing import OfferedCalendars

# A feed's titles are opened by its address, which is nobody's here.
WORDINGS = [one for one in feed_sentences.WORDINGS if one[0] != Feed.FeedWording.TITLE]


class WriteAccountForm(Form):
    """The account: what is found there is offered by the next form."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    address = an_address()
    user = a_user()
    password = a_password()


class WriteSignInForm(Form):
    """The name and the password of one that is connected."""

    user = a_user()
    password = a_password()


class WriteChoiceForm(Form):
    """Which of its calendars, and what it says there. `credential`: the account, sealed; it is
    named as what no form is kept with."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    credential = forms.CharField(widget=forms.HiddenInput)
    calendar = forms.ChoiceField(
        label=sentences.WHICH,
        error_messages=dict.fromkeys(("required", "invalid_choice"), sentences.NO_CALENDAR_CHOSEN),
    )
    says = forms.ChoiceField(label=_("What it says"), choices=WORDINGS)
    shared = forms.BooleanField(label=feed_sentences.SHARED, required=False)
    untold = forms.BooleanField(required=False)

    def __init__(self, *args: Any, offered: OfferedCalendars, partner: str, **kwargs: Any) -> None:
        """`partner`: the other of the two, by name; empty where there is nobody to tell."""
        super().__init__(*args, **kwargs)
        self.offered = offered
        calendar = self.fields["calendar"]
        calendar.choices = [  # type: ignore[attr-defined]  # a field of choices, as declared above
            (str(n), isolated(name)) for n, (_url, name) in enumerate(offered.calendars)
        ]
        if partner:
            self.fields["untold"].label = str(feed_sentences.UNTOLD).format(name=partner)
            self.fields["untold"].help_text = sentences.UNTOLD_HINT
        else:
            del self.fields["untold"], self.fields["shared"]

    @property
    def _chosen(self) -> tuple[str, str]:
        return self.offered.calendars[int(self.cleaned_data["calendar"])]

    def feed(self, person: Person) -> Feed:
        typed = self.cleaned_data
        also = {name: typed.get(name, False) for name in ("shared", "untold")}
        return Feed(pk=typed["form_id"], person=person, says=typed["says"], **also)

    @property
    def name(self) -> FeedName:
        return FeedName(self._chosen[1])

    @property
    def access(self) -> WriteAccess:
        return WriteAccess(self._chosen[0], self.offered.user, self.offered.password, "")


class WriteEndForm(Form):
    remove = forms.BooleanField(label=sentences.REMOVE_THERE, required=False, initial=True)
