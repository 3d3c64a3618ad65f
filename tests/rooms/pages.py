"""The pages of the app, from the resolver."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, get_resolver, reverse

SIGNS_OUT = {"exit", "account_logout"}


def addresses() -> list[str]:
    """Of every page that needs no id and signs nobody out."""
    patterns = get_resolver().url_patterns
    nested = [
        p
        for resolver in patterns
        if isinstance(resolver, URLResolver)
        for p in resolver.url_patterns
    ]
    every = [p for p in [*patterns, *nested] if isinstance(p, URLPattern)]
    names = {p.name for p in every if p.name and not p.pattern.regex.groups}
    return sorted(reverse(name) for name in names - SIGNS_OUT)
