"""The guarded client: the one way to whatever address somebody typed.

https, at a public address, or at one of the home network that whoever runs the server allows by
name. Each name is looked up once, and what it resolved to is what is connected to. Where an answer
leads on, the next address is looked at as if it had been typed. No cookie, no proxy, no packed
answer, ten seconds and 5 MiB in all.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from .errors import Refused, Rule
from .lines import Sending, Target, heard
from .places import is_of_a_home, is_public
from .targets import is_of_the_lan, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from .answers import Heard

SECONDS = 10.0
LARGEST_ANSWER = 5 * 1024 * 1024
MOST_REDIRECTS = 5
NAMED = "calendar-reader"
ONWARD = {301, 302, 303, 307, 308}
# What changes nothing over there may be asked again elsewhere.
REPEATED = {"GET", "OPTIONS", "PROPFIND", "REPORT"}
OWN_HEADERS = {"authorization", "cookie", "host", "user-agent", "accept-encoding"}


@dataclass(frozen=True)
class SignIn:
    """A name and a password for one origin."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def header(self) -> str:
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()


@dataclass(frozen=True)
class WebRequest:
    url: str = field(repr=False)
    method: str = "GET"
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    sign_in: SignIn | None = None


@dataclass(frozen=True)
class WebAnswer:
    """`url` is where it came from in the end; the names of headers are in lower case."""

    url: str = field(repr=False)
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def fetch(
    request: WebRequest,
    allowed_lan: Collection[str] = (),
    seconds: float | None = None,
    most: int = LARGEST_ANSWER,
) -> WebAnswer:
    """The answer, whatever its status. Raises Refused, Unreachable, TooLarge."""
    until = monotonic() + (SECONDS if seconds is None else seconds)
    target = target_of(request.url, allowed_lan)
    for _ in range(MOST_REDIRECTS + 1):
        sending = Sending(request.method, request.body, _headers(request))
        left = until - monotonic()
        with heard(target, sending, _fits(target, allowed_lan), left) as answer:
            if not _leads_on(answer):
                return _read(target, answer, most)
            status, place = answer.status, answer.headers["location"]
        request, target = _next(request, target, status, place, allowed_lan)
    raise Refused(Rule.TOO_MANY)


def _headers(request: WebRequest) -> dict[str, str]:
    given = {
        name: value for name, value in request.headers.items() if name.lower() not in OWN_HEADERS
    }
    given["User-Agent"] = NAMED
    if request.sign_in is not None:
        given["Authorization"] = request.sign_in.header
    return given


def _fits(target: Target, allowed_lan: Collection[str]) -> Callable[[str], bool]:
    """Without TLS a word stays at home; with it a name of the home may have moved out."""
    if not is_of_the_lan(target, allowed_lan):
        return is_public
    if target.scheme == "http":
        return is_of_a_home
    return lambda address: is_of_a_home(address) or is_public(address)


def _leads_on(answer: Heard) -> bool:
    return answer.status in ONWARD and bool(answer.headers.get("location"))


def _read(target: Target, answer: Heard, most: int) -> WebAnswer:
    if answer.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Refused(Rule.ENCODED)
    return WebAnswer(target.url, answer.status, answer.headers, answer.read_all(most))


def _next(
    request: WebRequest, target: Target, status: int, place: str, allowed_lan: Collection[str]
) -> tuple[WebRequest, Target]:
    """Where it leads on, looked at anew. Raises Refused."""
    try:
        onward = target_of(urljoin(target.url, place), allowed_lan)
    except ValueError:
        raise Refused(Rule.REDIRECT) from None
    _check_step(request, target, onward, allowed_lan)
    if status == 303:
        request = replace(request, method="GET", body=b"", headers={})
    if onward.origin != target.origin:
        request = replace(request, sign_in=None)
    return request, onward


def _check_step(
    request: WebRequest, target: Target, onward: Target, allowed_lan: Collection[str]
) -> None:
    """Nothing leads from TLS to none, from outside into the house, or a change anywhere else."""
    bared = target.scheme == "https" and onward.scheme == "http"
    led_in = is_of_the_lan(onward, allowed_lan) and not is_of_the_lan(target, allowed_lan)
    if bared or led_in or request.method not in REPEATED:
        raise Refused(Rule.REDIRECT)
