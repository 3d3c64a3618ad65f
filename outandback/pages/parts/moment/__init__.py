"""Media of a moment: its photo or voice note."""
