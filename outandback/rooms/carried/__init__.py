"""Drafts of forms: what somebody wrote whose session had ended by then, kept for an hour for them
alone, and half-written forms."""
