"""Finds the access filters in the rooms' questions, and writes a file with one of them less."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Whose eyes are asking, by the names that the questions give them.
EYES = {
    *("person", "pair", "me", "other", "others", "teller", "mine", "partner", "side", "sides"),
    *("visibility", "whose", "own", "told", "person_id", "pair_id", "memberships"),
}
# What was taken back, kept, or came after a parting is not for these eyes either.
GATES = {"ended_at", "withdrawn_at", "shared", "notice_at", "is_active"}
ASKING = {"filter", "get", "get_object_or_404", "Q"}


@dataclass(frozen=True)
class Mutant:
    """A file of questions with one filter less."""

    room: str
    file: str
    line: int
    where: str
    what: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.room}.{self.where}: {self.what}"


@dataclass(frozen=True)
class Edit:
    """One attribute of one node with something else in it."""

    node: ast.AST
    attribute: str
    instead: Any
    line: int
    what: str

    def source(self, tree: ast.Module) -> str:
        before = getattr(self.node, self.attribute)
        setattr(self.node, self.attribute, self.instead)
        try:
            return ast.unparse(tree)
        finally:
            setattr(self.node, self.attribute, before)


# What names whose eyes are asking ---------------------------------------------------------------


def words_in(node: ast.AST) -> set[str]:
    """Every name in an expression; of `pair__memberships__person` each part."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            found.add(inner.attr)
        elif isinstance(inner, ast.keyword) and inner.arg:
            found |= set(inner.arg.split("__"))
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            found |= set(inner.value.split("__"))
    return found


def names_eyes(node: ast.AST, scope: ast.AST) -> bool:
    """Also by way of what a local name was given to hold."""
    words = words_in(node)
    for inner in (one for one in ast.walk(node) if isinstance(one, ast.Name)):
        words |= set().union(*(words_in(value) for value in assigned(inner.id, scope)))
    return bool(words & (EYES | GATES))


def assigned(name: str, scope: ast.AST) -> list[ast.expr]:
    """What a local name was given to hold, also as one of several."""
    held = []
    for one in (node for node in ast.walk(scope) if isinstance(node, ast.Assign)):
        for target, value in zip(several(one.targets[0]), several(one.value), strict=False):
            if isinstance(target, ast.Name) and target.id == name:
                held.append(value)
    return held


def several(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


# What can be taken away -------------------------------------------------------------------------


def edits(tree: ast.Module) -> Iterator[tuple[str, Edit]]:
    """Each edit with the name of the function or question that it stands in."""
    for scope in tree.body:
        places = parents(scope)
        for node in ast.walk(scope):
            for edit in (*less_to_ask(node, scope), *less_around(node, scope, places)):
                yield name_of(scope), edit


def parents(scope: ast.AST) -> dict[ast.AST, tuple[ast.AST, str]]:
    return {
        child: (node, attribute)
        for node in ast.walk(scope)
        for attribute, value in ast.iter_fields(node)
        for child in (value if isinstance(value, list) else [value])
        if isinstance(child, ast.AST)
    }


def name_of(scope: ast.AST) -> str:
    if isinstance(scope, ast.Assign):
        return ast.unparse(scope.targets[0])
    return str(getattr(scope, "name", ""))


def less_to_ask(node: ast.AST, scope: ast.AST) -> Iterator[Edit]:
    """An argument of a question left out, or an entry of a dict that is passed on to one."""
    if isinstance(node, ast.Call) and called(node) in ASKING:
        for keyword in filter(lambda one: names_eyes(one, scope), node.keywords):
            kept = [one for one in node.keywords if one is not keyword]
            yield Edit(node, "keywords", kept, keyword.lineno, ast.unparse(keyword))
        for part in filter(lambda one: names_eyes(one, scope), node.args):
            if called(node) in {"filter", "Q"}:
                rest = [one for one in node.args if one is not part]
                yield Edit(node, "args", rest, part.lineno, ast.unparse(part))
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
        yield from less_in_a_dict(node.value, scope)


def less_in_a_dict(node: ast.Dict, scope: ast.AST) -> Iterator[Edit]:
    pairs = list(zip(node.keys, node.values, strict=True))
    for key, value in pairs:
        if isinstance(key, ast.Constant) and set(str(key.value).split("__")) & EYES:
            rest = [pair for pair in pairs if pair[0] is not key]
            without = ast.Dict([one for one, _ in rest], [one for _, one in rest])
            what = f"{ast.unparse(key)}: {ast.unparse(value)}"
            for holder in ast.walk(scope):
                if getattr(holder, "value", None) is node:
                    yield Edit(holder, "value", without, key.lineno, what)


def less_around(
    node: ast.AST, scope: ast.AST, places: dict[ast.AST, tuple[ast.AST, str]]
) -> Iterator[Edit]:
    """A node replaced by the part of it that asks for nobody."""
    if isinstance(node, ast.If) and [type(one) for one in node.body] == [ast.Raise]:
        if names_eyes(node.test, scope):
            yield Edit(node, "body", [ast.Pass()], node.lineno, f"if {ast.unparse(node.test)}")
        return
    for rest, what in parts_without_eyes(node, scope):
        holder, attribute = places[node]
        value = getattr(holder, attribute)
        one_less = [rest if one is node else one for one in value] if type(value) is list else rest
        yield Edit(holder, attribute, one_less, getattr(node, "lineno", 0), what)


def parts_without_eyes(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    if isinstance(node, ast.Call) and called(node) == "visible":
        yield node.args[0], ast.unparse(node)
    if isinstance(node, ast.Call) and called(node) == "exclude" and names_eyes_here(node):
        assert isinstance(node.func, ast.Attribute)
        yield node.func.value, f"exclude({', '.join(map(ast.unparse, node.keywords))})"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        for part, rest in ((node.left, node.right), (node.right, node.left)):
            if not is_one_q(part) and names_eyes(part, scope):
                yield rest, f"& {ast.unparse(part)}"
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in filter(lambda one: decides(one, scope), node.values):
            others = [one for one in node.values if one is not part]
            left = others[0] if len(others) == 1 else ast.BoolOp(node.op, others)
            yield left, f"and {ast.unparse(part)}"


def decides(part: ast.expr, scope: ast.AST) -> bool:
    """A condition about somebody; that somebody is there at all would fail by itself."""
    if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Is | ast.IsNot):
        return False
    held = assigned(part.id, scope) if isinstance(part, ast.Name) else []
    asks = isinstance(part, ast.Call | ast.Compare) or any(
        isinstance(one, ast.Compare | ast.BoolOp) for one in held
    )
    return asks and names_eyes(part, scope)


def names_eyes_here(call: ast.Call) -> bool:
    return any(words_in(keyword) & (EYES | GATES) for keyword in call.keywords)


def is_one_q(node: ast.AST) -> bool:
    """Its only argument is left out elsewhere."""
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return called(inner) == "Q" and len(getattr(inner, "keywords", ())) == 1


def mutants_of(file: Path) -> Iterator[Mutant]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    seen = {ast.unparse(tree)}
    for where, edit in edits(tree):
        source = edit.source(tree)
        if source not in seen:
            seen.add(source)
            yield Mutant(file.parent.name, file.stem, edit.line, where, edit.what, source)
