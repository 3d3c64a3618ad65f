"""Templates of pages are indented for who reads them; browsers get them without."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

BREAKS = re.compile(r"\s*\n\s*")
# On a line of its own such a tag leaves no break behind; the one before it stays.
ALONE = re.compile(
    r"^({%\s*(?:if|elif|else|endif|for|empty|endfor|with|endwith|load|block|endblock)\b[^%]*%})\n",
    re.MULTILINE,
)


def without_indentation(source: str, origin: Origin) -> str:
    """Every break with the space around it is one break: the same in HTML, outside of `pre`. In a
    mail it is not, so what is no HTML stays as it is."""
    if not str(origin.name).endswith(".html"):
        return source
    return ALONE.sub(r"\1", BREAKS.sub("\n", source))


class FilesystemLoader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return without_indentation(super().get_contents(origin), origin)


class AppDirectoriesLoader(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        return without_indentation(super().get_contents(origin), origin)
