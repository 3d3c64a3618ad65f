from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from outandback.rooms.account import export_spec, queries
from outandback.rooms.account.content import sentences
from outandback.rooms.account.content.export import CHOSEN, FOR_PROGRAMS, LABELS
from outandback.rooms.account.export_rows import UNOPENABLE
from outandback.rooms.away.models import Moment
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import (
    CheckIn,
    Decision,
    FeltReceived,
    HomeAnswers,
    Received,
    Telling,
    Told,
)
from outandback.rooms.comfort import actions as comfort
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.cover import actions as cover
from outandback.rooms.ladder import actions as ladder
from outandback.rooms.ladder import queries as ladder_queries
from outandback.rooms.ladder.models import Stands
from outandback.rooms.leave.actions import plan_leave
from outandback.rooms.leave.models import Plan, When
from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Ease, Person
from outandback.rooms.people.queries import both_sides
from outandback.rooms.together import actions as together
from outandback.rules.cares import Care
from outandback.rules.return_times import WallTime
from tests.builders.cover import make_answer, make_leave_with_needs, make_window
from tests.builders.leaves import INTENTION, catch_aha, make_departure, make_heads_up, make_leave
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys

EXPORT = "/settings/export/"
SEALED_COLUMNS = Path(__file__).parents[2] / "vault" / "sealed_columns.json"
# A word that a program keeps for what was chosen, an id, or a time for a machine.
WORDS_OF_PROGRAMS = "|".join(
    sorted({key for each in CHOSEN.values() for key in each if key.isalpha()})
)
KEY = re.compile(rf"- [^:]+: ({WORDS_OF_PROGRAMS}|[0-9a-f-]{{36}}|\d{{4}}-\d\d-\d\d.*|True|False)$")
HOUR = timedelta(hours=1)
PRIVATE = {
    "ease",
    "door_checks",
    "moments",
    "check_ins",
    "choices",
    "landings",
    "comforts",
    "outcomes",
    "ladder",
    "ladder_steps",
}


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at + 10 * HOUR)


@pytest.fixture
def lived(ana: Person, ben: Person, keys: Keys, at: datetime) -> Telling:
    """One whole loop of Ana's, with something of every kind on both sides."""
    own, room = keys(ana), keys(ana, room=True)
    leave = make_leave(ana, own, at)
    make_heads_up(leave, ana.current, own, at)
    departure = make_departure(leave, own, at)
    catch_aha(departure, own, "A moment of Ana's", at)
    home = comeback.come_back(departure, at + HOUR)
    kept = [Decision(moment, "keep") for moment in Moment.objects.filter(person=ana)]
    comeback.choose(home, room, kept, ana.current, at + HOUR)
    bringing = comeback.Bringing(home, room, ana.current, frozenset(), at + HOUR)
    telling = comeback.bring(bringing, Told("aha", "Told by Ana"))
    answers = HomeAnswers(felt=3, guilt=9)
    comeback.check_in(home, ana, room, answers, HomeAnswers(felt=3), ana.current, at)
    comeback.check_in(home, ben, keys(ben), answers, HomeAnswers(felt=3), ben.current, at)
    comeback.say_day(telling, ben, keys(ben), date(2026, 5, 16), at)
    comeback.receive(telling, ben, keys(ben), Received("Said back by Ben"), at + HOUR)
    comeback.mark_landing(telling, room, "partly")
    people.say_ease(ana, room, Ease("an evening", ("guilt",)))
    return telling


def taken(client: Client, passphrase: str = "") -> dict[str, Any]:
    archive = archive_of(client, passphrase)
    names = [name for name in archive.namelist() if name.endswith(".json")]
    return {name.removesuffix(".json"): json.loads(archive.read(name)) for name in names}


