"""A form whose writer was signed out meanwhile stands again; half-written forms."""
