from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.ui.fields import Form

CHANGED = _("Your answers have changed. Look at what they say now, then show it.")


class ShowForm(Form):
    """One tap. `seen`: what its reader saw, so that nothing else is shown."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=16,
        error_messages=dict.fromkeys(("required", "max_length"), CHANGED),
    )

    def require(self, now: str) -> None:
        if self.is_valid() and self.cleaned_data["seen"] != now:
            self.add_error(None, CHANGED)
