"""Out and Back: one goes out, comes back, and tells."""

from __future__ import annotations

__version__ = "0.1.0"
