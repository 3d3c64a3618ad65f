"""The settings of the tests: a database in memory and the cheapest cost of a passphrase."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Never the data folder of whoever runs the tests, nor its keys.
os.environ["OUTANDBACK_DATA"] = str(Path(tempfile.gettempdir(), f"outandback-tests-{os.getuid()}"))
os.environ["OUTANDBACK_SECRET_KEY"] = "5e" * 32
os.environ["OUTANDBACK_SERVER_KEY"] = "a7" * 32
os.environ["OUTANDBACK_VAPID_KEY"] = "c3" * 32
os.environ["OUTANDBACK_TRANSIT_KEY"] = "7e" * 32

from outandback.settings import *  # noqa: F403
from outandback.settings import DATABASE_URL, DATABASES, MIDDLEWARE
from outandback.vault.passphrase_hash import Cost

SIGN_UP = "open"  # whether an invitation is asked for has tests of its own
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
VAULT_COST = VAULT_COST_FLOOR = Cost(8, 1, 1)
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SHOW_PARTS = True
USE_I18N = True  # the pseudo-language has a catalogue
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not DATABASE_URL:
    DATABASES["default"]["NAME"] = ":memory:"
