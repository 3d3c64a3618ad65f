"""Account settings and data rights: who can read what, opening your words, the recovery sheet, the
passphrase, taking everything with you, joining a pair and leaving it, and erasing the account."""
