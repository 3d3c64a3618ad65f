from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from outandback.rooms.away.models import Caught, Departure, Moment
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Membership, Pair, Person
from outandback.vault.fields import Sealed, SealedBytes, SealedRow, SharedRow, To

from .content.sentences import to_be


@dataclass(frozen=True)
class HomeAnswers:
    """0 to 10 after a return; None where it was passed or not asked. Joy is words, and
    `reassurance` its sharer's own line, which goes along with a joy that is shown."""

    felt: int | None = None
    closeness: int | None = None
    energy: int | None = None
    guilt: int | None = None
    joy: str = ""
    reassurance: str = ""


# Ways to bring a moment home that have a page of their own, later on.
GIVEN = ("teach", "give")


@dataclass(frozen=True)
class Chosen:
    """What its person decided about a moment: keep, later, tell, teach, or give.

    `words` were found at home for a moment caught without any; `telling` names what was told,
    taught or given. What is to be taught or given waits until it is.
    """

    what: str
    words: str = ""
    telling: str = ""


@dataclass(frozen=True)
class Worded:
    """What somebody said, and when they put it in these words, where others stood before."""

    changed_at: str = field(default="", kw_only=True)

    @property
    def changed(self) -> datetime | None:
        return datetime.fromisoformat(self.changed_at) if self.changed_at else None


@dataclass(frozen=True)
class Told(Worded):
    """A moment as its teller brought it home: light or tender, in words, shown, or spoken. `photo`
    and `voice` name the pieces that came along, in order. Taught, it may say what it is to do
    something, how so, and ten minutes for two; given, what the gift is."""

    kind: str
    text: str
    weight: str = "light"
    photo: Sequence[str] = ()
    voice: Sequence[str] = ()
    way: str = "tell"
    verb: str = ""
    adverb: str = ""
    adjective: str = ""
    how: str = ""
    ten: str = ""
    gift: str = ""

    @property
    def being(self) -> str:
        """What doing it is: precisely free. Empty where the sentence was left out."""
        return f"{self.adverb} {self.adjective}".strip() if self.verb and self.adjective else ""

    @property
    def lines(self) -> list[str]:
        """All its words; what it is known by comes first."""
        first = to_be(self.verb, self.being)
        return [text for text in (first, self.gift, self.text, self.how, self.ten) if text]

    @property
    def first_words(self) -> str:
        return next(iter(self.lines), "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "photo", tuple(self.photo))
        object.__setattr__(self, "voice", tuple(self.voice))


@dataclass(frozen=True)
class Received(Worded):
    """One question, one thing back."""

    thing_back: str = ""
    question: str = ""


@dataclass(frozen=True)
class Day:
    """A day on which the listener wants to hear it, in ISO form."""

    on: str


@dataclass(frozen=True)
class FeltReceived:
    """How the answer landed with the teller: yes, partly, or no."""

    how: str


@dataclass(frozen=True)
class Decision:
    """What someone says at home about one moment: keep, later, or tell it, light or tender; what of
    its photo and voice note goes `along`; how it is taught or `given`, or else that waits."""

    moment: Moment
    what: str
    weight: str = "light"
    words: str = ""
    along: Sequence[str] = ()
    given: Told | None = None

    @property
    def brings(self) -> bool:
        return self.what == "tell" or self.given is not None


class Homecoming(SealedRow):
    """Someone came back. Born before anything is asked."""

    departure = models.OneToOneField(Departure, models.CASCADE, related_name="+")
    leave = models.OneToOneField(Leave, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    came_back_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["person", "came_back_at"], name="homecomings_by_time"),)


class CheckIn(SharedRow):
    """How a leave was for one of the two: all of it in `answers`, what they chose in `shared`, and
    since when; in `later` what they chose after the other had left."""

    WORDS = "shared"
    homecoming = models.ForeignKey(Homecoming, models.CASCADE, related_name="check_ins")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField()
    shared_on = models.DateField(null=True)
    answers = Sealed(HomeAnswers, "comeback_checkin.answers", to=To.PRIVATE)
    shared = Sealed(HomeAnswers, "comeback_checkin.shared", to=To.PAIR, of="pair_id")
    later = Sealed(HomeAnswers, "comeback_checkin.later", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["homecoming", "person"], name="one_check_in_each"),
        )


