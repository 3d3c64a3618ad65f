from __future__ import annotations

import errno
import fcntl
import logging
import os
import socket
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import get_finders
from django.core.cache.backends.locmem import LocMemCache
from django.db import DatabaseError
from django.test import Client

from outandback import cli, sqlite
from outandback.front import (
    addresses,
    checks,
    data_folder,
    demo_folder,
    environment,
    log,
    preparing,
)
from outandback.front.refusal import Refusal, WrongSetting
from outandback.net.targets import is_of_the_lan, target_of
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from tests.builders.leaves import make_heads_up, make_leave
from tests.fixtures import Keys

BESIDE_THE_CLOCKS = (
    "outandback.front.preparing.calibrate",
    "django.core.management.call_command",
    "outandback.rooms.help.actions.lay_out_example",
)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLOUR", "COLOUR_FILE", "DATABASE_URL", "DATABASE_URL_FILE"):
        monkeypatch.delenv(f"OUTANDBACK_{name}", raising=False)


def test_a_setting_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "colour").write_text("blue\n")
    monkeypatch.setenv("OUTANDBACK_COLOUR_FILE", str(tmp_path / "colour"))
    assert environment.env_text("COLOUR") == "blue"


def test_a_setting_in_a_missing_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR_FILE", str(tmp_path / "nothing"))
    with pytest.raises(WrongSetting, match="can't be read"):
        environment.env_text("COLOUR")


@pytest.mark.parametrize(
    ("text", "meant"), [("on", True), ("Yes", True), ("0", False), ("", False)]
)
def test_a_flag_is_on_or_off(monkeypatch: pytest.MonkeyPatch, text: str, meant: bool) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", text)
    assert environment.env_flag("COLOUR") is meant


@pytest.mark.parametrize("text", ["maybe", "ja", "-1"])
def test_a_flag_is_nothing_else(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", text)
    with pytest.raises(WrongSetting, match="on or off"):
        environment.env_flag("COLOUR")


@pytest.mark.parametrize("text", ["0", "11", "many", "3.5", "-3"])
def test_a_number_keeps_to_its_bounds(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", text)
    with pytest.raises(WrongSetting, match="from 1 to 10"):
        environment.env_number("COLOUR", 5, 1, 10)


def test_a_number_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", "7")
    assert environment.env_number("COLOUR", 5, 1, 10) == 7


def test_a_choice_is_one_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.env_choice("COLOUR", "red", ("red", "blue")) == "red"
    monkeypatch.setenv("OUTANDBACK_COLOUR", "green")
    with pytest.raises(WrongSetting, match="red or blue"):
        environment.env_choice("COLOUR", "red", ("red", "blue"))


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("", set()),
        (" nas.lan , NAS.lan:5232,", {"nas.lan", "nas.lan:5232"}),
        ("192.168.1.20:5232,[FD00:0::9]:80,[::1]", {"192.168.1.20:5232", "[fd00::9]:80", "[::1]"}),
        ("müller.lan", {"xn--mller-kva.lan"}),
    ],
)
def test_hosts_are_read_as_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, text: str, hosts: set[str]
) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", text)
    assert environment.env_hosts("COLOUR") == hosts
    for host in hosts:
        assert is_of_the_lan(target_of(f"http://{host}/", hosts), hosts)


@pytest.mark.parametrize(
    "text",
    [
        "http://nas.lan", "nas.lan/dav", "ana@nas.lan", "nas.lan:0", "nas.lan:port", "*.lan", "*",
        "192.168.0.0/16", "fd00::9", "nas lan", "nas.lan:70000", "nas.lan;other.lan", ":5232",
    ],
)  # fmt: skip
def test_what_is_no_host_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", f"fine.lan,{text}")
    with pytest.raises(WrongSetting, match="host or host:port"):
        environment.env_hosts("COLOUR")


@pytest.mark.parametrize("text", ["mysql://a/b", "postgres://a:port/b", "words", "postgres://[x"])
def test_a_wrong_address_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("OUTANDBACK_COLOUR", text)
    with pytest.raises(WrongSetting) as refused:
        environment.env_url("COLOUR", "postgres", "postgresql")
    assert text not in str(refused.value)


def test_an_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.env_url("COLOUR", "postgres") is None
    monkeypatch.setenv("OUTANDBACK_COLOUR", "postgres://ana:word@db:5433/ours")
    url = environment.env_url("COLOUR", "postgres")
    assert url
    assert (url.username, url.port, url.path) == ("ana", 5433, "/ours")


def test_a_key_is_32_bytes(tmp_path: Path) -> None:
    (tmp_path / "whole").write_bytes(bytes(32))
    (tmp_path / "half").write_bytes(bytes(16))
    assert environment.env_key("COLOUR", tmp_path / "whole") == bytes(32)
    for file, why in (("half", "32 bytes"), ("none", "outandback run")):
        with pytest.raises(WrongSetting, match=why):
            environment.env_key("COLOUR", tmp_path / file)


@pytest.mark.parametrize("text", ["", "00", "zz" * 32])
def test_a_key_in_a_setting_is_hexadecimal(text: str) -> None:
    with pytest.raises(WrongSetting, match="64 hexadecimal digits"):
        environment.key_from("COLOUR", text)


