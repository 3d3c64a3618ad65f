"""How long a text may be, in letters as people count them. A form that takes less says so itself,
as `max_length` of its field."""

from __future__ import annotations

A_PAGE = 8192  # every text with no limit of its own: a moment, a telling, a held note
PERSON_NAME = 60
LONG, SHORT = 4000, 200  # an answer of several lines, an answer of one line (`some_words`)
