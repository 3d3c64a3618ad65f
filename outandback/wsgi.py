from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from outandback.front.hardening import no_core_dumps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
no_core_dumps()
application = get_wsgi_application()
for name in [name for name in os.environ if name.startswith("OUTANDBACK_")]:
    del os.environ[name]  # what is started from here is to find no password there
