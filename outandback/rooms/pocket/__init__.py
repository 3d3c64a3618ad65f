"""Offline storage and sync: what a phone carries while there is no network, sealed moments and what
its person did.

Everything in it is ciphertext: words are sealed to their writer, commands to the server. Once there
is a network they are sent, each once however often it is tried.
"""
