"""Settings, opening the keys, recovery sheet, export, leaving the pair, erasing the account."""
