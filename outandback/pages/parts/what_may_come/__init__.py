"""What may come next where telling lands flat: time together, or another listener."""
