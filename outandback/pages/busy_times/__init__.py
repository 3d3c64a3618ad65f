"""Settings of the calendars that are brought in: a file, an address, an account; what is shared of
them."""
