"""The icons: our own, on a grid of 24, drawn where possible as one line that does not lift."""

from __future__ import annotations

from functools import lru_cache

# In this order: the tabs, the frame, what is caught, signs, the five cares, the rest.
ICONS = {
    "today": (
        '<path d="M3 17h18M7.5 17a4.5 4.5 0 0 1 9 0M12 6v2.5M4.9 9.9l1.7 1.7M19.1 9.9l-1.7 1.7"/>'
    ),
    "story": (
        '<path d="M8 2c0 6 3 10.5 8 10.5a3 3 0 0 0 0-6C11 6.5 8 12 8 22"/><path d="M8 2v20"'
        ' opacity=".35"/>'
    ),
    "leave": '<path d="M2 18c8 0 15-4 15-9a5 5 0 0 0-10 0c0 5 7 9 15 9"/>',
    "loop": (
        '<path d="M3 18c5 0 6-9 11-9 3 0 4 2 7 2"/><circle cx="6" cy="12" r="1.2"/><circle'
        ' cx="11.5" cy="6" r="1.2"/><circle cx="18" cy="6.5" r="1.2"/>'
    ),
    "mine": (
        '<path d="M6 3.5h10.5A1.5 1.5 0 0 1 18 5v14a1.5 1.5 0 0 1-1.5 1.5H6zM9.5 3.5v17M12.5'
        ' 8.5H15"/>'
    ),
    "settings": (
        '<path d="M4 8h7M17 8h3M4 16h3M13 16h7"/><circle cx="14" cy="8" r="2.75"/><circle'
        ' cx="10" cy="16" r="2.75"/>'
    ),
    "exit": '<path d="M10 4H5v16h5M14.5 8l4 4-4 4M18 12H9.5"/>',
    "seal": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "note": '<path d="M5 4.5h14V15l-4.5 4.5H5zM14.5 19.5V15H19M8.5 9h7M8.5 12.5h4"/>',
    "insight": (
        '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6S18 18 12 18s-9.5-6-9.5-6z"/><circle cx="12"'
        ' cy="12" r="2.5"/>'
    ),
    "question": (
        '<path d="M8.2 8.7a3.8 3.8 0 1 1 5.6 3.4c-1.2.6-1.8 1.4-1.8 2.7"/><path d="M12'
        ' 18.6v.1" stroke-width="2.6"/>'
    ),
    "aha": (
        '<path d="M12 3v4.5M12 16.5V21M3 12h4.5M16.5 12H21M5.6 5.6l2.8 2.8M15.6 15.6l2.8 2.8'
        'M18.4 5.6l-2.8 2.8M8.4 15.6l-2.8 2.8"/>'
    ),
    "sense": '<path d="M3 9c3-3 6 3 9 0s6 3 9 0M3 15.5c3-3 6 3 9 0s6 3 9 0"/>',
    "surprise": '<path d="M4 20V10h9M10 7l3 3-3 3"/><circle cx="18.5" cy="10" r="1.8"/>',
    "visit": (
        '<path d="M12 3v18M9 21h6M12 5.5h6l2.2 2.4-2.2 2.4h-6M12 12H6.2L4 14.4l2.2 2.4H12"/>'
    ),
    "eat": (
        '<path d="M4.5 10h12v4.5a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM16.5 11.5h1.3a2.4 2.4 0 0 1 0'
        ' 4.8h-1.6M8.5 7c0-1.2 1-1.3 1-2.8M12.5 7c0-1.2 1-1.3 1-2.8"/>'
    ),
    "witness": '<path d="M3 19.5h18M3 9c3.6-4.4 7.4-3.4 9 2.5 1.6-5.9 5.4-6.9 9-2.5"/>',
    "photo": (
        '<path d="M3.5 5.5h17v13h-17zM3.5 16c3.5-5 6-5 8.5-1.5 2-2.5 4.5-2.5 8.5 1"/><circle'
        ' cx="15.8" cy="9.3" r="1.6"/>'
    ),
    "voice": (
        '<path d="M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0'
        ' 13 0M12 17.5V21"/>'
    ),
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.2 2"/>',
    "need": '<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 2H5zM10 21h4"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "offline": (
        '<path d="M7.5 18.5h9a4 4 0 0 0 2.6-7A6.5 6.5 0 0 0 9.6 7M6.6 9.4A4.6 4.6 0 0 0 7.5'
        ' 18.5M4 4l16 16"/>'
    ),
    "moon": '<path d="M19.5 14.2A8 8 0 1 1 9.8 4.5a6.5 6.5 0 0 0 9.7 9.7z"/>',
    "company": (
        '<circle cx="8.5" cy="8.5" r="3"/><circle cx="16.5" cy="9.5" r="2.4"/><path d="M3'
        ' 19c.4-3.6 2.5-5.5 5.5-5.5S13.6 15.4 14 19M15.5 14.5c3 0 4.9 1.5 5.5 4.5"/>'
    ),
    "distance": (
        '<circle cx="5" cy="18.5" r="2"/><circle cx="19" cy="5.5" r="2"/><path d="M7.5 18.5'
        'H12c4.5 0 1-10.5 4.5-13" stroke-dasharray=".1 3.3"/>'
    ),
    "intention": '<circle cx="12" cy="12" r="8.5"/><path d="M15.5 8.5l-2 5-5 2 2-5z"/>',
    "meaning": '<path d="M5.5 18.5C4.5 10 9.5 5 19 5c0 9.5-5 14.5-13.5 13.5zM4 20l8.5-8.5"/>',
    "gift": (
        '<path d="M4.5 10h15v10h-15zM12 10v10M12 10c-4.2 0-6.2-2-5.2-4.2s4.2-1 5.2 4.2c1-5.2'
        ' 4.2-6.4 5.2-4.2S16.2 10 12 10z"/>'
    ),
    "help": (
        '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.5"/><path d="M6 6l3.5'
        ' 3.5M14.5 14.5L18 18M18 6l-3.5 3.5M9.5 14.5L6 18"/>'
    ),
    "out": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14"/>',
    "bin": '<path d="M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13"/>',
    "wave": (
        '<path d="M8 13V6.5a1.4 1.4 0 0 1 2.8 0V11M10.8 10.5V5a1.4 1.4 0 0 1 2.8 0v5.5M13.6'
        " 10.5V6a1.4 1.4 0 0 1 2.8 0v7.5c0 4-2.2 6.5-5.5 6.5-2.6 0-4-1.3-5.6-4.5l-1.7-3.2a1.3"
        ' 1.3 0 0 1 2.2-1.4L8 13.5"/>'
    ),
    "people": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3.5 19.5c.4-4 2.5-6 5.5-6s5.1 2 5.5 6"/>',
    "eye-off": (
        '<path d="M4 4l16 16M9.5 6.3A9 9 0 0 1 12 6c6 0 9.5 6 9.5 6a17 17 0 0 1-3 3.6M6'
        ' 8.2A17 17 0 0 0 2.5 12S6 18 12 18a9 9 0 0 0 3.5-.7"/>'
    ),
    "warn": '<path d="M12 4l9 16H3zM12 10v4.5"/><path d="M12 17.3v.1" stroke-width="2.4"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7"/>',
    "share": '<path d="M4 12h12M11.5 7.5L16 12l-4.5 4.5M20 5v14"/>',
}
MIRRORED = frozenset({"next", "back", "exit", "share"})


@lru_cache(maxsize=256)
def icon(name: str, extra: str = "") -> str:
    """One icon as an SVG string. Arrows turn round where text runs right to left."""
    names = " ".join(filter(None, ("icon", extra, "icon--flip" if name in MIRRORED else "")))
    frame = 'viewBox="0 0 24 24" aria-hidden="true"'
    return f'<svg class="{names}" {frame}>{ICONS[name]}</svg>'