def test_a_setting_that_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTANDBACK_PROT", "9000")
    with pytest.raises(WrongSetting, match="OUTANDBACK_PROT"):
        environment.refuse_strangers()


def test_a_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = data_folder.open_folder(tmp_path / "new" / "folder")
    assert folder.stat().st_mode & 0o777 == 0o700
    for name in data_folder.KEYS:
        assert (folder / name).stat().st_mode & 0o777 == 0o600
        assert (folder / name).stat().st_size == 32
    assert {entry.name for entry in folder.iterdir()} == {".keys", *data_folder.KEYS}


def test_keys_are_made_once(tmp_path: Path) -> None:
    keys = [(data_folder.open_folder(tmp_path) / "server_key").read_bytes() for _ in range(2)]
    assert keys[0] == keys[1]


def test_of_two_first_starts_one_makes_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as starts:
        for _ in range(8):
            starts.submit(data_folder.open_folder, tmp_path)
    kept = (tmp_path / "server_key").read_bytes()
    data_folder.make_key(tmp_path / "server_key")
    assert (tmp_path / "server_key").read_bytes() == kept
    assert not list(tmp_path.glob(".*_key*"))


@pytest.mark.parametrize("refusal", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK])
def test_a_disk_without_links_is_as_good(
    refusal: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(refusal, os.strerror(refusal))

    for name in ("link", "symlink"):
        monkeypatch.setattr(os, name, refused)
    data_folder.open_folder(tmp_path)
    assert all((tmp_path / name).stat().st_size == 32 for name in data_folder.KEYS)


@pytest.mark.parametrize("refusal", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_disk_without_locks_is_refused_for_what_it_is(
    refusal: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(refusal, os.strerror(refusal))

    data_folder.open_folder(tmp_path)
    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(Refusal, match="can't lock files"):
        data_folder.hold(tmp_path)
    with pytest.raises(Refusal, match="can't lock files"):
        data_folder.open_folder(tmp_path / "new")


def test_whoever_has_no_home_names_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: object) -> None:
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME", "OUTANDBACK_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(Refusal, match="--data"):
        data_folder.default_folder()
    assert data_folder.owner_of(Path("/")) == "user 0"


def test_what_a_disk_refuses_is_one_sentence() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/ours/static")
    assert cli.what_failed(full) == "/ours/static can't be used: no space left on device."
    assert cli.what_failed(OSError("Odd")) == "It can't go on: odd."


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(Refusal, match="nothing can be kept there"):
            data_folder.open_folder(place)


def test_one_folder_is_served_once(tmp_path: Path) -> None:
    held = data_folder.hold(tmp_path)
    with pytest.raises(Refusal, match="already using"):
        data_folder.hold(tmp_path)
    assert held > 0


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} is already in use"):
            checks.bound("127.0.0.1", port).close()
    checks.bound("127.0.0.1", port).close()


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(Refusal, match="not an address of this machine"):
        checks.bound("192.0.2.77", 8400)


def test_tls_needs_both_files_and_they_must_fit(tmp_path: Path) -> None:
    words = tmp_path / "words.pem"
    words.write_text("words")
    checks.tls_fits(None, None)
    with pytest.raises(Refusal, match="both"):
        checks.tls_fits(words, None)
    with pytest.raises(Refusal, match="isn't there"):
        checks.tls_fits(words, tmp_path / "none.pem")
    with pytest.raises(Refusal, match="not a certificate and its key"):
        checks.tls_fits(words, words)


def test_an_old_or_single_threaded_sqlite_is_refused() -> None:
    old = SimpleNamespace(sqlite_version="3.20.0", sqlite_version_info=(3, 20, 0), threadsafety=3)
    lone = SimpleNamespace(sqlite_version="3.53.0", sqlite_version_info=(3, 53, 0), threadsafety=0)
    assert "too old" in sqlite.why_unusable(old)  # type: ignore[arg-type]
    assert "thread safety" in sqlite.why_unusable(lone)  # type: ignore[arg-type]
    assert sqlite.why_unusable(sqlite3) == ""


def test_the_log_is_written_ahead_only_where_its_reset_is_mended() -> None:
    old = SimpleNamespace(sqlite_version_info=(3, 51, 2))
    new = SimpleNamespace(sqlite_version_info=(3, 51, 3))
    assert "TRUNCATE" in sqlite.opening(old)  # type: ignore[arg-type]
    assert "synchronous=EXTRA" in sqlite.opening(old)  # type: ignore[arg-type]
    assert "journal_mode=WAL" in sqlite.opening(new)  # type: ignore[arg-type]
    assert "synchronous=FULL" in sqlite.opening(new)  # type: ignore[arg-type]
    for library in (old, new):
        assert "secure_delete=ON" in sqlite.opening(library)  # type: ignore[arg-type]


def test_own_addresses_leave_out_the_loopback() -> None:
    assert not [name for name in addresses.own_addresses() if name.startswith("127.")]
    assert socket.gethostname().lower() in addresses.own_names()


def logged(**facts: object) -> str:
    record = logging.LogRecord("outandback.web", 20, "x.py", 7, "/leaves/%s", ("secret",), None)
    record.__dict__.update(facts)
    return log.AllowList().format(record)


def test_a_log_line_holds_what_is_allowed_and_no_message() -> None:
    line = logged(method="GET", route="today", status=200, ms=3, path="/leaves/secret")
    assert line == "info outandback.web method=GET route=today status=200 ms=3"


def test_an_error_is_logged_by_kind_and_place_only() -> None:
    try:
        raise ValueError("secret words")
    except ValueError:
        line = logged(exc_info=sys.exc_info())
    assert "ValueError" in line
    assert "secret" not in line


def test_looking_for_help_leaves_no_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "outandback.web")
    for route in ("help", "help-find", "help:find", "exit"):
        asked = SimpleNamespace(method="GET", resolver_match=SimpleNamespace(view_name=route))
        log.note(asked, 200, 1)  # type: ignore[arg-type]
    assert caplog.records == []


