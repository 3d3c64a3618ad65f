"""Rows that come in an order come in one order: what two of them share is told apart by their key.
PostgreSQL moves a row that is written, so that a tie would show that somebody wrote it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import room_files, tree, where

# Of one person, these are never the same twice.
UNIQUE = {
    "generation": "of one kind of key",
    "-evening_on": "one evening check a day",
    "told_at": "of the two halves of a union, whose rows have other columns in common",
}


def orders(module: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr="order_by"), args=[*_, _]):
                yield node


def may_tie(order: ast.Call) -> bool:
    match order.args[-1]:
        case ast.Constant(value=str(last)):
            name = last.removeprefix("-")
            return name not in {"pk", "id"} and not name.endswith("_id") and last not in UNIQUE
        case _:
            return True


def test_no_two_rows_change_places() -> None:
    found = [
        where(file, order)
        for file in room_files()
        for order in orders(tree(file))
        if may_tie(order)
    ]
    assert found == []


@pytest.mark.parametrize("planted", ['rows.order_by("out_at")', "rows.order_by(back.desc())"])
def test_such_an_order_would_be_found(planted: str) -> None:
    assert all(map(may_tie, orders(ast.parse(planted))))


@pytest.mark.parametrize("fine", ['rows.order_by("out_at", "pk")', "rows.order_by()"])
def test_and_a_whole_one_is_fine(fine: str) -> None:
    assert not any(map(may_tie, orders(ast.parse(fine))))