def from_before(rows: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """What was of a past pair, which has a folder of its own; nothing where it has no file."""
    folder = f"before/{number}/"
    past = {name.removeprefix(folder): had for name, had in rows.items() if folder in name}
    return {key: [] for key in rows} | past


def archive_of(client: Client, passphrase: str = "") -> zipfile.ZipFile:
    response: Any = client.post(EXPORT, {"passphrase": passphrase})
    assert response.streaming
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_file_has_a_neutral_name_and_is_streamed(ana: Person, client_of: ClientOf) -> None:
    response = client_of(ana).post(EXPORT, {"passphrase": ""})
    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="export.zip"'
    assert response["Cache-Control"] == "no-store"
    response.close()


def test_with_the_passphrase_everything_own_goes_along(
    ana: Person, client_of: ClientOf, lived: Telling
) -> None:
    rows = taken(client_of(ana), PASSPHRASE)
    assert rows["person"][0]["email"] == "ana@example.org"
    assert rows["person"][0]["called"]["name"] == "Ana"
    assert rows["leaves"][0]["plan"]["intention"] == INTENTION
    assert rows["moments"][0]["caught"]["text"] == "A moment of Ana's"
    assert rows["door_checks"][0]["answers"]["guilt"] == 7
    assert rows["check_ins"][0]["answers"]["guilt"] == 9
    assert rows["ease"][0]["ease"]["longest"] == "an evening"
    assert rows["landings"][0]["felt"] == {"how": "partly"}
    assert rows["tellings"][0]["told"]["text"] == "Told by Ana"
    assert {fact["kind"] for fact in rows["agreed"]} == {"planned", "returned"}


def test_without_it_the_private_part_is_left_out_altogether(
    ana: Person, client_of: ClientOf, lived: Telling
) -> None:
    archive = archive_of(client_of(ana, room=True))
    assert not PRIVATE & {name.removesuffix(".json") for name in archive.namelist()}
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"A moment of Ana" not in whole
    assert b"Told by Ana" in whole


def test_the_list_of_files_says_nothing_about_how_much_is_kept(
    ana: Person, cleo: Person, client_of: ClientOf, lived: Telling
) -> None:
    full, empty = archive_of(client_of(ana)), archive_of(client_of(cleo))
    assert full.namelist() == empty.namelist()


def test_a_wrong_passphrase_makes_no_file(ana: Person, client_of: ClientOf) -> None:
    response = client_of(ana).post(EXPORT, {"passphrase": "another heron under bridges"})
    assert response.status_code == 422
    assert str(sentences.WRONG) in response.content.decode()


def test_without_open_keys_the_passphrase_brings_the_words(ana: Person, lived: Telling) -> None:
    client = Client()
    client.force_login(ana)
    assert taken(client)["leaves"][0]["plan"] is None
    assert taken(client, PASSPHRASE)["leaves"][0]["plan"]["intention"] == INTENTION


def test_of_a_partner_there_is_what_was_shared_and_no_more(
    ben: Person, client_of: ClientOf, lived: Telling
) -> None:
    rows = taken(client_of(ben), PASSPHRASE)
    assert [row["called"]["name"] for row in rows["partners"]] == ["Ana"]
    assert rows["partner_heads_ups"][0]["shown"]["title"] == "Knitting"
    assert rows["partner_tellings"][0]["told"]["text"] == "Told by Ana"
    assert rows["partner_check_ins"] == [{"shared": {**answers(3)}}]
    whole = json.dumps(rows)
    for kept in (INTENTION, "A moment of Ana", "begun_at", "returned_at"):
        assert kept not in json.dumps({k: v for k, v in rows.items() if k.startswith("partner")})
    assert INTENTION not in whole and "A moment of Ana" not in whole


def answers(felt: int) -> dict[str, int | str | None]:
    passed = {"closeness": None, "energy": None, "guilt": None, "joy": "", "reassurance": ""}
    return {"felt": felt, **passed}


def test_the_tellers_copy_has_what_came_back(
    ana: Person, client_of: ClientOf, lived: Telling
) -> None:
    rows = taken(client_of(ana))
    assert rows["partner_receptions"][0]["received"]["thing_back"] == "Said back by Ben"


def test_what_was_taken_back_is_not_taken_along(
    ben: Person, client_of: ClientOf, lived: Telling, at: datetime
) -> None:
    comeback.withdraw(lived, at + 2 * HOUR)
    assert taken(client_of(ben))["partner_tellings"] == []


def test_after_a_parting_the_copy_stays_and_nothing_later_comes(
    ana: Person, ben: Person, client_of: ClientOf, lived: Telling, keys: Keys, at: datetime
) -> None:
    mine = both_sides(ben)[0]
    assert mine
    people.part_ways(mine, keys(ben), "Words for Ana", at + 9 * HOUR, at + 2 * HOUR)
    comeback.withdraw(lived, at + 3 * HOUR)
    bringing = comeback.Bringing(
        lived.homecoming, keys(ana, room=True), ana.current, frozenset(), at + 4 * HOUR
    )
    comeback.bring(bringing, Told("aha", "Told too late"))
    assert taken(client_of(ben))["partner_tellings"] == []
    before = taken(client_of(ben), PASSPHRASE)["before/1/partner_tellings"]
    assert [row["told"]["text"] for row in before] == ["Told by Ana"]
    assert taken(client_of(ana))["partner_partings"][0]["words"]["text"] == "Words for Ana"


def test_words_of_a_parting_wait_for_their_time(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    mine = both_sides(ben)[0]
    assert mine
    people.part_ways(mine, keys(ben), "Words for Ana", at + 99 * HOUR, at)
    assert taken(client_of(ana))["partner_partings"] == []


def test_each_list_of_the_file_has_an_order(ana: Person, lived: Telling, at: datetime) -> None:
    everything = queries.everything_of(ana, at + 10 * HOUR, with_private=True)
    loose = [one.name for one in everything if not one.rows.ordered]
    assert loose == ["person"]  # which is one row


def test_a_stranger_and_an_ex_take_along_nothing_of_the_pair(
    ana: Person, cleo: Person, dede: Person, keys: Keys, lived: Telling, at: datetime
) -> None:
    mine = both_sides(ana)[0]
    assert mine
    people.part_ways(mine, keys(ana), "Words for Ben", at, at)
    for other in (cleo, dede):
        kinds = queries.everything_of(other, at + 10 * HOUR, with_private=True)
        rows: dict[str, list[dict[str, Any]]] = {}
        for kind in kinds:
            opened = kind.opened(keys(other, room=True))
            rows.setdefault(kind.name.rpartition("/")[2], []).extend(opened)
        pair = set(other.memberships.values_list("pair_id", flat=True))
        assert [row["id"] for row in rows.pop("person")] == [other.pk]
        assert rows.pop("ease") == [{"ease": None}]
        assert {row["pair_id"] for row in rows.pop("pairs")} == pair
        assert {row["pair_id"] for row in rows.pop("partners")} == pair
        assert {row["pair_id"] for row in rows.pop("partner_partings")} == pair
        assert not any(rows.values())


@pytest.fixture
def eased(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    """What the two say beside a loop, Ana to keep and to show, Ben in answer."""
    said, mine, theirs = (
        CareAnswer({"hour": "easy"}, "Shown by Ana", "2026-05-03"),
        ana.current,
        ben.current,
    )
    assert mine and theirs
    comfort.say_comfort(ana, keys(ana), Care.TIME, WhoseLeaves.OWN, CareAnswer({}, "Kept by Ana"))
    comfort.share_comfort(mine, keys(ana), Care.TIME, WhoseLeaves.OWN, said)
    comfort.share_comfort(
        theirs, keys(ben), Care.TIME, WhoseLeaves.THEIRS, CareAnswer({}, "Shown by Ben")
    )
    together.keep_ritual(mine, keys(ana), "parting", "Two squeezes", 0)
    people.say_how_we_live(mine, keys(ana), "two homes")
    leave = make_leave_with_needs(ana, keys(ana), at, children="open")
    make_answer(leave, ben, keys(ben), at, blessing="Blessed by Ben")
    cover.take_window(ana, keys(ana), make_window(ben, keys(ben), at), at)
    ladder.say_standing(ana, keys(ana), Stands("tired"))
    entry = ladder_queries.entry_with("closed-door")
    assert entry
    ladder.take_step(ana, keys(ana), uuid4(), entry, at)


def test_what_eases_and_what_was_given_go_along(
    ana: Person, ben: Person, client_of: ClientOf, eased: None
) -> None:
    rows = taken(client_of(ana), PASSPHRASE)
    assert rows["comforts"][0]["said"]["words"] == "Kept by Ana"
    assert rows["comforts_shared"][0]["said"]["words"] == "Shown by Ana"
    assert rows["partner_comforts"][0]["said"]["words"] == "Shown by Ben"
    assert rows["rituals"][0]["words"]["text"] == "Two squeezes"
    assert rows["living"][0]["living"]["kind"] == "two homes"
    assert rows["partner_answers"][0]["said"]["blessing"] == "Blessed by Ben"
    assert rows["partner_windows"][0]["words"]["text"] == "I have the children."
    assert rows["ladder"][0]["said"]["feeling"] == "tired"
    assert rows["ladder_steps"][0]["taken"]["key"] == "closed-door"
    assert len(rows["windows_taken"]) == 1
    theirs = taken(client_of(ben), PASSPHRASE)
    assert theirs["answers"][0]["said"]["blessing"] == "Blessed by Ben"
    assert theirs["rituals"] == rows["rituals"]
    assert "Kept by Ana" not in json.dumps(theirs)
    assert theirs["windows_taken"] == []


def test_others_take_along_nothing_of_it(
    cleo: Person, dede: Person, client_of: ClientOf, eased: None
) -> None:
    for other in (cleo, dede):
        whole = json.dumps(taken(client_of(other), PASSPHRASE))
        assert not [
            word for word in ("by Ana", "by Ben", "squeezes", "closed-door") if word in whole
        ]


def test_the_schema_names_every_file_and_field(
    ana: Person, client_of: ClientOf, lived: Telling
) -> None:
    rows = taken(client_of(ana), PASSPHRASE)
    schema = rows.pop("schema")
    assert schema["format"] == 1
    assert set(schema["files"]) == {f"{name}.json" for name in rows}
    for name, found in rows.items():
        for row in found:
            assert set(row) == set(schema["files"][f"{name}.json"]["rows"])


def test_the_readable_part_reads_as_words(ana: Person, client_of: ClientOf, lived: Telling) -> None:
    text = archive_of(client_of(ana), PASSPHRASE).read("everything.md").decode()
    assert "## Your leaves." in text
    assert f"- Intention: {INTENTION}" in text
    assert "- Going out: Thursday 14 May 2026, 18:30" in text
    assert not [line for line in text.splitlines() if KEY.match(line)]


def test_what_was_chosen_is_said_in_words(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    when = When(WallTime(datetime(2028, 2, 29, 9), "Pacific/Auckland"))  # noqa: DTZ001 a wall time
    plan = Plan("Swim", sort="self", company="own", distance="signal", needs={"dinner": "someone"})
    plan_leave(ana, keys(ana), uuid4(), when, plan, at)
    archive = archive_of(client_of(ana), PASSPHRASE)
    text = archive.read("everything.md").decode()
    for line in (
        "- Going out: Tuesday 29 February 2028, 09:00 in Auckland",
        "- What sort of thing: Part of who I am",
        "- Company: My own friends",
        "- Distance: Somewhere without signal",
        "- Needs: Dinner: Somebody else",
    ):
        assert line in text
    assert not [line for line in text.splitlines() if KEY.match(line)]
    meanings = json.loads(archive.read("schema.json"))["choices"]
    assert meanings["sort"]["self"] == "Part of who I am"


def test_it_holds_how_its_person_wants_to_be_told_and_nobody_elses(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    for person, until in ((ana, date(2027, 1, 3)), (ben, date(2027, 2, 4))):
        keep_preferences(person, season_off=True, season_until=until, suggestions_off=True)
    kinds = {kind.name: kind for kind in queries.everything_of(ana, at, with_private=False)}
    (row,) = kinds["preferences"].opened(keys(ana))
    assert (row["season_until"], row["suggestions_off"]) == (date(2027, 1, 3), True)


def test_no_two_kinds_of_rows_have_one_file() -> None:
    kinds = (*export_spec.OWN, *export_spec.PRIVATE, *export_spec.SHARED)
    assert [name for name, times in Counter(one.name for one in kinds).items() if times > 1] == []


def test_every_name_in_the_readable_part_has_words_of_its_own() -> None:
    columns = json.loads(SEALED_COLUMNS.read_text(encoding="utf-8"))
    kinds = (*export_spec.OWN, *export_spec.PRIVATE, *export_spec.SHARED)
    plain = {name for kind in kinds for name in kind.plain if not re.search(r"(^|_)id$", name)}
    sealed = (
        columns[f"{kind.model._meta.db_table}.{one}"] for kind in kinds for one in kind.sealed
    )
    words = {name for column in sealed for schema in column["words"].values() for name in schema}
    assert (plain | words) - LABELS.keys() - FOR_PROGRAMS == set()


def test_nothing_of_it_rests_on_a_disk(
    ana: Person,
    client_of: ClientOf,
    lived: Telling,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    archive_of(client_of(ana), PASSPHRASE)
    assert list(tmp_path.iterdir()) == []
    assert not settings.MEDIA_ROOT


def test_what_can_not_be_opened_is_said_and_the_rest_still_comes(
    ana: Person, client_of: ClientOf, lived: Telling
) -> None:
    assert lived.told
    Telling.objects.filter(pk=lived.pk).update(told=bytes(lived.told)[:-1] + b"\0")
    rows = taken(client_of(ana), PASSPHRASE)
    assert rows["tellings"][0]["told"] == UNOPENABLE
    assert rows["moments"][0]["caught"]["text"] == "A moment of Ana's"


def test_felt_received_is_never_in_the_partners_file(
    ben: Person, client_of: ClientOf, lived: Telling
) -> None:
    files = taken(client_of(ben), PASSPHRASE)
    del files["schema"]  # which lists what can be chosen
    assert FeltReceived("partly").how not in json.dumps(files)


def test_ones_own_side_is_not_listed_as_the_partners(
    ana: Person, ben: Person, client_of: ClientOf, lived: Telling
) -> None:
    hers, his = taken(client_of(ana)), taken(client_of(ben))
    assert hers["partner_heads_ups"] == hers["partner_tellings"] == []
    assert his["partner_receptions"] == []


def test_answers_kept_to_oneself_are_not_listed_as_shared(
    ana: Person, ben: Person, client_of: ClientOf, lived: Telling, keys: Keys, at: datetime
) -> None:
    nothing = HomeAnswers()
    comeback.check_in(lived.homecoming, ana, keys(ana), HomeAnswers(4), nothing, ana.current, at)
    assert taken(client_of(ana))["check_ins_shared"] == []
    assert taken(client_of(ben))["partner_check_ins"] == []
    CheckIn.objects.filter(person=ana).update(pair=ana.current.pair_id)  # type: ignore[union-attr]
    assert taken(client_of(ben))["partner_check_ins"] == []


class TestAfterAParting:
    """Ben has left; Ana's rows of the time before are in his file, later ones are not."""

    @pytest.fixture
    def his(
        self, ben: Person, client_of: ClientOf, keys: Keys, lived: Telling, at: datetime
    ) -> Any:
        def file(parted_at: datetime, **telling: datetime | None) -> dict[str, Any]:
            Telling.objects.filter(pk=lived.pk).update(**telling)
            mine = both_sides(ben)[0]
            assert mine
            people.part_ways(mine, keys(ben), "", parted_at, parted_at)
            assert taken(client_of(ben))["partner_tellings"] == []
            return from_before(taken(client_of(ben), PASSPHRASE))

        return file

    def test_what_stood_then_stays(self, his: Any, at: datetime) -> None:
        assert len(his(at + 2 * HOUR)["partner_tellings"]) == 1

    def test_what_was_taken_back_before_is_gone(self, his: Any, at: datetime) -> None:
        taken_back = {"withdrawn_at": at + 2 * HOUR}
        assert his(at + 3 * HOUR, **taken_back)["partner_tellings"] == []

    def test_answers_shared_on_an_earlier_day_stay(self, his: Any, at: datetime) -> None:
        assert len(his(at + 30 * HOUR)["partner_check_ins"]) == 1

    def test_answers_of_a_later_day_never_come(self, his: Any, at: datetime) -> None:
        assert his(at - 30 * HOUR)["partner_check_ins"] == []
