"""What passes while one of the two is away: notes held for the return, one hello for the night, and the
one line that passes the quiet.
"""
