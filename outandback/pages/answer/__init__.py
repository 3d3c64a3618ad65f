"""Reply form to a heads-up, as the one at home reads it."""
