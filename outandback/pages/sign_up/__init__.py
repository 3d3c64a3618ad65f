"""Sign-up, claiming a new server, letting in a new device."""
