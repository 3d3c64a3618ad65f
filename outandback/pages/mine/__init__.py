"""Mine, the private room’s page: what was never brought, past pairs, another listener."""
