"""The picture of each question, with the words at its ends and the rows of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.loop.content import lengths as lengths_words
from outandback.rooms.loop.content.findings import between, change
from outandback.ui import charts

from .grey import in_last, in_words
from .lived import LEAVES, NOTHING, Drawn, Strip, by_leaf, first_of, last_of, slopes, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outandback.insight.answers import LoopAnswers
    from outandback.insight.effects import Effect
    from outandback.insight.pictures import Lengths, Pictures
    from outandback.rooms.loop.content.findings import Question

    from .grey import Spans

FEW = 4
WHERE_LIVED, LONGEST_OF_ALL = 1.5, 96
PHASES = {
    "door leaver": _("before you go"),
    "back leaver": _("back"),
    "next day leaver": _("the next day"),
    "days after leaver": _("days two and three"),
    "away home": _("while the other is out"),
    "back home": _("back"),
    "next day home": _("the next day"),
    "days after home": _("days two and three"),
    "energy back leaver": _("back"),
    "energy next day leaver": _("the next day"),
    "told": _("told"),
    "taught": _("taught"),
    "shown": _("shown"),
    "gift": _("given"),
}
AROUND = {
    "back": (_("less close"), _("other evenings"), _("closer")),
    "home": (_("less close"), _("other evenings"), _("closer")),
    "energy": (_("less energy"), _("other evenings"), _("more energy")),
    "told": (_("less close"), _("all ways"), _("closer")),
}
MOST = 2.0


def of_group(name: str, answers: LoopAnswers, pictures: Pictures, ink: str, marked: Spans) -> Drawn:
    """The one picture of a question of several answers; NOTHING where there is too little."""
    if name == "guilt":
        return slopes(answers, ink)
    if name == "easier":
        return easing(answers, ink, marked)
    if name in ("far out", "far away"):
        return by_length(pictures.lengths[name == "far away"])
    enough = not any(count > 0 for count in pictures.missing.get(NEEDS.get(name, ""), {}).values())
    dots = {
        "back": pictures.closeness["leaver"],
        "energy": [
            (name, one.now)
            for name in ("energy back leaver", "energy next day leaver")
            if (one := answers.by_name.get(name)) and one.now.n
        ],
        "home": pictures.closeness["home"],
        "told": pictures.ways if _two_ways(pictures) else (),
    }
    return strips(dots[name], AROUND[name]) if name in dots and enough else NOTHING


def _two_ways(pictures: Pictures) -> bool:
    return sum(one.effect.n >= FEW for one in pictures.ways) > 1


NEEDS = {"back": "back leaver", "energy": "energy back leaver", "home": "back home"}


def easing(answers: LoopAnswers, ink: str, marked: Spans) -> Drawn:
    line = answers.easing
    if line is None:
        return NOTHING
    many = len(line.middle)
    band = [part[-LEAVES:] for part in (line.low, line.middle, line.high)]
    title = gettext("Guilt before each leave, with a line from {first} to {last}.").format(
        first=whole(band[1][0]), last=whole(band[1][-1])
    )
    grey = marked.behind(line.outs)
    seen = in_last(grey, max(many - LEAVES, 0))
    return Drawn(
        SafeString(charts.over_leaves(*last_of(line.points, many), ink, band, title, seen)),
        (first_of(many), gettext("guilt, 0 to 10"), gettext("now")),
        scale=True,
        caption=gettext("Guilt before you go, leave by leave"),
        rows=(*by_leaf(line.points), *(one.row for one in grey)),
        grey=in_words(grey),
    )


# Around a leave -----------------------------------------------------------------------------------


def strips(dots: Sequence[tuple[str, Effect]], ends: tuple[Any, ...]) -> Drawn:
    if not dots:
        return NOTHING
    return Drawn(ends=ends, strips=tuple(_strip(name, effect) for name, effect in dots))


def _strip(name: str, effect: Effect) -> Strip:
    label = str(PHASES[name])
    drawn = charts.strip(
        effect.likely, effect.almost_sure, effect.middle, MOST, label, few=effect.n < FEW
    )
    return Strip(label, SafeString(drawn), _said(effect))


def _said(effect: Effect) -> str:
    both = {"range": between(effect), "answers": _answers(effect.n)}
    return gettext("{range} ({answers})").format(**both)


def _answers(count: int) -> str:
    return ngettext("{count} answer", "{count} answers", count).format(count=count)


def one_change(effect: Effect, question: Question) -> Drawn:
    title = gettext("The best guess: {size}. {range}.").format(
        size=change(effect.middle), range=between(effect)
    )
    drawn = charts.change(*_in_order(effect), question.most, title)
    return Drawn(SafeString(drawn), question.ends)


def _in_order(effect: Effect) -> tuple[float, float, float]:
    return effect.likely[0], effect.middle, effect.likely[1]


# By length ----------------------------------------------------------------------------------------


def by_length(lengths: Lengths) -> Drawn:
    """Nothing where too few were rated by both, or none of theirs."""
    if not lengths.lived:
        return NOTHING
    end = next(
        (at for at in lengths_words.ENDS if at >= WHERE_LIVED * lengths.longest), LONGEST_OF_ALL
    )
    hours, chances = lengths.now.hours, lengths.now.both
    many = int((hours <= end * 1.01).sum())
    middle, last = lengths_words.ENDS[end]
    title = gettext("Of ten leaves, so many good to both: {short}; {long}.").format(
        short=_of_ten_at(lengths, 2.0), long=_of_ten_at(lengths, lengths.longest)
    )
    drawn = charts.lengths(
        hours[:many].tolist(), chances[:many].tolist(), lengths.longest, lengths.lived, title
    )
    rows = [at for at in (2, 6, 12, 24, 48) if at <= end]
    return Drawn(
        SafeString(drawn),
        (lengths_words.START, middle, last),
        scale=True,
        caption=gettext("Of ten leaves, so many good to both"),
        rows=tuple(_of_length(lengths, at) for at in rows),
    )


def _of_length(lengths: Lengths, hours: float) -> tuple[str, str]:
    said = lengths_words.of_ten(*chance_at(lengths, hours)[::2])
    if hours > lengths.longest:
        said = gettext("{chance}, a guess: not lived yet").format(chance=said)
    return lengths_words.about(hours), said


def _of_ten_at(lengths: Lengths, hours: float) -> str:
    both = {"hours": lengths_words.about(hours)}
    both["of_ten"] = lengths_words.of_ten(*chance_at(lengths, hours)[::2])
    return gettext("of {hours} {of_ten}").format(**both)


def chance_at(lengths: Lengths, hours: float) -> tuple[float, float, float]:
    """Low, middle and high, at the drawn length next to this one."""
    place = int(abs(lengths.now.hours - hours).argmin())
    low, middle, high = map(float, lengths.now.both[place])
    return low, middle, high
