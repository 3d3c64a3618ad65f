"""Signing in, its further ways, locking, the quick exit."""
