"""How a plan reads."""
