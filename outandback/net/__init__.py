"""Connections to other machines: the one guarded client for whatever address somebody typed."""
