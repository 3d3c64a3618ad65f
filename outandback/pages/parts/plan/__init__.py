"""Facts of a plan, as it reads."""
