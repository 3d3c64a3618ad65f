"""Onboarding: what a leave is, the second of two first steps, and what comes later, when it is of
use: recovery sheet, what comes with going, who runs this server."""
