"""What a host may say about the addresses of this server, and what is refused at the start."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from outandback.front.refusal import WrongSetting

ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104  compared, not bound
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
USUAL_PORTS = {"https": 443, "http": 80}
# What Django lets through as the name in a Host header, and browsers write there.
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def written_name(text: str) -> str:
    """A host name as browsers write it: lower case, ASCII, IPv6 in brackets. Else ValueError."""
    bare = text.removeprefix("[").removesuffix("]")
    if ":" in bare:
        return f"[{ipaddress.IPv6Address(bare).compressed}]"
    name = bare.lower() if bare.isascii() else bare.encode("idna").decode().lower()
    if not NAME.fullmatch(name) or len(name) > 253:
        raise ValueError(text)
    return name


def origin_of(scheme: str, name: str, port: int | None) -> str:
    """As a browser names it: without the port that goes without saying."""
    usual = port is None or port == USUAL_PORTS[scheme]
    return f"{scheme}://{written_name(name)}" + ("" if usual else f":{port}")


def origin(text: str) -> str:
    """OUTANDBACK_ORIGIN as browsers write it."""
    if not text:
        return ""
    try:
        return _origin(urlsplit(text))
    except ValueError:
        raise WrongSetting(
            "OUTANDBACK_ORIGIN must be what people type, without a path: https://your.name."
        ) from None


def _origin(url: SplitResult) -> str:
    more = url.path.strip("/") or url.query or url.fragment or "@" in url.netloc
    if more or url.scheme not in USUAL_PORTS or url.port == 0:
        raise ValueError
    return origin_of(url.scheme, url.hostname or "", url.port)


def name_in(origin: str) -> list[str]:
    return [written_name(name) for name in (urlsplit(origin).hostname,) if name]


def further_hosts(text: str) -> list[str]:
    """OUTANDBACK_ALLOWED_HOSTS: names, or .name for all names below it."""
    return [_further(name) for name in filter(None, map(str.strip, text.split(",")))]


def _further(name: str) -> str:
    dot = "." if name.startswith(".") else ""
    try:
        return dot + written_name(name.removeprefix("."))
    except ValueError:
        raise WrongSetting(
            f"OUTANDBACK_ALLOWED_HOSTS takes names without scheme or port, and “{name}” is none."
        ) from None


def host(text: str) -> str:
    """OUTANDBACK_HOST: a name or address of this machine."""
    try:
        return text if text == "::" else written_name(text).strip("[]")
    except ValueError:
        raise WrongSetting(f"OUTANDBACK_HOST is “{text}”, which is no name or address.") from None


def must_agree(origin: str, *, tls: bool, proxies: str) -> None:
    if proxies not in {"", "0"} and not origin:
        raise WrongSetting(
            "OUTANDBACK_PROXIES needs OUTANDBACK_ORIGIN, the address that people type."
        )
    if tls and origin.startswith("http:"):
        raise WrongSetting("OUTANDBACK_ORIGIN begins with http:// while a TLS certificate is set.")


def proxies_of(origin: str, *, tls: bool) -> int:
    """Whoever serves https without a certificate has one proxy in front, unless they say more."""
    return int(origin.startswith("https:") and not tls)
