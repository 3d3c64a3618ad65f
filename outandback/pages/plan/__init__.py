"""Form of a leave that is planned: its five cares, the care check, the heads-up."""
