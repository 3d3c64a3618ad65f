"""One way out: nothing but `net` opens a connection, and one file reads XML."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, python_files, tree

# Whatever of the standard library, or of what is often installed, speaks to other machines.
CLIENTS = (
    "socket", "ssl", "socketserver", "asyncio", "selectors", "http.client", "http.server",
    "urllib.request", "urllib.robotparser", "urllib3", "requests", "httpx", "aiohttp", "h2",
    "httplib2", "pycurl", "websockets", "caldav", "dns", "ftplib", "imaplib", "poplib", "nntplib",
    "smtplib", "telnetlib", "xmlrpc", "webbrowser", "paramiko", "multiprocessing.connection",
)  # fmt: skip
XML = ("xml", "lxml", "defusedxml", "xmltodict", "html5lib", "bs4")
READS_XML = {"net/xml_tree.py": {"xml"}}
# What is only named, or turns no text into a tree.
ALLOWED = {"rooms/notify/actions.py": {"smtplib"}}  # the name of what Django's mail raises
# A module that is fetched by its name, which has to stand there as a text.
BY_NAME = {"import_module", "__import__"}


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def imported(module: ast.AST) -> Iterator[str]:
    """In full: `from urllib import request` is `urllib.request`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{one.name}" for one in node.names)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in BY_NAME:
            yield ast.literal_eval(node.args[0])


def of_kind(kind: tuple[str, ...], module: ast.AST) -> set[str]:
    found = imported(module)
    return {one for name in found for one in kind if name == one or name.startswith(f"{one}.")}


def test_only_net_speaks_to_other_machines() -> None:
    """`front` is the server: it listens, and asks nobody."""
    found = {
        name_of(file): of_kind(CLIENTS, tree(file))
        for file in python_files()
        if file.relative_to(PACKAGE).parts[0] not in {"front", "net"}
    }
    assert {name: which for name, which in found.items() if which} == ALLOWED


def test_only_one_file_reads_xml() -> None:
    """By a parser that takes no declarations from whoever wrote it."""
    found = {name_of(file): of_kind(XML, tree(file)) for file in python_files()}
    assert {name: which for name, which in found.items() if which} == READS_XML


@pytest.mark.parametrize(
    "planted",
    [
        "import urllib.request",
        "import urllib.request as asks",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import http.client",
        "from http import client",
        "import socket, json",
        "def one():\n    import requests",
        "from requests.sessions import Session",
        'asks = import_module("http.client")',
        '__import__("socket").create_connection',
    ],
)
def test_such_a_client_would_be_found(planted: str) -> None:
    assert of_kind(CLIENTS, ast.parse(planted))


@pytest.mark.parametrize(
    "fine", ["from urllib.parse import urlsplit", "from http import HTTPStatus", "import html"]
)
def test_and_what_is_none_is_fine(fine: str) -> None:
    assert not of_kind(CLIENTS + XML, ast.parse(fine))
