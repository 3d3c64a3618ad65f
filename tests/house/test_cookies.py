"""Under TLS the name of every cookie begins with `__Host-`, and each is what that asks for."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

from tests.house.source import PACKAGE, ROOT, python_files, tree

NAMES = PACKAGE / "web/cookies.py"
SETTERS = {"set_cookie", "set_signed_cookie", "delete_cookie"}


def test_every_cookie_of_a_day_is_bound_to_this_host() -> None:
    asked = {**os.environ, "OUTANDBACK_ORIGIN": "https://testserver"}
    asked.pop("OUTANDBACK_DATABASE_URL", None)
    run = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/web/under_tls.py"]
    done = subprocess.run(run, env=asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_cookie_is_named_in_passing() -> None:
    """All names stand in one module, made with the prefix from the settings."""
    calls = [node for file in python_files() for node in ast.walk(tree(file))]
    named = [
        ast.unparse(node)
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SETTERS
        and not isinstance(node.args[0], ast.Name | ast.Subscript)
    ]
    assert named == []
    for file in python_files():
        written = file.read_text(encoding="utf-8")
        bound = written.count('COOKIE_PREFIX + "ob_') if file == NAMES else 0
        assert written.count('"ob_') == bound, file.relative_to(PACKAGE)
