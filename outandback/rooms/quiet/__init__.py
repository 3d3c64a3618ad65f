"""Messages while one of the two is away: notes held for the return, one hello for the night, the
one call that passes the quiet (“I need you”), and an evening of one’s own at home."""
