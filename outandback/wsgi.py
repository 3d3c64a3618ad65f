from __future__ import annotations

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from outandback.front.hardening import end_with_parent, no_core_dumps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
no_core_dumps()
end_with_parent()
application = get_wsgi_application()
import_module("outandback.ops.jobs").start()  # rows can be named from here on
for name in [name for name in os.environ if name.startswith("OUTANDBACK_")]:
    del os.environ[name]  # the environment is copied into every request, and it may hold passwords
