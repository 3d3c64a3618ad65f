"""Graded steps: small leaves for the one who could never leave."""
