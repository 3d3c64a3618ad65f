"""One chapter of the story as HTML. A page holds a dozen, and as templates they would cost more
time than everything else on it. What people wrote passes through `escape`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.story.context import Turn
from outandback.rooms.leave.queries import as_known, words_of
from outandback.rooms.traditions.queries import grown_from
from outandback.rules.text_direction import isolated
from outandback.ui import glyphs
from outandback.ui.templatetags.times import long_day, on_day
from outandback.ui.templatetags.ui import icon

if TYPE_CHECKING:
    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.loop.queries import Chapter, StoryLine
    from outandback.rooms.replies.models import Replied
    from outandback.rooms.traditions.models import Spin
    from outandback.vault.keyring import Keyring

register = template.Library()

UNNAMED = _("A leave")
PHOTO = _("The photo that was brought along")
SPOKEN = _("Spoken, too.")
HEAR, SAID_BACK = _("Hear it"), _("What you said back")
SOMETHING = _("Something was brought back.")
WAYS = {"teach": _("What you taught"), "give": _("What you gave")}
TOLD, RECEIVED = _("What you told"), _("Did it feel received?")
GIFT, AGAIN = _("A gift"), _("Again")
ANY = UUID(int=0)


@register.simple_tag(takes_context=True)
def entry(context: Context, one: Chapter | Turn, alone: bool) -> SafeString:
    keyring: Keyring = context["request"].keyring
    if isinstance(one, Turn):
        return turn(keyring, one)
    return chapter(keyring, one, alone, again="side" not in context)


def turn(keyring: Keyring, one: Turn) -> SafeString:
    """A new spin on a tradition: both lines run together, with a bead on them."""
    inside = turned(keyring, one, long_day(one.spin.added_on))
    return SafeString(
        f'<li class="of-ab">{glyphs.knot("ab")}<article class="entry">{inside}</article></li>'
    )


def turned(keyring: Keyring, one: Turn, day: str) -> str:
    """Its tradition, its words, whose they are, and what it grew out of."""
    address = tradition_address().replace(str(ANY), str(one.spin.tradition_id))
    named = f'<a href="{address}">{escape(isolated(one.tradition))}</a>'
    return (
        f'<p class="kicker">{both()} · {day}</p>'
        f"<h3>{new_spin(named)}</h3>"
        f'{quoted(one.ink, one.text)}<p class="small">{who(one.ink, one.name)}</p>'
        f"{grew(keyring, one.spin)}"
    )


def both() -> str:
    return who("ab", gettext("Together"))


def new_spin(tradition: str) -> str:
    return gettext("A new spin: {tradition}").format(tradition=tradition)


def grew(keyring: Keyring, spin: Spin) -> str:
    told = grown_from(keyring, spin)
    if told is None:
        return ""
    words, known = words_of(keyring, told), as_known(keyring.person, told)
    name = escape(isolated(words.title)) if words and words.title else UNNAMED
    day = long_day(known.out_at, known.zone)
    said = gettext("Grew out of “{name}”, {day}").format(name=name, day=day)
    return f'<p class="seal">{icon("gift", "icon--s")} {said}</p>'


def chapter(keyring: Keyring, one: Chapter, alone: bool, again: bool = False) -> SafeString:
    """`again`: a leave of one's own can be planned once more from here; not from the shelf."""
    knot = glyphs.knot(one.ink, one.size, alone)
    when = f"{who(one.ink, one.name)} · {lasting(long_day(one.out_at, one.place), one)}"
    lines = "".join(told(keyring, one, line) for line in one.lines)
    return SafeString(
        f'<li class="of-{one.ink}">{knot}<article class="entry"><p class="kicker">{when}</p>'
        f'<h3 dir="auto">{escape(title(keyring, one))}</h3>{lines}'
        f"{once_more(one) if again and one.leave else ''}</article></li>"
    )


def once_more(one: Chapter) -> str:
    address = again_address().replace(str(ANY), str(one.leave_id))
    return f'<p><a class="act" href="{address}">{AGAIN}</a></p>'


def title(keyring: Keyring, one: Chapter) -> str:
    """In the leaver's own words, or in those of their heads-up."""
    if one.leave:
        plan = keyring.open_if_possible(one.leave, "plan")
        return str((plan and plan.intention) or UNNAMED)
    shown = keyring.open_if_possible(one.heads_up, "shown") if one.heads_up else None
    return str((shown and shown.title) or UNNAMED)


def told(keyring: Keyring, one: Chapter, line: StoryLine) -> str:
    """What was brought home, what came back, and the way to both; until its listener can hear it,
    that something was brought, and the way to hear it."""
    if not line.open:
        return brought_something() + way(line, None)
    brought, heard = opened(keyring, line)
    words = shown(one.ink, line, brought) if brought else ""
    said = answer(one.home_ink, line, heard) if heard else ""
    said += reply(keyring, one, line)
    return words + said + (own_way(line, brought, heard) if one.leave else way(line, heard))


def brought_something() -> str:
    return f'<p class="seal">{icon("gift", "icon--s")} {SOMETHING}</p>'


