"""``normalizer config``."""

from __future__ import annotations

from dataclasses import fields

import typer

from normalizer.cli import DONE, WRONG_USE
from normalizer.cli.table import show_rows
from normalizer.cli.terminal import say


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("config", short_help="Show the settings that hold here.")(command)


def command() -> int:
    """Show the settings that hold in this folder, and where each comes from."""
    from normalizer import config

    try:
        found = config.find()
    except config.ConfigError as error:
        say(str(error))
        return WRONG_USE
    show_rows(("setting", "value", "from"), (config.shown(found, f.name) for f in fields(found) if f.name not in ("folder", "where")))
    return DONE
