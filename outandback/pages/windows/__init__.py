"""Offered windows, and hours side by side."""
