"""Rows on standard output: a table at a terminal, tab-separated lines in a pipe; nothing of content is markup or escape in either."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from normalizer.cli.terminal import escaped


def show_rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their heads; the heads only at a terminal."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(map(escaped, row)))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, head in enumerate(heads):
        table.add_column(head, style="bold" if at == 0 else None, no_wrap=at == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(escaped(cell)) for cell in row))
    _console().print(table)


def show_details(rows: Iterable[tuple[str, str]]) -> None:
    """Print labels and what they label; a label is said once where several follow of one kind."""
    if not sys.stdout.isatty():
        for label, text in rows:
            print(f"{escaped(label)}\t{escaped(text)}")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    last = ""
    for label, text in rows:
        table.add_row(Text("" if label == last else label), Text(escaped(text)))
        last = label
    _console().print(table)


def show_lines(text: str) -> None:
    """Print text whose line ends are ours and whose words are content."""
    for line in text.split("\n"):
        print(escaped(line))


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
