"""Push scripts: what a phone’s worker does with a push, and how a device falls silent."""
