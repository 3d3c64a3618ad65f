from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from outandback.rooms.today.content import sentences
from outandback.rules.whereabouts import Outing, whereabouts

NOW = datetime(2026, 5, 13, 18, 0, tzinfo=ZoneInfo("Europe/London"))
NOT_OURS = ("late", "overdue", "missed", "!", "should", "minutes", "failed")


def outing(out: str, back: str | None, own: bool = True, begun: bool = False) -> Outing:
    out_at = moment(out)
    return Outing(uuid4(), own, out_at, moment(back) if back else None, out_at if begun else None)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-05-{text}").replace(tzinfo=NOW.tzinfo)


def says(*outings: Outing, partner: str = "Robin", back: bool = False, their: bool = False) -> str:
    return sentences.headline(
        sentences.Reader(partner, NOW), whereabouts(outings, NOW), back, their
    )


EVENING = outing("14T18:30", "14T21:00")
AT_DOOR = outing("13T18:15", "13T21:00")
GONE_BY = outing("13T17:45", "13T21:00")
OUT = outing("13T17:30", "13T21:00", begun=True)
OPEN = outing("13T17:30", None, begun=True)
PAST = outing("13T15:00", "13T17:00", begun=True)
THEIRS = outing("13T17:30", "13T21:00", own=False, begun=True)
THEIR_OPEN = outing("13T17:30", None, own=False, begun=True)
THEIR_PAST = outing("13T15:00", "13T17:00", own=False, begun=True)
THEIR_LONG = outing("13T09:00", "16T10:00", own=False, begun=True)
THEIR_NEXT = outing("16T10:00", "16T15:00", own=False)


@pytest.mark.parametrize(
    ("outings", "sentence"),
    [
        ([], "You are both home. Nothing is planned."),
        ([EVENING], "You are both home. You go out tomorrow at half past six in the evening."),
        ([AT_DOOR], "You are both home. You go out at quarter past six."),
        ([GONE_BY], "You are both home. You planned to go out at quarter to six."),
        ([THEIR_NEXT], "You are both home. Robin goes out on Saturday at ten in the morning."),
        ([OUT], "You are out until nine."),
        ([OPEN], "You are out, with no set time."),
        ([THEIRS], "Robin is out until nine."),
        ([THEIR_OPEN], "Robin is out, with no set time."),
        ([THEIR_PAST], "Robin said five."),
        ([THEIR_LONG], "Robin is out until ten in the morning on Saturday."),
        ([OUT, THEIRS], "You are both out. You come back at nine."),
        ([OPEN, THEIRS], "You are both out."),
        ([PAST, THEIRS], "You are both out. You said five."),
    ],
)
def test_the_first_sentence_says_where_the_two_are(outings: list[Outing], sentence: str) -> None:
    assert says(*outings) == sentence
    assert not any(word in sentence for word in NOT_OURS)


@pytest.mark.parametrize(
    ("outings", "sentence"),
    [
        ([], "Neither of you is out. Nothing is planned."),
        ([EVENING], "Neither of you is out. You go out tomorrow at half past six in the evening."),
        ([THEIR_NEXT], "Neither of you is out. Robin goes out on Saturday at ten in the morning."),
        ([OUT], "You are out until nine."),
        ([OUT, THEIRS], "You are both out. You come back at nine."),
    ],
)
def test_of_two_who_live_apart_nobody_is_called_home(outings: list[Outing], sentence: str) -> None:
    reader = sentences.Reader("Robin", NOW, apart=True)
    assert sentences.headline(reader, whereabouts(outings, NOW), False, False) == sentence


def test_apart_just_back_reads_the_same() -> None:
    reader, nothing = sentences.Reader("Robin", NOW, apart=True), whereabouts([], NOW)
    assert sentences.headline(reader, nothing, True, False) == "You are back. Nothing is planned."
    assert sentences.headline(reader, nothing, False, True) == "Robin is back. Nothing is planned."


@pytest.mark.parametrize(
    ("outings", "sentence"),
    [
        ([], "You have nothing planned."),
        ([EVENING], "You go out tomorrow at half past six in the evening."),
        ([OUT], "You are out until nine."),
    ],
)
def test_alone_nothing_is_said_about_a_partner(outings: list[Outing], sentence: str) -> None:
    assert says(*outings, partner="") == sentence


def test_just_back_comes_first() -> None:
    assert says(back=True) == "You are back. Nothing is planned."
    assert says(their=True) == "Robin is back. Nothing is planned."


def test_a_partner_without_an_open_name_begins_with_a_capital() -> None:
    assert says(THEIRS, partner="your partner") == "Your partner is out until nine."


def test_a_name_stays_as_its_person_writes_it() -> None:
    assert says(THEIRS, partner="ro") == "ro is out until nine."


def test_a_day_beyond_the_week_has_its_date() -> None:
    far = outing("24T10:00", "24T11:00")
    assert says(far) == "You are both home. You go out on Sunday 24 May at ten in the morning."


def test_a_time_of_yesterday_says_so() -> None:
    past = outing("12T15:00", "12T21:00", own=False, begun=True)
    assert says(past) == "Robin said nine in the evening yesterday."


def test_the_span_of_a_leave_is_read_in_the_readers_zone() -> None:
    lisbon_noon = datetime(2026, 5, 14, 12, tzinfo=ZoneInfo("Europe/Madrid"))
    trip = Outing(uuid4(), True, lisbon_noon, lisbon_noon + timedelta(days=1))
    reader = sentences.Reader("", NOW)
    assert sentences.span(reader, trip) == "Tomorrow, 11:00 to Friday, 11:00"
    assert sentences.times(reader, OPEN) == "17:30, no set time back"
    assert sentences.span(reader, AT_DOOR) == "Today, 18:15 to 21:00"


def test_the_week_is_told_to_those_who_listen() -> None:
    been = Outing(uuid4(), False, moment("12T18:00"), moment("12T20:00"), moment("12T18:00"), NOW)
    words = sentences.week_in_words(sentences.Reader("Robin", NOW), [been, EVENING], NOW)
    assert words == "Out this week: Robin on Tuesday evening. Planned: you on Thursday evening."
    assert (
        sentences.week_in_words(sentences.Reader("", NOW), [], NOW)
        == "Nothing is planned this week."
    )
