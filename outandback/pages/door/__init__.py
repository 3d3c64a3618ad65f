"""At the door: how somebody stands there, what their earlier leaves say of it, setting out."""
