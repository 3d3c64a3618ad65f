"""Account settings and data rights: who can read what, opening your words, the recovery sheet, the
passphrase, taking everything with you, leaving the pair, and erasing the account."""
