"""What a server at rest has loaded: nothing that one page or process needs alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Each with who needs it.
LATER = {
    "zxcvbn_rs_py": "a passphrase that is chosen",
    "zipstream": "an export",
    "weasyprint": "the process that draws a PDF",
    "pydyf": "the process that draws a PDF",
    "icalendar": "the process that reads a calendar",
    "recurring_ical_events": "the process that reads a calendar",
    "x_wr_timezone": "the process that reads a calendar",
    "dateutil": "the process that reads a calendar",
    "numpy": "the page of what leaves do to us",
    "scipy": "the page of what leaves do to us",
    "tzdata": "a time zone that the machine lacks",
}
PROGRAM = """
import sys
from outandback.front.serving import application
application()
import outandback.front.process, outandback.ops.jobs
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_a_server_at_rest_has_nothing_loaded_that_one_page_needs_alone(tmp_path: Path) -> None:
    here = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "outandback.settings",
        "OUTANDBACK_DATA": str(tmp_path),
    }
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env=here
    )
    assert "django" in said.stdout.split()
    assert not LATER.keys() & set(said.stdout.split())
