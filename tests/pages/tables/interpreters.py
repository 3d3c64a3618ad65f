"""What runs the programs that go along with the tables: Python always, R where it is here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

R = shutil.which("Rscript")
# By the name of the program that each of them runs.
INTERPRETERS = {"figure.py": sys.executable} | ({"figure.R": R} if R else {})


def run(program: str, folder: Path) -> str:
    """As somebody starts it beside the tables. R is called as on a machine that says “−”."""
    command = [INTERPRETERS[program], program]
    spoken = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        command, cwd=folder, env=spoken, check=True, capture_output=True, text=True
    ).stdout
