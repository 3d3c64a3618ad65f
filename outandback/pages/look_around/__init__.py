"""Look around: fixed pages of a made-up couple, for whoever has no account."""
