"""Whom a push service could ask about what this server sends (RFC 8292, section 2.1).

Apple's refuses whoever gives an address that nobody outside could reach.
"""

from __future__ import annotations

import ipaddress

AT_HOME = {
    "localhost",
    "local",
    "lan",
    "home",
    "internal",
    "intranet",
    "private",
    "corp",
    "arpa",
    "test",
    "example",
    "invalid",
    "onion",
}


def is_known_outside(name: str) -> bool:
    """A name that the whole internet could look up, as far as it shows."""
    bare = name.strip("[]").rstrip(".").lower()
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        head, dot, last = bare.rpartition(".")
        return bool(dot and head and last) and last not in AT_HOME
    return False


def contact_of(mail: str, origin: str) -> str:
    """A mail address that can be written to, else the server's own; nothing where there is neither.

    `origin` as browsers name it, such as https://your.name:8443.
    """
    before, at, domain = mail.rpartition("@")
    if before and at and is_known_outside(domain):
        return f"mailto:{mail}"
    scheme, _, rest = origin.partition("://")
    name = rest if rest.endswith("]") else rest.rpartition(":")[0] or rest
    return origin if scheme == "https" and is_known_outside(name) else ""
