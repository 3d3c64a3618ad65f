"""Restored forms: one whose writer was signed out meanwhile stands again; half-written ones."""
