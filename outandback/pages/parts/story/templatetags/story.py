"""The story as plain values, for the templates that draw it: what to show, as what, and where it
leads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from django import template
from django.template import Context, Engine, NodeList
from django.template.loader_tags import BlockNode
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.story.context import TripTurn, Turn
from outandback.rooms.leave.queries import as_known, words_of
from outandback.rooms.traditions.queries import grown_from
from outandback.rules.text_direction import isolated
from outandback.ui.spoken import DayFormat, Here, say_day, say_days
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from outandback.pages.parts.story.context import Standing
    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.loop.queries import Chapter, StoryLine
    from outandback.rooms.traditions.models import Spin
    from outandback.vault.keyring import Keyring

register = template.Library()

UNNAMED = _("A leave")
SPOKEN = _("Spoken, too.")
HEAR, SAID_BACK = _("Hear it"), _("What you said back")
SOMETHING = _("Something was brought back.")
WAYS = {"teach": _("What you taught"), "give": _("What you gave")}
TOLD, RECEIVED = _("What you told"), _("Did you feel heard?")
GIFT, AGAIN = _("A gift"), _("Again")
BOTH = "ab"
ANY = UUID(int=0)


class ForTemplates:
    """A template asks by key first, and by name only once that has failed: here it never does,
    which saves an eighth of what a list costs to draw."""

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)


@dataclass(frozen=True)
class Paragraph(ForTemplates):
    """Something below a title; `kind` names its block in `parts/story/paragraphs.html`. Somebody
    wrote the `text`; the `label` is of the program."""

    kind: str
    text: str = ""
    ink: str = ""
    name: str = ""
    label: str = ""
    address: str = ""
    being: str = ""


@dataclass(frozen=True)
class ShownEntry(ForTemplates):
    """A leave; or a new spin, in the inks of both. Without a title its first paragraph has one."""

    ink: str
    name: str
    day: str
    title: str
    paragraphs: list[Paragraph]
    size: float = 1.0
    address: str = ""


def photo_page(telling: UUID) -> str:
    return address_with("telling-photo", telling)


@dataclass(frozen=True)
class StoryReader:
    """Who reads, and when; where photos are; whether the way to each telling stands below it."""

    keyring: Keyring
    here: Here
    photo_at: Callable[[UUID], str] = photo_page
    shows_ways: bool = False
    plans_again: bool = False  # a leave of one's own can be planned once more from here


@register.simple_tag(takes_context=True)
def story_entries(context: Context, chapters: Iterable[Standing]) -> list[ShownEntry]:
    """On the shelf of a past pair nothing is planned again."""
    again = "side" not in context
    reader = StoryReader(context["request"].keyring, here(), shows_ways=True, plans_again=again)
    return [_entry(reader, one) for one in chapters]


def _entry(reader: StoryReader, one: Standing) -> ShownEntry:
    if isinstance(one, TripTurn):
        return trip(reader, one)
    return turn(reader, one) if isinstance(one, Turn) else chapter(reader, one)


@register.simple_tag(takes_context=True)
def paragraphs(context: Context, entry: ShownEntry) -> SafeString:
    """Each as the block of its kind draws it. An include that asks for one kind after the other
    would take twice as long."""
    drawn = []
    for part in entry.paragraphs:
        context["part"] = part
        drawn.append(_blocks()[part.kind].render(context))
    return SafeString("".join(drawn))


@cache
def _blocks() -> dict[str, NodeList]:
    nodes = Engine.get_default().get_template("parts/story/paragraphs.html").nodelist
    return {node.name: node.nodelist for node in nodes if isinstance(node, BlockNode)}


def turn(reader: StoryReader, one: Turn) -> ShownEntry:
    """Its tradition, its words, whose they are, and what it grew out of."""
    address = address_with("tradition", one.spin.tradition_id)
    named = Paragraph("spin", one.tradition, address=address)
    said = Paragraph("words", one.text, one.ink)
    whose = Paragraph("by", ink=one.ink, name=capfirst(one.name))
    day = say_day(one.spin.added_on, reader.here)
    return ShownEntry(BOTH, both(), day, "", [named, said, whose, *grew(reader, one.spin)])


def trip(reader: StoryReader, one: TripTurn) -> ShownEntry:
    """Its name, with the way to it while it is of the pair of now; its places."""
    day = say_days(one.days.first, one.days.last, reader.here)
    named = Paragraph("trip", one.name, address=one.address)
    return ShownEntry(BOTH, both(), day, "", [named, Paragraph("soft", label=one.places)])


def both() -> str:
    return capfirst(gettext("Together"))


def new_spin(tradition: str) -> str:
    return gettext("A new spin: {tradition}").format(tradition=isolated(tradition))


def grew(reader: StoryReader, spin: Spin) -> Iterator[Paragraph]:
    told = grown_from(reader.keyring, spin)
    if told is None:
        return
    words, known = words_of(reader.keyring, told), as_known(reader.keyring.person, told)
    name = isolated(words.title) if words and words.title else UNNAMED
    day = say_day(known.out_at, reader.here, known.zone)
    said = gettext("From “{name}”, {day}").format(name=name, day=day)
    yield Paragraph("seal", label=said)


def chapter(reader: StoryReader, one: Chapter, address: str = "") -> ShownEntry:
    day = lasting(say_day(one.out_at, reader.here, one.place), one)
    name, below = capfirst(one.name), told_in(reader, one)
    return ShownEntry(one.ink, name, day, title(reader.keyring, one), below, one.size, address)


def title(keyring: Keyring, one: Chapter) -> str:
    """In the leaver's own words, or in those of their heads-up."""
    if one.leave:
        plan = keyring.open_if_possible(one.leave, "plan")
        return str((plan and plan.intention) or UNNAMED)
    shown = keyring.open_if_possible(one.heads_up, "shown") if one.heads_up else None
    return str((shown and shown.title) or UNNAMED)


