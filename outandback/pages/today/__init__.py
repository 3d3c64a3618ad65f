"""The start page, Today: where the two are now."""
