"""Accounts, sessions and pairs: who has an account, how they sign in, and how two of them become a
pair and part again.

Two doors stand between a person and their words: signing in opens what is shared, the passphrase
opens the private room. Joining takes both, each on their own; leaving takes one.
"""
