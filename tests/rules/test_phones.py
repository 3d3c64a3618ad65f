"""Which phone a browser says it runs on."""

from __future__ import annotations

import pytest

from outandback.rules.phones import PhoneBrowser, phone_of

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("browser", "phone"),
    [
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1",
            "iphone",
        ),
        (f"{MOZILLA} (iPad; CPU OS 17_0 like Mac OS X) CriOS/126.0 Safari/604.1", "iphone"),
        (f"{MOZILLA} (Linux; Android 14; SM-S911B) SamsungBrowser/25.0 Chrome/121.0", "samsung"),
        (f"{MOZILLA} (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "firefox"),
        (f"{MOZILLA} (Linux; Android 10; K) Chrome/126.0.0.0 Mobile Safari/537.36", "android"),
        (f"{MOZILLA} (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", None),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", None),
        ("", None),
    ],
)
def test_a_phone_is_known_by_its_browser(browser: str, phone: str | None) -> None:
    assert phone_of(browser) == (PhoneBrowser(phone) if phone else None)
