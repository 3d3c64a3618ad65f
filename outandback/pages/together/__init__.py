"""How the two live, rituals, ideas."""
