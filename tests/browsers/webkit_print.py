"""webkit_print.py ADDRESS FILE: a page as WebKit prints it, with cookies as JSON on standard input.
For the system's own Python, which knows GTK."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

# GTK belongs to the system's Python, so the types of this project's own know nothing of it.
import gi  # type: ignore[import-not-found]

# What is imported from it depends on the versions that are asked for first.
gi.require_versions({"Gtk": "3.0", "Soup": "3.0", "WebKit2": "4.1"})
from gi.repository import Gtk, Soup, WebKit2  # type: ignore[import-not-found]  # noqa: E402


class Printing:
    """A page, asked for with the given cookies, on its way to a PDF."""

    def __init__(self, address: str, file: Path, cookies: list[dict[str, str]]) -> None:
        self.address, self.file, self.cookies, self.wrong = address, file, cookies, ""
        context = WebKit2.WebContext.new_ephemeral()
        self.keeper = context.get_website_data_manager().get_cookie_manager()
        self.view = WebKit2.WebView.new_with_context(context)
        self.view.connect("load-changed", self.changed)
        self.view.connect("load-failed", lambda *given: self.end(given[-1].message))
        self.begin()

    def begin(self) -> None:
        if self.cookies:
            one, host = self.cookies.pop(), urlsplit(self.address).hostname
            cookie = Soup.Cookie.new(one["name"], one["value"], host, "/", -1)
            self.keeper.add_cookie(cookie, None, lambda *_given: self.begin())
        else:
            self.view.load_uri(self.address)

    def changed(self, _view: WebKit2.WebView, event: WebKit2.LoadEvent) -> None:
        if event != WebKit2.LoadEvent.FINISHED:
            return
        if self.view.get_uri() != self.address:
            return self.end(f"led to {self.view.get_uri()}")
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")  # its name in the locale C
        settings.set("output-file-format", "pdf")
        settings.set("output-uri", self.file.as_uri())
        self.operation = WebKit2.PrintOperation.new(self.view)
        self.operation.set_print_settings(settings)
        self.operation.connect("finished", lambda _given: self.end())
        self.operation.connect("failed", lambda *given: self.end(given[-1].message))
        self.operation.print_()

    def end(self, wrong: str = "") -> None:
        self.wrong = self.wrong or wrong
        Gtk.main_quit()


printing = Printing(sys.argv[1], Path(sys.argv[2]), json.load(sys.stdin))
Gtk.main()
sys.exit(printing.wrong or None)
