"""Whoever writes for a pair asks within the verb whether they still are in it.

A request reads the pair before its body has arrived; meanwhile one of the two may have left. The
table is made from the code: a new verb fails here until it asks.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import ForeignKey

from outandback.rooms.people.models import Pair
from outandback.vault.fields import To, sealed_fields
from tests.house.source import PACKAGE

ASKS = {"still_in", "hold", "hold_sides"}
# Verbs that do not ask, and why.
NEED_NOT = {
    "people.invite": "there is no pair yet",
    "people.accept_invitation": "the pair begins with it",
    "people.catch_up_with_pair": "one's own copy of a key",
    "people.keep_rounds": "part of a verb that has asked",
    "people.compare_words": "a mark of one's own, for nobody else",
    "people.part_ways": "the parting itself",
    "people.close_side": "the parting itself",
    "people.keep_fingerprint": "for the one who was left",
    "people.forget_person": "somebody erases their account",
    "notify.tell_other": "part of a verb that has asked",
    "calendars.add_file": "for oneself",
    "calendars.close_shared": "the parting itself",
    "comeback.bring": "part of a verb that has asked",
    "account.close_pair": "the parting itself",
    "comfort.say_comfort": "for oneself",
    "comfort.start": "for oneself",
    "people.say_ease": "for oneself",
    "quiet.check_evening": "for oneself",
    "shown.forget_shown": "somebody erases their account",
    "spans.forget_spans": "somebody erases their account",
    "together.forget_ideas": "somebody erases their account",
    "together.forget_time_together": "somebody erases their account",
    "together.wait_for_next": "a message, which is asked again before it goes out",
    "traditions.forget_traditions": "somebody erases their account",
    "trips.forget_trips": "somebody erases their account",
    "versions.forget_versions": "somebody erases their account",
}
WRITES = {"create", "save", "update", "delete", "bulk_create", "get_or_create", "update_or_create"}
# Where each verb of the vault names the column that it seals.
SEALS = {"seal": 1, "write": 2, "rewrite": 2}


@dataclass
class Verb:
    """A function of an `actions.py`: what it calls, and what it does itself."""

    node: ast.FunctionDef
    calls: set[str] = field(default_factory=set)
    speaks: bool = False
    asks: bool = False


def pair_models() -> set[str]:
    ours = [model for model in apps.get_models() if "outandback." in model.__module__]
    return {
        model.__name__
        for model in ours
        for one in model._meta.get_fields()
        if isinstance(one, ForeignKey) and one.related_model is Pair
    }


PAIR_MODELS = pair_models()


def columns_for_pairs(file: ast.Module) -> set[str]:
    """The columns sealed for a pair, of the models that a file knows; "" stands for any."""
    known = {
        alias.name for node in file.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    ours = [model for model in apps.get_models() if "outandback." in model.__module__]
    sealed = [one for model in ours if model.__name__ in known for one in sealed_fields(model)]
    found = {one.name for one in sealed if one.to is To.PAIR}
    return found | {""} if found else found


def verb_of(node: ast.FunctionDef, columns: set[str]) -> Verb:
    verb = Verb(node, speaks=any("Membership" in ast.dump(arg) for arg in node.args.args))
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    written = False
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        verb.calls.add(name)
        written = written or name in WRITES | SEALS.keys() - {"seal"}
        if name in SEALS and len(call.args) > SEALS[name]:
            column = getattr(call.args[SEALS[name]], "value", "")
            verb.speaks = verb.speaks or column in columns
    verb.speaks = verb.speaks or (written and bool(names & PAIR_MODELS))
    verb.asks = bool(verb.calls & ASKS)
    return verb


def verbs() -> dict[str, Verb]:
    """Every function of every `actions.py`, by room and name."""
    found = {}
    for file in sorted(PACKAGE.rglob("actions.py")):
        read = ast.parse(file.read_text())
        columns = columns_for_pairs(read)
        for node in read.body:
            if isinstance(node, ast.FunctionDef):
                found[f"{file.parent.name}.{node.name}"] = verb_of(node, columns)
    return found


def reached(name: str, known: dict[str, Verb], what: str) -> bool:
    """Whether a verb does something itself, or by a helper of its room."""
    room, seen, waiting = name.partition(".")[0], set[str](), [name]
    while waiting:
        one = waiting.pop()
        if one in seen or one not in known:
            continue
        seen.add(one)
        if getattr(known[one], what):
            return True
        waiting += [f"{room}.{called}" for called in known[one].calls]
        if what == "asks":
            waiting += [other for other in known if other.partition(".")[2] in known[one].calls]
    return False


def test_every_verb_that_writes_for_a_pair_asks_whether_its_person_still_is_in_it() -> None:
    known = verbs()
    public = [name for name in known if not name.partition(".")[2].startswith("_")]
    speaking = {name for name in public if reached(name, known, "speaks")}
    assert len(speaking) > 40
    silent = {name for name in speaking if not reached(name, known, "asks")}
    assert silent == set(NEED_NOT)


def test_every_verb_that_asks_is_one_transaction() -> None:
    found = [
        name
        for name, verb in verbs().items()
        if verb.asks and not name.partition(".")[2].startswith("_")
        if "atomic" not in "".join(map(ast.dump, verb.node.decorator_list))
    ]
    assert found == ["people.still_in"]
