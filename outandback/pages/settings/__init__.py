"""Account settings: opening the keys, recovery sheet, passphrase, export, leaving the pair, erasing
the account."""
