"""Rate limits of sign-in and its guards: wrong tries at each door, who the host invited, new
devices that wait for a yes. Nobody is named in the tries."""
