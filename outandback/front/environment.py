"""Settings come from the environment; one that makes no sense stops the start with one sentence."""

from __future__ import annotations

import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from outandback.front.origins import written_name
from outandback.front.refusal import WrongSetting

ON, OFF = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


# Read by the command line, before there are settings.
AT_THE_DOOR = {"PORT", "TLS_KEY", "WORKERS"}
asked: set[str] = set(AT_THE_DOOR)


def env_text(name: str, default: str = "") -> str:
    asked.add(name)
    key = f"OUTANDBACK_{name}"
    if path := os.environ.get(f"{key}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise WrongSetting(f"{key}_FILE names {path}, which can't be read.") from None
    return os.environ.get(key, default).strip()


def env_flag(name: str, *, default: bool = False) -> bool:
    text = env_text(name, "on" if default else "off").lower()
    if text not in ON | OFF:
        raise WrongSetting(f"OUTANDBACK_{name} is “{text}”; it may be on or off.")
    return text in ON


def env_number(name: str, default: int, least: int, most: int) -> int:
    text = env_text(name, str(default))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise WrongSetting(f"OUTANDBACK_{name} is “{text}”; it must be from {least} to {most}.")
    return int(text)


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    text = env_text(name, default)
    if text not in choices:
        raise WrongSetting(f"OUTANDBACK_{name} is “{text}”; it may be {' or '.join(choices)}.")
    return text


def env_url(name: str, *schemes: str) -> SplitResult | None:
    """The address in a setting; its text is never repeated, for it may hold a password."""
    text = env_text(name)
    if not text:
        return None
    try:
        url = urlsplit(text)
        fits = url.scheme in schemes and (url.port or 1) > 0
    except ValueError:
        fits = False
    if not fits:
        raise WrongSetting(f"OUTANDBACK_{name} must begin with {'://, or '.join(schemes)}://.")
    return url


def env_hosts(name: str) -> frozenset[str]:
    """Hosts with commas between them, each as host or host:port, as the net's guard writes them."""
    found = set()
    for text in filter(None, map(str.strip, env_text(name).split(","))):
        try:
            host, colon, port = _host_and_port(text)
            found.add(written_name(host) + colon + port)
        except ValueError:
            raise WrongSetting(
                f"OUTANDBACK_{name} has “{text}”; it must be a host or host:port: nas.lan:5232."
            ) from None
    return frozenset(found)


def _host_and_port(text: str) -> tuple[str, str, str]:
    split = urlsplit(f"//{text}")
    if split.netloc != text or "@" in text or split.port == 0:
        raise ValueError(text)
    port = "" if split.port is None else str(split.port)
    return split.hostname or "", ":" if port else "", port


def env_sender(name: str, default: str) -> str:
    """Who mail comes from: an address, with or without a name before it."""
    text = env_text(name, default)
    before, at, domain = parseaddr(text)[1].rpartition("@")
    if not (before and at and domain) or any(sign in text for sign in "\r\n"):
        raise WrongSetting(
            f"OUTANDBACK_{name} must hold a mail address, such as Out and Back <us@your.name>."
        )
    return text


def env_key(name: str, file: Path) -> bytes:
    """32 secret bytes: hexadecimal in a setting, or the file in the data folder."""
    if text := env_text(name):
        return key_from(name, text)
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        raise WrongSetting(f"{file} isn't there: start with “outandback run”.") from None
    except OSError as error:
        raise WrongSetting(f"{file} can't be read: {(error.strerror or '').lower()}.") from None
    if len(key) != 32:
        raise WrongSetting(f"{file} is not a key of 32 bytes: put the right one back.")
    return key


def key_from(name: str, text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise WrongSetting(f"OUTANDBACK_{name} must be 64 hexadecimal digits.")
    return key


def refuse_strangers() -> None:
    """A setting that nobody asks for is a slip of the keys, and would be missed in silence."""
    given = {name for name in os.environ if name.startswith("OUTANDBACK_")}
    known = {f"OUTANDBACK_{name}" for name in asked}
    if strangers := sorted(given - known - {f"{name}_FILE" for name in known}):
        raise WrongSetting(f"There is no setting called {strangers[0]}.")
