"""What passes while one of the two is away: notes held for the return, one hello for the night,
the one line that passes the quiet, and an evening of one's own at home."""
