"""Date field: the day on which a listener wants to hear it properly."""
