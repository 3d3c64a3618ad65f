"""From one month to another."""
