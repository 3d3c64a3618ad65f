from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps
from django.db.models import Field, ForeignObject, ManyToManyField, Model

from tests.house.source import (
    FRONT_DOOR,
    PACKAGE,
    containers,
    floors,
    functions,
    order_of,
    packages_in,
    pages,
    parts,
    python_files,
    room_files,
    rooms,
    shared,
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
WRITE_FOR_OTHERS = {"pages/sign_in/adapters.py", "rooms/people/sessions.py", "vault/writing.py"}
# It draws in a process of its own, where there are no rows.
WITHOUT_ROWS = {"pages/keepsake/pdf_process.py"}
ASKS = {"models.py", "queries.py", "actions.py"}
# Questions of a room that are too long for its queries.py.
ALSO_ASKS = {
    "rooms/loop/history.py",
    "rooms/loop/shared_history.py",
    "rooms/suggestions/what_is_there.py",
    "rooms/today/rows_near.py",
}
# The statistics are loaded by the one page that asks them.
LOADS_LATER = "pages/loop/context.py"
OF_A_ROOM = {
    "__init__.py",
    "apps.py",
    "models.py",
    "queries.py",
    "actions.py",
    "content",
    "migrations",
    "__pycache__",
}
OF_A_PART = {"__init__.py", "forms.py", "context.py", "templates", "templatetags", "static"}
OF_A_PAGE = {
    "__init__.py",
    "views.py",
    "forms.py",
    "context.py",
    "urls.py",
    "content",
    "templates",
    "templatetags",
    "static",
    "__pycache__",
}
# Sign-in is hooked into Django and allauth here, each hook in the file that they look for.
BEYOND_THE_PLAN = {
    "rooms/account": {"export_rows.py", "export_spans.py", "export_spec.py", "forgetting.py"},
    "rooms/leave": {"door_notice.py", "given_out.py"},
    "rooms/together": {"given_out.py"},
    "rooms/trips": {"given_out.py"},
    "rooms/loop": {
        "history.py",
        "left_out.py",
        "order.py",
        "shared_history.py",
        "tables.py",
        "visibility.py",
        "wishes.py",
    },
    "rooms/search": {"as_two.py", "sealed_rows.py"},
    "rooms/sent": {"marks.py"},
    "rooms/suggestions": {"times.py", "what_is_there.py"},
    "rooms/today": {"days.py", "rows_near.py", "times_together.py", "week.py"},
    "rooms/notify": {"push_service.py"},
    "rooms/calendars": {
        "beside.py",
        "caldav.py",
        "discovery.py",
        "ics.py",
        "ics_process.py",
        "reading.py",
        "visits.py",
        "webdav.py",
    },
    "rooms/written": {"choosing.py", "entries.py"},
    "rooms/people": {"backends.py", "hashers.py", "compared_keys.py", "sessions.py"},
    "pages/settings": {"opening.py"},
    "pages/carried": {"middleware.py", "through_sign_in.py"},
    "pages/look_around": {"middleware.py"},
    "pages/calendar": {"drawn.py"},
    "pages/feeds": {"middleware.py"},
    "pages/loop": {
        "balance.py",
        "drawn.py",
        "easy.py",
        "figures.py",
        "grey.py",
        "lived.py",
        "ours.py",
        "shown_pictures.py",
        "showing.py",
    },
    "pages/keepsake": {"pdf.py", "pdf_process.py", "years.py"},
    "pages/sign_in": {"adapters.py"},
    "pages/plan": {"taps.py"},
    "pages/trips": {"hours.py"},
}


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
        and str(file.relative_to(PACKAGE)) not in WRITE_FOR_OTHERS | WITHOUT_ROWS | ALSO_ASKS
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
        if str(file.relative_to(PACKAGE)) != LOADS_LATER
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


OF_PAGES = {"django.forms", "django.template", "django.urls", "django.shortcuts.render"}


def test_a_room_knows_no_address_no_form_and_no_template() -> None:
    """Of HTTP it knows that what is not yours is not found."""
    found = [
        f"{where(file, node)} {node.module}.{name.name}"
        for room in rooms()
        for file in room.rglob("*.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if any(f"{node.module}.{name.name}".startswith(one) for one in OF_PAGES)
        or (node.module == "django.http" and name.name != "Http404")
    ]
    assert found == []


def beyond(folder: Path, plan: set[str]) -> list[str]:
    name = str(folder.relative_to(PACKAGE))
    found = {entry.name for entry in folder.iterdir()} - plan - BEYOND_THE_PLAN.get(name, set())
    return [f"{name}/{entry}" for entry in sorted(found)]


def test_every_room_and_every_page_is_built_on_its_plan() -> None:
    assert [entry for room in rooms() for entry in beyond(room, OF_A_ROOM)] == []
    assert [entry for page in pages() for entry in beyond(page, OF_A_PAGE)] == []
    assert [entry for part in parts() for entry in beyond(part, OF_A_PART | {"__pycache__"})] == []


def packages() -> list[Path]:
    return [*rooms(), *pages(), *parts(), *shared()]


def test_every_package_says_what_it_holds() -> None:
    words = {str(one): ast.get_docstring(tree(one / "__init__.py")) for one in packages()}
    assert [name for name, said in words.items() if not said] == []


def test_nothing_is_imported_by_naming_a_package() -> None:
    found = [
        where(package / "__init__.py", node)
        for package in packages()
        for node in tree(package / "__init__.py").body
        if not isinstance(node, ast.Expr)
        and not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
    ]
    assert found == []


def test_every_package_stands_in_the_import_contracts_of_its_folder() -> None:
    assert floors().keys() >= FRONT_DOOR
    for folder, container in ((PACKAGE, "outandback"), (PACKAGE / "rooms", "outandback.rooms")):
        assert {one.name for one in packages_in(folder)} <= order_of(container).keys()
    assert {f"outandback.rooms.{room.name}" for room in rooms()} <= containers("Inside a room")
    assert {f"outandback.pages.{page.name}" for page in pages()} <= containers("Inside a page")


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("outandback.")]


def height_of(model: type[Model]) -> tuple[int, int]:
    """The floor of a model's package, and where its room stands among the rooms."""
    _, floor, room, *_ = model.__module__.split(".")
    return floors()[floor], order_of("outandback.rooms").get(room, 0) if floor == "rooms" else 0


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
            above = height_of(there) > height_of(model)
            named = (
                there._meta.app_label != model._meta.app_label
                and getattr(field.remote_field, "related_name", None) != "+"
            )
            if above or named:
                wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []


ASKS_FOR_AN_ADDRESS = {
    "build_absolute_uri",
    "get_host",
    "get_port",
    "_get_raw_host",
    "get_current_site",
    "HTTP_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "HTTP_X_FORWARDED_HOST",
    "url_scheme",
    "ORIGIN",
    "SITE",
    "PORT",
    "get_raw_uri",
    "url_has_allowed_host_and_scheme",
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
