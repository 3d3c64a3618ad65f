"""Onboarding, the first steps: name, recovery sheet, what comes with going, who runs this
server."""