class Choice(SealedRow):
    """What its person decided about one moment."""

    moment = models.OneToOneField(Moment, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    chosen = Sealed(Chosen, "comeback_choice.chosen", to=To.PRIVATE)


class PartnerWords(SharedRow):
    """What one says to the other; their own to change and to take back.

    `later`, beside its words, holds what its writer made of it after the other had left: what both
    had stays as it was.
    """

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def column_for(self, side: Membership) -> str:
        return self.newest if side.person_id == self.person_id else self.WORDS

    def stands_for(self, side: Membership) -> bool:
        """Whether one side of the pair still has it: what was theirs at a parting stays theirs."""
        if self.withdrawn_at is None:
            return True
        return side.ended_at is not None and side.ended_at < self.withdrawn_at


class Telling(PartnerWords):
    """Something brought home, for the pair."""

    WORDS = "told"
    homecoming = models.ForeignKey(Homecoming, models.CASCADE, related_name="tellings")
    told_at = models.DateTimeField()
    told = Sealed(Told, "comeback_telling.told", to=To.PAIR, of="pair_id")
    later = Sealed(Told, "comeback_telling.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (
            models.Index(fields=["pair", "person", "told_at"], name="tellings_by_time"),
            models.Index(fields=["homecoming", "pair"], name="tellings_by_return"),
            models.Index(fields=["pair", "id"], name="tellings_by_name"),
        )


class ToldPiece(SealedRow):
    """A part of a photo or of a voice note that was brought home: the pair's own copy."""

    telling = models.ForeignKey(Telling, models.CASCADE, related_name="pieces")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    held = SealedBytes("comeback_toldpiece.held", to=To.PAIR, of="pair_id")


class Reception(PartnerWords):
    """The listener's answer: one question, one thing back."""

    WORDS = "received"
    telling = models.OneToOneField(Telling, models.CASCADE, related_name="reception")
    received_at = models.DateTimeField()
    received = Sealed(Received, "comeback_reception.received", to=To.PAIR, of="pair_id")
    later = Sealed(Received, "comeback_reception.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "received_at"], name="receptions_by_time"),)


class HearingDay(SealedRow):
    """The listener told the teller a day on which to hear it properly."""

    telling = models.OneToOneField(Telling, models.CASCADE, related_name="hearing_day")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    day = Sealed(Day, "comeback_hearingday.day", to=To.PAIR, of="pair_id")


class Landing(SealedRow):
    """Whether it felt received, marked by the teller for the teller."""

    telling = models.OneToOneField(Telling, models.CASCADE, related_name="landing")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    felt = Sealed(FeltReceived, "comeback_landing.felt", to=To.PRIVATE)


@dataclass(frozen=True)
class KeptMoment:
    """A moment that was not brought, opened, with what its person decided about it so far."""

    moment: Moment
    caught: Caught
    chosen: Chosen | None
    pieces: frozenset[str] = frozenset()
    told: bool = False
    hint: str = ""

    @property
    def goes_along(self) -> bool:
        """A photo or a voice note, which stays here also when the words are told."""
        return bool(self.caught.photo or self.caught.voice)

    def has(self, what: str) -> bool:
        """A photo or a voice note of which every piece has arrived."""
        names: Sequence[str] = getattr(self.caught, what)
        return bool(names) and self.pieces.issuperset(names)

    @property
    def waits_to(self) -> str:
        """Teach or give, where that was chosen and not done yet."""
        waits = self.chosen and not self.chosen.telling and self.chosen.what in GIVEN
        return self.chosen.what if self.chosen and waits else ""

    @property
    def shows_photo(self) -> bool:
        return self.has("photo")

    @property
    def plays_voice(self) -> bool:
        return self.has("voice")

    @property
    def text(self) -> str:
        return self.caught.text or (self.chosen.words if self.chosen else "")

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.caught.caught_at)
