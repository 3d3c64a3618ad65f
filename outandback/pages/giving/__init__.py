"""Teaching a moment, or giving something that goes with it."""
