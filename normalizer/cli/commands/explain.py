"""``normalizer explain``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.cli import DONE, SOMETHING_LOST, WRONG_USE
from normalizer.cli.table import show_lines
from normalizer.cli.terminal import escaped, quiet_pipe, say

if TYPE_CHECKING:
    from normalizer.article import Article


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("explain", short_help="Show an article in colours, or what a diagnostic means.")(command)


def command(
    wanted: Annotated[str, typer.Argument(metavar="FILE|CODE", help="An article, or a diagnostic of check (DAT001). A path that exists wins.")],
    html: Annotated[str | None, typer.Option("--html", metavar="OUT", help="Write it as a page of HTML instead.")] = None,
) -> int:
    """Show an article with every piece in the colour of what it is and the rule that took it; or what a diagnostic means.

    Exit status: 0 done; 1 the file cannot be read, or something in it; 2 wrong use or settings.
    """
    if os.path.lexists(wanted):
        return _file(wanted, html)
    from normalizer.config import nearest
    from normalizer.hook.codes import codes

    found = codes().get(wanted.upper())
    if found is None:
        if any(mark in wanted for mark in "./*-"):
            rule = f", or if it is a rule: normalizer rules show {wanted}" if "/" in wanted else ""
            say(f"there is no file {wanted!r}; look at the name{rule}")
        else:
            say(f"there is no file and no code {wanted!r}; {nearest(wanted.upper(), list(codes()))}")
        return WRONG_USE
    if html is not None:
        say("--html is for articles; the page of a code is plain text")
        return WRONG_USE
    show_lines(found.page.rstrip("\n"))
    return DONE


def _file(path: str, html: str | None) -> int:
    from normalizer import config
    from normalizer.corpus.inputs import Trouble
    from normalizer.hook import files
    from normalizer.hook.read import Unreadable, texts
    from normalizer.pipeline import Normalizer
    from normalizer.rulebook import PackError

    if Path(path).is_dir():
        say(f"{path} is a folder; name one file of it")
        return WRONG_USE
    shown: list[tuple[str, Article]] = []
    whole = True
    try:
        found = config.find()
        chosen = list(files.choose([path], config.Config(text_keys=found.text_keys, folder=found.folder)))
        normalizer = Normalizer(found.settings(language=True))
        for file in chosen:
            if isinstance(file, Trouble):
                say(f"{file.place}: {file.reason}")
                return SOMETHING_LOST
            for number, text in enumerate(texts(Path(path).read_bytes(), file.reader, normalizer, file.relative), start=1):
                if isinstance(text, Unreadable):
                    say(f"{path}:{text.line}:{text.column}: {text.reason}")
                    whole = False
                else:
                    part = text.member if text.pointer is None else f"record {number}"
                    shown.append((f"{path}: {part}" if part else path, text.article))
    except (config.ConfigError, PackError) as error:
        say(str(error))
        return WRONG_USE
    except OSError as error:
        say(f"{path}: cannot be read: {error.strerror or error}")
        return SOMETHING_LOST
    return max(_page(path, html, shown) if html is not None else _print(shown), DONE if whole else SOMETHING_LOST)


def _print(shown: list[tuple[str, Article]]) -> int:
    from rich.console import Console

    from normalizer.cli.explained import coloured

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
    with quiet_pipe():
        for name, article in shown:
            if len(shown) > 1:
                console.print(escaped(name), style="reverse")
            console.print(coloured(article))
    return DONE


def _page(path: str, html: str, shown: list[tuple[str, Article]]) -> int:
    """Write the page, whole or not at all."""
    from normalizer.cli.explained import page
    from normalizer.corpus.output import File

    if Path(html).resolve() == Path(path).resolve():
        say(f"{html} would be read and written at once; name another output")
        return WRONG_USE
    try:
        file = File(Path(html))
        try:
            file.write("".join(page(Path(path).name, shown)).rstrip("\n").encode())
            file.commit()
        finally:
            file.discard()
    except OSError as error:
        say(f"cannot write {html}: {error.strerror or error}; name another place")
        return SOMETHING_LOST
    return DONE
