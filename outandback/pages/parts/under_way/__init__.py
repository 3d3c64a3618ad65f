"""Notice of a recovery or an erasure that is under way."""
