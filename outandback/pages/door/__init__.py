"""Check-in at the door before setting out: how somebody stands there, what their earlier leaves say
of it."""
