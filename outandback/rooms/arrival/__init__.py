"""Sign-up and new devices: signing up by an invitation or by a link in the mail, saying who runs
the server, and a yes on a known device for a new one."""
