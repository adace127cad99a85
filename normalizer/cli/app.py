"""The typer application, put together from the modules of ``commands``."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Annotated, Any

import typer

from normalizer import __version__
from normalizer.cli import commands

# typer carries click inside from 0.26 on and imports it before; its exceptions are found through a name that both have.
UsageError: Any = typer.BadParameter.__mro__[1]
Stopped: type[Exception] = typer.Abort


def build(first: str = "") -> typer.Typer:
    """The application with the command that the first argument names, or with all of them where it names none (``--help``, a slip of the pen).

    A module of ``commands`` has ``add(app)`` and the name of its command. (Typer reads the signature of every command that it is given, before it
    looks which one is meant: a tenth of a short command's time.)
    """
    # No markup: rich would be imported for every --help, and brackets in a name would be read as style.
    app = typer.Typer(name="normalizer", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=False)
    app.callback(invoke_without_command=False)(_normalizer)
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    for name in [first] if first in names else names:
        import_module(f"{commands.__name__}.{name}").add(app)
    return app


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"normalizer {__version__}")
        raise typer.Exit


def _normalizer(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Raw news articles in, clean canonical JSON articles out."""
