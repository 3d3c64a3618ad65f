from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from outandback.ui.fields import Form, some_words


class WhatForm(Form):
    """What a leave is, where nothing was said of it before it began."""

    intention = some_words(_("In a few words"))
