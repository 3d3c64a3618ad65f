"""What every answer has in common: nothing of a page is left in a cache, and HEAD is like GET."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .languages import BASE, speak


class LanguageMiddleware:
    """Every answer begins in English, whoever the thread before it answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        speak(BASE)
        return self.get_response(request)


class HeadMiddleware:
    """HEAD answers like GET on every page, whatever its view names; a server sends no body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        return response


def asks_for_head(request: HttpRequest) -> bool:
    """Whether nobody reads the page: inside, a HEAD is called GET. Such a request marks nothing."""
    return str(request.META["REQUEST_METHOD"]) == "HEAD"


class NoStoreMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class PermissionsMiddleware:
    """No page asks a phone where it is, or looks, and none of another's listens; browsers are told
    so beforehand. The microphone is for a voice note that its person begins and ends.
    """

    never = "geolocation=(), camera=(), microphone=(self), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = self.never
        return response
