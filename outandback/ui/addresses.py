"""The one place that knows under which address people reach this server.

Where OUTANDBACK_ORIGIN is set, every absolute address begins with it, whatever a proxy in front
makes of a request. Else it is the address by which a page was asked for; and where there is no
page, or only this machine could follow the link, the one that the program says at its start.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """`path` begins with a slash, as `reverse` answers it."""
    return origin(request) + path


def origin(request: HttpRequest | None = None) -> str:
    if settings.ORIGIN:
        return str(settings.ORIGIN)
    if request is None:
        return str(settings.SITE)
    if settings.ANYWHERE and host_name(request) in settings.LOOPBACK:
        return str(settings.SITE)
    return f"{request.scheme}://{request.get_host()}"


def host(request: HttpRequest | None = None) -> str:
    """The same as somebody would say it: without a scheme."""
    return origin(request).partition("://")[2]


def host_name(request: HttpRequest) -> str:
    """The name in the browser's own line, to which it binds passkeys."""
    return split_domain_port(request.get_host())[0]


def is_here(request: HttpRequest, address: str) -> bool:
    """Whether an address, as a form or a header gave it, leads to a page of this server."""
    own = {request.get_host(), host(request)}
    return url_has_allowed_host_and_scheme(address, own, request.is_secure())


def can_be_got(address: str) -> bool:
    """Whether an address of this house answers a plain look."""
    try:
        view: Any = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    while view is not None:
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list", ("GET",))
        if "GET" not in methods:
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def page_near(request: HttpRequest, address: str) -> str:
    """The address itself where it is a page here; else the nearest page above it."""
    if not is_here(request, address):
        return "/"
    path, query = urlsplit(address).path, urlsplit(address).query
    if can_be_got(path):
        return f"{path}?{query}" if query else path
    while path.count("/") > 2:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if can_be_got(path):
            return path
    return "/"


def at_origin(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Proxies ask by the inner name and without TLS: what they bring was asked of the origin.

    The further names that the host allows stay what they are.
    """
    if not settings.ORIGIN:
        raise MiddlewareNotUsed
    scheme, _, name = settings.ORIGIN.partition("://")

    def asked(request: HttpRequest) -> HttpResponseBase:
        if not validate_host(host_name(request), settings.FURTHER_HOSTS):
            request.META["HTTP_HOST"] = name
        request.META["wsgi.url_scheme"] = scheme
        return get_response(request)

    return asked
