from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outandback.rooms.gate.queries import host_invitation
from outandback.rooms.people import queries
from outandback.rules.rate_limits import GuessedSecret
from outandback.ui.fields import Form, Typed
from outandback.vault import codes
from outandback.web.rate_limits import counted, network_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest


# A link of the longest name that a server can have.
LONGEST_LINK = 400
USED_OR_OLD = _("This invitation has been used, or is more than three days old. Ask for a new one.")


class JoinForm(Form):
    """An invitation's code. Of wrong ones no network tries many at a time."""

    code = Typed(
        label=_("The link or the code of your invitation"),
        help_text=_("The code looks like ABCD-EFGH and so on. Capitals and dashes don’t matter."),
        max_length=LONGEST_LINK,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Put in the link or the code that you were given.")},
    )

    def __init__(self, request: HttpRequest, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.request = request

    def clean_code(self) -> str:
        code = written_code(self.cleaned_data["code"])
        with counted(network_of(self.request, GuessedSecret.CODE)) as right:
            at = timezone.now()
            self.from_host = bool(host_invitation(code, at))
            if not self.from_host and queries.who_invites(code, self.request.user, at) is None:
                raise forms.ValidationError(USED_OR_OLD)
            right()
        return code


def written_code(text: str) -> str:
    """The code of an invitation, also of its whole link; or what was typed where it is none."""
    try:
        return codes.written(codes.read(text.rpartition("#")[2], codes.INVITE_BYTES))
    except codes.MistypedCode:
        return text
