"""Settings that the two share: how they live, rituals, ideas."""
