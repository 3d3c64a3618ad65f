"""Returns, check-ins and tellings: the return is recorded before anything is asked; then how it
was, what comes in through the door with someone and what stays theirs; what one tells and what the
other says to it."""
