"""Prompts on the way out and on the way in: a breath, a ritual."""
