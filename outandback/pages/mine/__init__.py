"""Private page, Mine: what was never brought, past pairs, another listener."""
