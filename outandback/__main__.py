from __future__ import annotations

from outandback.cli import main

main()
