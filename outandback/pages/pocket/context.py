"""What a phone is handed and what it hands in: small JSON out, bytes in, a status as the answer."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from outandback.rooms.help.queries import numbers
from outandback.rooms.notify.queries import sentences_by_byte
from outandback.rooms.pocket.content import sentences
from outandback.rooms.pocket.queries import Nonsense, keys_for, leaves_to_carry
from outandback.ui.script_words import TIMES, words_block
from outandback.vault.queries import own_key_is_replaced

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from outandback.web.requests import PersonRequest

SCHEME = "Pocket "
# What the shell needs, and what the worker is put together from.
CARRIED = (
    "ui/app.css",
    "ui/icon.svg",
    "ui/shell.js",
    "ui/words.js",
    "pocket/out.js",
    "pocket/ahead.js",
    "pocket/box.js",
    "pocket/catching.js",
    "pocket/door.js",
    "pocket/draft.js",
    "pocket/extras.js",
    "pocket/going.js",
    "pocket/photo.js",
    "pocket/voice.js",
    "pocket/keeping.js",
    "pocket/leaves.js",
    "pocket/pocket.js",
    "pocket/posted.js",
    "pocket/seal.js",
    "pocket/store.js",
    "pocket/send.js",
    "pocket/taps.js",
    "pocket/times.js",
)
WORKER = ("push/push.js", "pocket/store.js", "pocket/send.js", "pocket/worker.js")


def done() -> HttpResponse:
    return HttpResponse(status=204)


def no(status: int, why: str) -> JsonResponse:
    return JsonResponse({"no": why}, status=status)


def body_of(request: HttpRequest, most: int) -> bytes:
    """The bytes of a request. Raises Nonsense where there are more than that, or where they were
    read as a form already."""
    size = request.headers.get("Content-Length", "")
    if not size.isdecimal() or int(size) > most:
        raise Nonsense
    try:
        return request.body
    except RawPostDataException:
        raise Nonsense from None


def token_in(request: HttpRequest) -> str:
    given = request.headers.get("Authorization", "")
    return given.removeprefix(SCHEME) if given.startswith(SCHEME) else ""


def papers_for(request: PersonRequest, at: datetime) -> dict[str, object]:
    """What the phone of somebody signed in carries: plain facts, and keys while words are open."""
    keyring = request.keyring
    keys = keys_for(request.user, keyring) if keyring.everyday_open else None
    leaves = leaves_to_carry(request.user, at)
    return {
        "person": str(request.user.pk),
        "csrf": get_token(request),
        "leave": leaves[0] if leaves else None,
        "next": leaves[1:],
        "keys": keys,
        "replaced": own_key_is_replaced(request.user.pk, keyring.keyset) if not keys else False,
    }


def shell() -> str:
    """The one page that works without a network: the same for everyone, and without a name."""
    return render_to_string("pocket/shell.html", _shown())


def _shown() -> dict[str, object]:
    return {
        "kinds": sentences.KINDS,
        "later": sentences.LATER,
        "quick_exit": settings.QUICK_EXIT_URL,
        "words": words_block("shell-words", {**sentences.SHELL, **TIMES}),
    }


def names() -> list[tuple[str, str, str]]:
    """What the app can be called on a home screen, each with its picture."""
    return [
        (name, str(shown), static(f"pocket/{name}.svg")) for name, shown in sentences.NAMES.items()
    ]


def worker_script() -> str:
    """What stays awake in a browser: how to show a push, and the shell for when there is none."""
    files, pages = [static(name) for name in CARRIED], [reverse("pocket"), reverse("help")]
    version = sha256(json.dumps([*files, shell(), repr(numbers())]).encode()).hexdigest()[:16]
    carried = {"pages": pages, "files": files, "version": version}
    told = json.dumps(sentences_by_byte(), separators=(",", ":"))
    parts = ",".join(json.dumps(static(name)) for name in WORKER)
    return f"self.SENTENCES={told};\nself.POCKET={json.dumps(carried)};\nimportScripts({parts});\n"


def manifest_of(name: str) -> dict[str, object]:
    """How the app is called and drawn on a phone's home screen."""
    return {
        "id": "/",
        "name": str(sentences.NAMES[name]),
        "short_name": str(sentences.NAMES[name]),
        "start_url": reverse("pocket-now"),
        "scope": "/",
        "display": "standalone",
        "shortcuts": [{"name": str(sentences.TODAY), "url": reverse("today")}],
        "background_color": "#f7f8f4",
        "theme_color": "#f7f8f4",
        "icons": [
            _icon(f"{name}.svg", "any", "image/svg+xml"),
            _icon(f"{name}-192.png", "192x192"),
            _icon(f"{name}-512.png", "512x512"),
            _icon(f"{name}-whole.png", "512x512", purpose="maskable"),
        ],
    }


def touch_icon(name: str) -> str:
    """The picture for an iPhone, which takes it from the page and not from the manifest."""
    return static(f"pocket/{name}-touch.png")


def _icon(file: str, sizes: str, kind: str = "image/png", purpose: str = "any") -> dict[str, str]:
    return {"src": static(f"pocket/{file}"), "sizes": sizes, "type": kind, "purpose": purpose}
