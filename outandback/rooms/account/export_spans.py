"""Days that were not like others, for the export: one's own, and what the two of a pair shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from outandback.rooms.spans.queries import shared_by_two, spans_kept_by

from .export_spec import PAIR, WORDS, Exported

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person


def kinds_of(person: Person, with_private: bool) -> list[Exported]:
    kept, shared = spans_kept_by(person), shared_by_two(person)
    own, theirs = shared.filter(person=person), shared.exclude(person=person)
    private = [Exported("spans", _("Days that were not like others."), kept, (), WORDS)]
    return [
        *(private if with_private else ()),
        Exported("spans_shared", _("Of these, what you share."), own, PAIR, WORDS),
        Exported("partner_spans", _("Such days of theirs."), theirs, PAIR, WORDS),
    ]
