from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps
from django.db.models import Field, ForeignObject, ManyToManyField, Model

from tests.house.source import (
    FRONT_DOOR,
    PACKAGE,
    floors,
    functions,
    python_files,
    room_files,
    rooms,
    templates,
    tree,
    where,
)

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "asave", "acreate", "aupdate", "adelete",
}  # fmt: skip
# Django's and allauth's own doors into our rows: they are handed a row and have to keep it; and the
# one way in which verbs write sealed words.
WRITE_FOR_OTHERS = {"people/adapters.py", "people/sessions.py", "vault/writing.py"}
# It draws in a process of its own, where there are no rows.
WITHOUT_ROWS = {"keepsake/press.py"}
ASKS = {"models.py", "queries.py", "actions.py"}
PLAN = {
    "__init__.py", "apps.py", "models.py", "queries.py", "actions.py", "forms.py", "views.py",
    "urls.py", "http.py", "middleware.py", "content", "templates", "static", "migrations",
    "templatetags", "__pycache__",
}  # fmt: skip
# Sign-in is hooked into Django and allauth here, each hook in the file that they look for.
BEYOND_THE_PLAN = {
    "account": {"as_read.py", "kinds.py", "opening.py"},
    "keepsake": {"pdf.py", "press.py", "years.py"},
    "loop": {"ears.py"},
    "people": {"adapters.py", "backends.py", "doors.py", "hashers.py", "pins.py", "sessions.py"},
}
WITHOUT_A_PHASE = {"insight", "ops", "rules", "ui", "vault"}


def is_a_write(call: ast.Call) -> bool:
    """A call that reaches rows; `dict.update(other)` and `cache.delete(key)` do not."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    if isinstance(call.func.value, ast.Call) and ast.unparse(call.func.value.func) == "super":
        return False
    if call.func.attr == "create":
        return bool(call.keywords)
    return call.func.attr not in {"update", "delete"} or not call.args


def test_only_verbs_write() -> None:
    found = [
        f"{where(file, node)} .{ast.unparse(node.func).rpartition('.')[2]}()"
        for file in room_files()
        if file.name != "actions.py"
        and str(file.relative_to(PACKAGE)) not in WRITE_FOR_OTHERS | WITHOUT_ROWS
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and is_a_write(node)
    ]
    assert found == []


def test_only_verbs_write_sealed_words() -> None:
    found = [
        where(file, node)
        for file in room_files()
        if file.name != "actions.py" and file.name != "writing.py"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and node.module == "outandback.vault.writing"
        if {name.name for name in node.names} - {"Stale", "version_of"}
    ]
    assert found == []


def test_only_rows_questions_and_verbs_speak_to_tables() -> None:
    found = [
        where(file, node)
        for file in python_files()
        if file.name not in ASKS
        and str(file.relative_to(PACKAGE)) not in WRITE_FOR_OTHERS | WITHOUT_ROWS
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert found == []


def test_calls_are_said_out_loud() -> None:
    """No signals, no models fetched by name."""
    quiet = {"receiver", "get_model", "post_save", "pre_save", "post_delete", "m2m_changed"}
    found = [
        where(file, node)
        for file in python_files()
        for node in ast.walk(tree(file))
        if (isinstance(node, ast.Name) and node.id in quiet)
        or (isinstance(node, ast.Attribute) and node.attr in quiet)
        or (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
    ]
    assert found == []


def test_imports_stand_at_the_top() -> None:
    found = {
        where(file, inner)
        for file in python_files()
        for function in functions(file)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert found == set()


def test_verbs_and_questions_never_look_at_the_clock() -> None:
    clocks = {"now", "today", "utcnow", "localdate", "localtime"}
    found = [
        where(file, node)
        for file in room_files()
        if file.name in {"models.py", "queries.py", "actions.py"} or file.parent.name == "rules"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
        and not node.args
    ]
    assert found == []


def test_every_room_is_built_on_the_plan() -> None:
    found = [
        f"{room.name}/{entry.name}"
        for room in rooms()
        if room.name not in WITHOUT_A_PHASE
        for entry in room.iterdir()
        if entry.name not in PLAN | BEYOND_THE_PLAN.get(room.name, set())
    ]
    assert found == []


def test_every_room_says_what_lives_in_it() -> None:
    doors = {room.name: tree(room / "__init__.py") for room in rooms()}
    assert [name for name, door in doors.items() if not ast.get_docstring(door)] == []


def test_a_rooms_door_holds_words_only() -> None:
    """Nothing is imported by merely naming a room."""
    found = [
        where(room / "__init__.py", node)
        for room in rooms()
        for node in tree(room / "__init__.py").body
        if not isinstance(node, ast.Expr)
        and not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
    ]
    assert found == []


def test_every_room_has_a_floor() -> None:
    assert {room.name for room in rooms()} <= floors().keys()
    assert floors().keys() >= FRONT_DOOR


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("outandback.")]


def room_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def pointing(model: type[Model]) -> list[Field[object, object]]:
    kinds = (ForeignObject, ManyToManyField)
    own = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [field for field in own if isinstance(field, kinds)]


def test_rows_point_down_and_strangers_are_not_named_back() -> None:
    wrong = []
    for model in own_models():
        for field in pointing(model):
            there = field.related_model
            if not isinstance(there, type) or there not in own_models():
                continue
            above = floors()[room_of(there)] > floors()[room_of(model)]
            named = (
                room_of(there) != room_of(model)
                and getattr(field.remote_field, "related_name", None) != "+"
            )
            if above or named:
                wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []


ASKS_FOR_AN_ADDRESS = {
    *("build_absolute_uri", "get_host", "get_port", "_get_raw_host", "get_current_site"),
    *("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "HTTP_X_FORWARDED_HOST", "url_scheme"),
    *("ORIGIN", "SITE", "PORT", "get_raw_uri", "url_has_allowed_host_and_scheme"),
}
KNOWS_THE_ADDRESS = PACKAGE / "ui" / "addresses.py"


def names_in(file: Path) -> set[str]:
    nodes = list(ast.walk(tree(file)))
    texts = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    return texts | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_one_place_knows_under_which_address_people_come() -> None:
    others = {file for file in room_files() if file.parent != PACKAGE} - {KNOWS_THE_ADDRESS}
    found = {where(file, tree(file)): names_in(file) & ASKS_FOR_AN_ADDRESS for file in others}
    assert {place: names for place, names in found.items() if names} == {}
    for page in templates():
        text = page.read_text(encoding="utf-8")
        assert not [name for name in ASKS_FOR_AN_ADDRESS if f".{name}" in text], page
    assert names_in(KNOWS_THE_ADDRESS) & ASKS_FOR_AN_ADDRESS
