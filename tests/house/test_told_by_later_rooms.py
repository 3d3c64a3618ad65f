"""What a later room tells an earlier one, in the earlier one's own words.

A row is born in its phase, and no later room sets a flag on it so that a page need not ask. A verb
that later rooms alone call is therefore the exception: each stands here, with what it keeps.
"""

from __future__ import annotations

import ast

from tests.house.source import PACKAGE, python_files, tree

ROOMS = "outandback.rooms."
TOLD = {
    "away.keep_sealed_moment": "a moment, which a phone had kept",
    "away.lay_sealed_piece": "the same, of a photo or a voice",
    "board.take_all_down": "somebody erases their account",
    "calendars.close_shared": "the parting",
    "calendars.forget": "somebody erases their account",
    "carried.forget": "somebody erases their account",
    "feeds.begin_pair": "the pair: what nobody was told of is left out from then on",
    "feeds.end_pair": "whoever was left knows it: what the two had is left out from then on",
    "feeds.follow": "a time or its words, for the calendars that their person gives out",
    "feeds.stand_still": "the parting",
    "feeds.take_all_away": "somebody erases their account",
    "leave.check_at_door": "a row of the leave's own: how somebody stood at its door",
    "leave.close_plan": "the leave has begun, and its plan is changed no more",
    "leave.lay_sealed_answers": "the same row, which a phone had kept",
    "leave.remember_outcome": "a row of the leave's own, which the next door reads",
    "leave.remember_return": "the leave is over, and the one at home is told",
    "notify.fall_silent": "the parting",
    "notify.forget": "somebody erases their account",
    "notify.take_back": "a message that is not to go out any more",
    "notify.tell_other": "a message that is to go out to the other one of the two",
    "people.call_off_recovery": "a recovery of the keys",
    "people.close_side": "the parting",
    "people.forget_person": "somebody erases their account",
    "people.keep_fingerprint": "the parting",
    "people.keep_rounds": "a cache, named as one: what of the two's traditions comes round",
    "people.part_ways": "the parting",
    "people.side_of": "writes nothing",
    "people.use_recovery": "a recovery of the keys",
    "pocket.forget": "somebody erases their account",
    "quiet.hand_over_held_notes": "a row of the quiet's own, born of the return",
    "shown.forget_shown": "somebody erases their account",
    "spans.forget_spans": "somebody erases their account",
    "together.forget_ideas": "somebody erases their account",
    "together.forget_time_together": "somebody erases their account",
    "traditions.forget_traditions": "somebody erases their account",
    "trips.forget_trips": "somebody erases their account",
    "versions.forget_versions": "somebody erases their account",
}


def verbs_called_in(file: ast.Module) -> set[str]:
    """Verbs of any room that a file imports, or names as `actions.verb`, as room.verb."""
    found, modules = set[str](), dict[str, str]()
    for node in ast.walk(file):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(ROOMS):
            continue
        room, _, inner = (node.module or "").removeprefix(ROOMS).partition(".")
        for one in node.names:
            if inner == "actions":
                found.add(f"{room}.{one.name}")
            elif one.name == "actions":
                modules[one.asname or one.name] = room
    for node in ast.walk(file):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
            found.add(f"{modules[ast.unparse(node.value)]}.{node.attr}")
    return found


def names_in(file: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(file) if isinstance(node, ast.Name)}


def test_what_later_rooms_alone_tell_an_earlier_one_is_the_earlier_ones_own() -> None:
    in_rooms, elsewhere = set[str](), set[str]()
    for file in python_files():
        found = in_rooms if "rooms" in file.relative_to(PACKAGE).parts else elsewhere
        found |= verbs_called_in(tree(file))
    own = {
        f"{file.parent.name}.{name}"
        for file in PACKAGE.glob("rooms/*/actions.py")
        for name in names_in(tree(file))
    }
    assert in_rooms - elsewhere - own == set(TOLD)
