"""The settings of a server as its environment would make them, for tests of its addresses."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from outandback import settings as loaded

FROM_THE_ENVIRONMENT = (
    "HOST",
    "PORT",
    "ORIGIN",
    "SITE",
    "ANYWHERE",
    "FURTHER_HOSTS",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "PROXIES",
    "DEFAULT_FROM_EMAIL",
    "TLS",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
)
ASKED = ("HOST", "PORT", "ORIGIN", "PROXIES", "ALLOWED_HOSTS", "TLS_CERT", "MAIL_FROM")


def settings_of(monkeypatch: pytest.MonkeyPatch, data: Path, **given: str) -> dict[str, Any]:
    for name in ASKED:
        monkeypatch.delenv(f"OUTANDBACK_{name}", raising=False)
    for name, value in {**given, "DATA": str(data)}.items():
        monkeypatch.setenv(f"OUTANDBACK_{name}", value)
    return runpy.run_path(str(Path(loaded.__file__)))


def serve_as(monkeypatch: pytest.MonkeyPatch, settings: Settings, data: Path, **given: str) -> None:
    whole = settings_of(monkeypatch, data, **given)
    for name in FROM_THE_ENVIRONMENT:
        setattr(settings, name, whole[name])
