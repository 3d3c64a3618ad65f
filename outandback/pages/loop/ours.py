"""What the leaves of the two say, of what both shared: in words, and the same for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.safestring import SafeString

from outandback.insight.shared import Length, SoFar
from outandback.rooms.loop.content.findings import SURE
from outandback.rooms.loop.content.shared_findings import (
    KINDS,
    LENGTHS,
    how_many,
    said,
    too_few,
)
from outandback.rooms.loop.left_out import how_many as days_of
from outandback.rooms.loop.shared_history import shared_history_of
from outandback.rooms.spans.content.sentences import without_shared
from outandback.rooms.spans.queries import shared_left_out
from outandback.ui import stretches

from .context import worked_out_for_both

if TYPE_CHECKING:
    from outandback.insight.shared import PairAnswers
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

DRAWN = {
    SoFar.USUALLY_GOOD: stretches.FULL,
    SoFar.MIXED: stretches.DOTTED,
    SoFar.RATHER_NOT: stretches.HOLLOW,
    SoFar.NOT_LIVED: stretches.THIN,
}
ENDS = Length.HOUR, Length.HALF_A_DAY, Length.TWO_DAYS
FAIRLY_CLEAR, STROKES = 2, 3


def findings_of_both(request: PersonRequest, side: Membership) -> dict[str, object]:
    """Raises Closed where the pair's words are closed."""
    today = timezone.now().date().toordinal()
    spans = shared_left_out(side, request.keyring)
    found = worked_out_for_both(shared_history_of(side, request.keyring, spans), today)
    if not found.kinds:
        return {"too_few": too_few(found)}
    return _figure(found) | {"without": without_shared(days_of(spans, timezone.localdate()))}


def _figure(found: PairAnswers) -> dict[str, object]:
    strokes = FAIRLY_CLEAR if found.up_to or found.beyond else 0
    return {
        "sentence": said(found),
        "how_sure": {
            "strokes": [at < strokes for at in range(STROKES)],
            "sure": SURE[strokes],
        },
        "picture": SafeString(stretches.bar([DRAWN[kind] for kind in found.kinds])),
        "ends": [LENGTHS[one] for one in ENDS],
        "basis": how_many(found),
        "rows": [
            (words, KINDS[kind]) for words, kind in zip(LENGTHS.values(), found.kinds, strict=True)
        ],
        "key": [
            (SafeString(stretches.sample(DRAWN[kind])), words)
            for kind, words in KINDS.items()
            if kind in found.kinds
        ],
    }
