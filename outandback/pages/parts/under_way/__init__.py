"""A recovery or an erasure that is under way."""
