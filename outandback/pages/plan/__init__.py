"""Planning a leave: its five cares, the care check, the heads-up."""
