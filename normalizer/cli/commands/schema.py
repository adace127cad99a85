"""``normalizer schema``."""

from __future__ import annotations

import sys

import typer


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("schema")(command)


def command() -> None:
    """Print the JSON Schema of a canonical article."""
    from normalizer import schema

    sys.stdout.buffer.write(schema.text().encode())
