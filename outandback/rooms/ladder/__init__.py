"""Graded steps for the one who could never leave: small leaves, one step at a time, from where they
are.

Stopped at any time, and nothing is counted.
"""
