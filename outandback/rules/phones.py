"""Which phone a browser says it runs on, for the steps that differ between them."""

from __future__ import annotations

from enum import StrEnum


class PhoneBrowser(StrEnum):
    IPHONE = "iphone"
    SAMSUNG = "samsung"
    FIREFOX = "firefox"
    ANDROID = "android"


# In this order: on an iPhone every browser adds pages alike, on Android each in its own way.
SIGNS = (
    ("iPhone", PhoneBrowser.IPHONE),
    ("iPad", PhoneBrowser.IPHONE),
    ("SamsungBrowser", PhoneBrowser.SAMSUNG),
)


def phone_of(browser: str) -> PhoneBrowser | None:
    """None where it is no phone, as far as the browser tells."""
    for sign, phone in SIGNS:
        if sign in browser:
            return phone
    if "Android" not in browser:
        return None
    return PhoneBrowser.FIREFOX if "Firefox" in browser else PhoneBrowser.ANDROID
