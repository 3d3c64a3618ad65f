"""Offers of free hours: windows, and the ledger of hours side by side."""
