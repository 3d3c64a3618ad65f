"""Prompt where keys are closed: open them here, or go to where they are opened."""