def told_in(reader: StoryReader, one: Chapter) -> list[Paragraph]:
    parts = [part for line in one.lines for part in told(reader, one, line)]
    if one.trip:
        on = gettext("On a trip: {name}").format(name=isolated(one.trip))
        parts.insert(0, Paragraph("soft", label=on))
    return [*parts, once_more(one)] if reader.plans_again and one.leave else parts


def once_more(one: Chapter) -> Paragraph:
    return Paragraph("way", label=str(AGAIN), address=address_with("leave-again", one.leave_id))


def told(reader: StoryReader, one: Chapter, line: StoryLine) -> Iterator[Paragraph]:
    """What was brought home, what came back, and the way to both; until its listener can hear it,
    that something was brought, and the way to hear it."""
    brought, heard = opened(reader.keyring, line) if line.open else (None, None)
    if not line.open:
        yield Paragraph("seal", label=str(SOMETHING))
    if brought:
        yield from shown(reader, one.ink, line, brought)
    if heard:
        yield answer(reader, one.home_ink, line, heard)
    yield from reply(reader, one, line)
    if reader.shows_ways:
        yield own_way(line, brought, heard) if one.leave and line.open else way(line, heard)


def opened(keyring: Keyring, line: StoryLine) -> tuple[Told | None, Received | None]:
    """Each in the words that stand for whoever reads."""
    telling, said, side = line.telling, line.reception, line.side
    brought = keyring.open_if_possible(telling, telling.column_for(side))
    return brought, keyring.open_if_possible(said, said.column_for(side)) if said else None


def shown(reader: StoryReader, ink: str, line: StoryLine, brought: Told) -> Iterator[Paragraph]:
    """Its words, and the photo; a voice note is heard on the telling's own page."""
    if brought.being:
        yield Paragraph("lesson", brought.verb, ink, being=brought.being)
    if brought.way == "give":
        yield Paragraph("soft", label=str(GIFT))
    for text in (brought.gift, brought.how, brought.text):
        if text:
            yield Paragraph("words", text, ink)
    yield from along(reader, line, brought)


def along(reader: StoryReader, line: StoryLine, brought: Told) -> Iterator[Paragraph]:
    """What stands below its words."""
    if brought.photo:
        yield Paragraph("photo", address=reader.photo_at(line.telling.pk))
    if brought.voice:
        yield Paragraph("soft", label=str(SPOKEN))
    if brought.ten:
        yield ten(line, brought)
    if brought.changed:
        yield Paragraph("changed", **changed(reader, line, brought.changed))


def ten(line: StoryLine, brought: Told) -> Paragraph:
    said = gettext("Ten minutes together: {words}").format(words=isolated(brought.ten))
    return Paragraph("ten", label=said, address=address_with("ten-minutes", line.telling.pk))


def answer(reader: StoryReader, ink: str, line: StoryLine, heard: Received) -> Paragraph:
    said = " ".join(filter(None, (heard.thing_back, heard.question)))
    again = changed(reader, line, heard.changed) if heard.changed else {}
    return Paragraph("answer", said, ink, capfirst(line.listener), **again)


def reply(reader: StoryReader, one: Chapter, line: StoryLine) -> Iterator[Paragraph]:
    """What the teller answered to the question."""
    row = line.reply if line.open else None
    words = reader.keyring.open_if_possible(row, row.column_for(line.side)) if row else None
    if words:
        again = changed(reader, line, words.changed) if words.changed else {}
        yield Paragraph("answer", words.text, one.ink, capfirst(one.name), **again)


def changed(reader: StoryReader, line: StoryLine, at: datetime) -> dict[str, str]:
    """By the reader's day, and the way to the words of before."""
    day = say_day(at, reader.here, shape=DayFormat.NEAR)
    said = gettext("Changed {day}").format(day=day)
    return {"label": said, "address": address_with("versions", line.telling.pk)}


def way(line: StoryLine, heard: Received | None) -> Paragraph:
    """For its listener: to what they said, or to the place where something can still be said."""
    label = SAID_BACK if heard else HEAR
    return Paragraph("way", label=str(label), address=address_with("reception", line.telling.pk))


def own_way(line: StoryLine, brought: Told | None, heard: Received | None) -> Paragraph:
    label = RECEIVED if heard else WAYS.get(brought.way if brought else "", TOLD)
    return Paragraph("way", label=str(label), address=address_with("telling", line.telling.pk))


def lasting(day: str, one: Chapter) -> str:
    """Its day, and its nights: as lived in one's own story; what both know stands as it was
    planned."""
    nights = one.nights
    if not nights:
        return day
    if one.is_planned:
        said = ngettext(
            "{day}, planned for one night", "{day}, planned for {nights} nights", nights
        )
    else:
        said = ngettext("{day}, one night", "{day}, {nights} nights", nights)
    return said.format(day=day, nights=nights)


def address_with(name: str, row: UUID) -> str:
    return _address(name).replace(str(ANY), str(row))


@cache
def _address(name: str) -> str:
    return reverse(name, args=[ANY])
