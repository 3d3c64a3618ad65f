"""The commands, as typed at home: `outandback run`, `worker`, `demo`, `invite`, `reset`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from outandback import __version__
from outandback.front import data_folder, demo_folder
from outandback.front.environment import env_text
from outandback.front.refusal import Refusal

A_FILE = click.Path(path_type=Path)


def whole(folder: Path | None) -> Path:
    text = env_text("DATA")
    chosen = folder or (Path(text) if text else data_folder.default_folder())
    return data_folder.at_home(chosen)


def setting(name: str, usual: str | None = None) -> dict[str, Any]:
    """An option that is OUTANDBACK_NAME where it isn't given, or stands in a file named there."""
    shown = usual if usual is not None else False
    return {"default": lambda: env_text(name) or usual, "show_default": shown}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="outandback")
def commands() -> None:
    """For two people: one goes out, comes back, and tells."""


@commands.command()
@click.option("--data", type=A_FILE, help="The data folder.  [default: ~/.local/share/outandback]")
@click.option("--host", **setting("HOST", "127.0.0.1"))
@click.option("--port", **setting("PORT", "8400"), type=click.IntRange(1, 65535))
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--tls-cert", **setting("TLS_CERT"), type=A_FILE)
@click.option("--tls-key", **setting("TLS_KEY"), type=A_FILE)
@click.option("--workers", **setting("WORKERS", "2"), type=click.IntRange(1, 16))
def run(data: Path | None, **asked: object) -> None:
    """Start it here and print its address."""
    serving = import_module("outandback.front.serving")
    serving.run(serving.Start(data=whole(data), **asked))


@commands.command()
@click.option("--data", type=A_FILE, help="A data folder of its own.")
@click.option("--host", help="For the command that serves it.")
@click.option("--port", type=click.IntRange(1, 65535), help="For the command that serves it.")
def demo(data: Path | None, **serving: object) -> None:
    """Fill a separate data folder with a couple who never lived."""
    folder = whole(data) if data else demo_folder.folder_beside(whole(None))
    demo_folder.fill(folder)
    print(demo_folder.how_to_serve(folder, serving))


@commands.command()
@click.option("--data", type=A_FILE, help="The data folder.")
@click.argument("email")
def reset(data: Path | None, email: str) -> None:
    """Print the link that restores somebody's sign-in (never their private writing)."""
    folder = whole(data)
    data_folder.refuse_empty(folder)
    manage_in(folder, "reset", email)


@commands.command()
@click.option("--data", type=A_FILE, help="The data folder.")
def invite(data: Path | None) -> None:
    """Print an invitation that lets one person sign up."""
    folder = whole(data)
    data_folder.refuse_empty(folder)
    manage_in(folder, "invite")


@commands.command()
@click.option("--data", type=A_FILE, help="The data folder.")
def worker(data: Path | None) -> None:
    """Send what is due to phones and by mail, beside servers with OUTANDBACK_WORKER=none."""
    folder = whole(data)
    data_folder.refuse_empty(folder)
    import_module("outandback.front.hardening").no_core_dumps()
    manage_in(folder, "worker")


@commands.command(hidden=True)
def prepare() -> None:
    use(whole(None))
    import_module("outandback.front.preparing").prepare(whole(None))


@commands.command(
    hidden=True, context_settings={"ignore_unknown_options": True, "help_option_names": []}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    manage_in(whole(None), *arguments)


def use(folder: Path) -> None:
    data_folder.open_folder(folder)
    os.environ["OUTANDBACK_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
    import_module("outandback.settings")


def manage_in(folder: Path, *arguments: str) -> None:
    use(folder)
    management = import_module("django.core.management")
    management.execute_from_command_line(["outandback", *arguments])


def main() -> None:
    try:
        commands(standalone_mode=False)
    except click.ClickException as mistake:
        refuse(f"{mistake.format_message().rstrip('.')}.")
    except Refusal as refusal:
        refuse(str(refusal))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except OSError as trouble:
        refuse(what_failed(trouble))


def what_failed(trouble: OSError) -> str:
    """A disk that is full or may not be written to, said in one sentence."""
    what = f"{trouble.filename} can't be used" if trouble.filename else "It can't go on"
    return f"{what}: {(trouble.strerror or str(trouble)).lower()}."


def refuse(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(2)
