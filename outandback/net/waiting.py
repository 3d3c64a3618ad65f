"""Waiting for another machine, or another process, while a page’s thread goes on to other pages.

The server says how; anybody else just waits.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Aside = Callable[[], AbstractContextManager[object]]

_ways: list[Aside] = [nullcontext]


def wait_by(given: Aside) -> None:
    _ways.append(given)


def aside() -> AbstractContextManager[object]:
    return _ways[-1]()
