"""Before somebody is in: signing up by an invitation or by a link in the mail, and saying who runs
the server."""
