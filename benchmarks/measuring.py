"""What a process costs, read from /proc (Linux)."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from outandback import sqlite

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(*processes: int) -> float:
    """User and system time that these processes have used so far."""
    return sum(_ticks(pid) for pid in processes) / TICKS


def started_by(*processes: int) -> list[int]:
    """Processes that any thread of these started, and that are still there."""
    lists = [one for pid in processes for one in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for one in lists for child in _read(one).split()]


def _read(file: Path) -> str:
    """Nothing where the thread has gone meanwhile."""
    try:
        return file.read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def memory_mib(*processes: int) -> float:
    """Proportional set size: what is shared between processes is counted once."""
    return sum(_pss_kib(pid) for pid in processes) / 1024


def machine() -> str:
    """One line: what these figures were measured on."""
    library = sqlite.chosen("auto")
    python = ".".join(map(str, sys.version_info[:3]))
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({_cpu_name()}), {platform.system()} {platform.machine()}, "
        f"Python {python}, SQLite {library.sqlite_version}"
    )


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _cpu_name() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown processor"
