"""``normalizer formats``."""

from __future__ import annotations

from importlib.util import find_spec

import typer

from normalizer.cli.table import show_rows

#: The package that an extra brings.
_PACKAGES = {"parquet": "pyarrow", "warc": "fastwarc"}


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("formats", short_help="List what an input may be.")(command)


def command() -> None:
    """List what an input may be: name, what it is, how it is told, how names of such files end, what it needs."""
    from normalizer import formats

    show_rows(
        ("name", "what", "told", "names", "needs"),
        ((one.name, one.what, one.told, " ".join(one.suffixes), _needs(one.extra)) for one in formats.FORMATS),
    )


def _needs(extra: str | None) -> str:
    """What is to be installed for a format, and whether it is."""
    if extra is None:
        return ""
    return f"[{extra}], installed" if find_spec(_PACKAGES.get(extra, extra)) else f"pip install 'article-normalizer[{extra}]'"
