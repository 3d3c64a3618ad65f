"""How much the program costs: `make bench`."""
