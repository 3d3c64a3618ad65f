"""The program with a fault planted in it: a moment is acknowledged first and kept afterwards.

It is started like the program itself (`python -m tests.faults.planted run …`) and exists so that
the kill test can be seen to find what it looks for.
"""

from __future__ import annotations

import io
import os
import queue
import threading
import time
from typing import TYPE_CHECKING, Any

from outandback.cli import main
from outandback.front import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LATER = 0.05
sound = serving.application


def planted() -> Callable[..., Iterable[bytes]]:
    """Loaded before the fork in place of the program; its thread runs in the worker."""
    program = sound()
    waiting: queue.Queue[dict[str, Any]] = queue.Queue()
    later = threading.Thread(target=keep_later, args=(program, waiting), daemon=True)
    os.register_at_fork(after_in_child=later.start)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ["PATH_INFO"].endswith("/moments/"):
            return program(environ, start_response)
        size = int(environ.get("CONTENT_LENGTH") or 0)
        waiting.put({**environ, "wsgi.input": io.BytesIO(environ["wsgi.input"].read(size))})
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b""]

    return answer


def keep_later(program: Callable[..., Any], waiting: queue.Queue[dict[str, Any]]) -> None:
    while True:
        environ = waiting.get()
        time.sleep(LATER)
        for _ in program(environ, lambda *_: None):
            pass


if __name__ == "__main__":
    serving.application = planted
    main()
