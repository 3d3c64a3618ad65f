"""Pieces that several screens show: template, form and context; no address and no view."""