@pytest.mark.django_db
def test_it_says_that_it_is_well() -> None:
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_says_when_it_cannot_write(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(LocMemCache, "set", broken)
    assert Client().get("/healthz").status_code == 503
    monkeypatch.setattr(LocMemCache, "set", lambda *_: None)
    assert Client().get("/healthz").status_code == 503


def test_a_folder_is_prepared_until_something_changes(tmp_path: Path) -> None:
    assert not preparing.is_prepared(tmp_path)
    (tmp_path / "db.sqlite3").touch()
    (tmp_path / "prepared").write_text(preparing.mark_of(tmp_path))
    assert preparing.is_prepared(tmp_path)
    (tmp_path / "copy").touch()
    (tmp_path / "copy").replace(tmp_path / "db.sqlite3")
    assert not preparing.is_prepared(tmp_path)


def test_every_migration_and_every_static_file_is_prepared_for() -> None:
    ours = [one for one in apps.get_app_configs() if one.name.startswith("outandback.")]
    migrations = {file for one in ours for file in Path(one.path, "migrations").glob("*.py")}
    found = [one for finder in get_finders() for one in finder.list([])]
    files = {Path(storage.path(name)) for name, storage in found}
    files = {file for file in files if file.is_relative_to(preparing.PACKAGE)}
    assert len(migrations) > 30 and len(files) > 30
    assert migrations | files <= set(preparing.watched())


@pytest.mark.parametrize("zones", ["package", "machine"])
def test_new_time_zones_are_prepared_for(
    zones: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(preparing, "TZPATH", (str(tmp_path),))
    before = preparing.mark_of(tmp_path / "data")
    assert preparing.mark_of(tmp_path / "data") == before
    if zones == "package":
        monkeypatch.setattr("tzdata.IANA_VERSION", "2031a")
    else:
        (tmp_path / "tzdata.zi").write_text("# version 2031a")
    assert preparing.mark_of(tmp_path / "data") != before


def test_preparing_keeps_the_promised_clock_times(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ana: Person, keys: Keys, at: datetime
) -> None:
    """As after a country has moved its clocks: what both agreed on is the time on the wall."""
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    agreed = (leave.out_at, leave.back_at)
    for model in (Leave, HeadsUp):
        model._default_manager.update(out_at=at, back_at=at)
    for rest in BESIDE_THE_CLOCKS:
        monkeypatch.setattr(rest, lambda *_, **__: None)
    preparing.prepare(tmp_path)
    kept = Leave.objects.get()
    assert (kept.out_at, kept.back_at) == agreed
    assert (kept.heads_up.out_at, kept.heads_up.back_at) == agreed


def test_a_demo_never_touches_a_folder_that_holds_something(tmp_path: Path) -> None:
    demo_folder.refuse_real_data(tmp_path / "new")
    demo_folder.refuse_real_data(tmp_path)
    (tmp_path / "db.sqlite3").touch()
    with pytest.raises(Refusal, match="a folder of its own"):
        demo_folder.refuse_real_data(tmp_path)
    (tmp_path / demo_folder.MARK).touch()
    demo_folder.refuse_real_data(tmp_path)


def test_a_demo_keeps_off_a_server_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OUTANDBACK_DATABASE_URL", "postgres://db/ours")
    with pytest.raises(Refusal, match="DATABASE_URL"):
        demo_folder.refuse_real_data(tmp_path)


def test_a_demo_begins_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo_folder.begin_anew(folder)
    (folder / "db.sqlite3-wal").touch()
    demo_folder.begin_anew(folder)
    assert not (folder / "db.sqlite3-wal").exists()
    assert (folder / demo_folder.MARK).exists()


def test_a_demo_ends_with_the_command_that_serves_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MAKELEVEL", raising=False)
    options: dict[str, object] = {"host": None, "port": 9000}
    asked = f"--data {tmp_path} --port 9000"
    assert demo_folder.how_to_serve(tmp_path, options) == f"outandback run {asked}"
    monkeypatch.setenv("MAKELEVEL", "1")
    assert demo_folder.how_to_serve(tmp_path, options) == f'make run ARGS="{asked}"'
