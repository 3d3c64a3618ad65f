from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from outandback.front.hardening import end_with_parent, no_core_dumps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
no_core_dumps()
end_with_parent()
application = get_wsgi_application()
for name in [name for name in os.environ if name.startswith("OUTANDBACK_")]:
    del os.environ[name]  # the environment is copied into every request, and it may hold passwords