def opened(keyring: Keyring, line: StoryLine) -> tuple[Told | None, Received | None]:
    """Each in the words that stand for whoever reads."""
    telling, said, side = line.telling, line.reception, line.side
    brought = keyring.open_if_possible(telling, telling.column_for(side))
    return brought, keyring.open_if_possible(said, said.column_for(side)) if said else None


def shown(ink: str, line: StoryLine, brought: Told) -> str:
    """Its words, and the photo; a voice note is heard on the telling's own page."""
    words = sentence(ink, brought) if brought.being else ""
    words += f'<p class="soft small">{GIFT}</p>' if brought.way == "give" else ""
    said = (brought.gift, brought.how, brought.text)
    words += "".join(quoted(ink, text) for text in said if text)
    if brought.photo:
        address = photo_address().replace(str(ANY), str(line.telling.pk))
        words += f'<img class="along" src="{address}" alt="{PHOTO}" loading="lazy">'
    words += f'<p class="soft small">{SPOKEN}</p>' if brought.voice else ""
    words += ten(line, brought) if brought.ten else ""
    return words + (f'<p class="small">{changed(line, brought)}</p>' if brought.changed else "")


def ten(line: StoryLine, brought: Told) -> str:
    address = ten_address().replace(str(ANY), str(line.telling.pk))
    said = gettext("Ten minutes together: {words}").format(words=escape(isolated(brought.ten)))
    name_a_day = gettext("A day for it")
    return f'<p class="small">{said} <a href="{address}">{name_a_day}</a></p>'


def sentence(ink: str, brought: Told) -> str:
    done, being = (f"<b>{escape(isolated(one))}</b>" for one in (brought.verb, brought.being))
    inside = gettext("To {done} is to be {being}.").format(done=done, being=being)
    return f'<p class="motto motto--small words--{ink}">{inside}</p>'


def quoted(ink: str, text: str) -> str:
    rows = "<br>".join(escape(text).splitlines())
    return f'<blockquote dir="auto" class="words words--{ink}">{rows}</blockquote>'


def answer(ink: str, line: StoryLine, heard: Received) -> str:
    said = " ".join(filter(None, (heard.thing_back, heard.question)))
    return said_in_a_line(who(ink, line.listener), said, line, heard)


def reply(keyring: Keyring, one: Chapter, line: StoryLine) -> str:
    """What the teller answered to the question."""
    row = line.reply
    words = keyring.open_if_possible(row, row.column_for(line.side)) if row else None
    return said_in_a_line(who(one.ink, one.name), words.text, line, words) if words else ""


def said_in_a_line(by: str, said: str, line: StoryLine, words: Received | Replied) -> str:
    again = f" · {changed(line, words)}" if words.changed else ""
    return f'<p class="small">{by} “{escape(isolated(said))}”{again}</p>'


def changed(line: StoryLine, words: Told | Received | Replied) -> str:
    """By the reader's day, and the way to the words of before."""
    address = versions_address().replace(str(ANY), str(line.telling.pk))
    said = gettext("Changed {day}").format(day=on_day(words.changed))
    return f'<a href="{address}">{said}</a>'


def way(line: StoryLine, heard: Received | None) -> str:
    """For its listener: to what they said, or to the place where something can still be said."""
    address = hearing_address().replace(str(ANY), str(line.telling.pk))
    return f'<p><a class="act" href="{address}">{SAID_BACK if heard else HEAR}</a></p>'


def own_way(line: StoryLine, brought: Told | None, heard: Received | None) -> str:
    address = telling_address().replace(str(ANY), str(line.telling.pk))
    label = RECEIVED if heard else WAYS.get(brought.way if brought else "", TOLD)
    return f'<p><a class="act" href="{address}">{label}</a></p>'


def who(ink: str, name: str) -> str:
    return f'<span class="who who--{ink}">{escape(name[:1].upper() + name[1:])}</span>'


def lasting(day: str, one: Chapter) -> str:
    """Its day, and its nights: as lived in one's own story; what both know stands as it was
    planned."""
    if not one.nights:
        return day
    if one.is_planned:
        said = ngettext(
            "{day}, planned for one night", "{day}, planned for {nights} nights", one.nights
        )
    else:
        said = ngettext("{day}, one night", "{day}, {nights} nights", one.nights)
    return said.format(day=day, nights=one.nights)


@cache
def again_address() -> str:
    return reverse("leave-again", args=[ANY])


@cache
def telling_address() -> str:
    return reverse("telling", args=[ANY])


@cache
def hearing_address() -> str:
    return reverse("reception", args=[ANY])


@cache
def versions_address() -> str:
    return reverse("versions", args=[ANY])


@cache
def ten_address() -> str:
    return reverse("ten-minutes", args=[ANY])


@cache
def tradition_address() -> str:
    return reverse("tradition", args=[ANY])


@cache
def photo_address() -> str:
    return reverse("telling-photo", args=[ANY])


def told_line(keyring: Keyring, one: Chapter, line: StoryLine) -> str:
    if not line.open:
        return brought_something()
    brought, heard = opened(keyring, line)
    words = shown(one.ink, line, brought) if brought else ""
    said = answer(one.home_ink, line, heard) if heard else ""
    return words + said + reply(keyring, one, line)
