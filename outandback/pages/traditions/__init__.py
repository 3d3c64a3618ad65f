"""List and forms of traditions and their spins."""
