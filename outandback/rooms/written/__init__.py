"""Own leaves written into a CalDAV calendar: where, by which password, and what was written."""
