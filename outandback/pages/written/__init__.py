"""Own leaves in a calendar of an account: connecting one, what is wrong with it, taking it away."""
