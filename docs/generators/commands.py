"""The command reference, read off the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer.main

from generators.markup import Page, inert, link, table
from normalizer.cli.app import build

_INDEX = "reference/commands/index.md"


def command() -> Any:
    """The command line as click has it (typer carries click inside, so that it has no type of its own here)."""
    return typer.main.get_command(build())


def walk(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below a group with its words: ``("rules", "test")``."""
    for name, one in sorted(group.commands.items()):
        if one.hidden:
            continue
        if hasattr(one, "commands"):
            yield from walk(one, (*path, name))
        else:
            yield (*path, name), one


def options(one: Any) -> Iterator[str]:
    """Every way to write an option of a command: ``-o``, ``--output``."""
    yield "--help"
    for parameter in one.params:
        if parameter.param_type_name == "option":
            yield from (*parameter.opts, *parameter.secondary_opts)


def pages() -> Iterator[Page]:
    """The list of commands, and a page of each."""
    found = list(walk(command()))
    rows = ((link(f"`normalizer {' '.join(path)}`", _INDEX, page_of(path)), _sentences(one.help)[0]) for path, one in found)
    status = "Exit status of every command: 0 done; 1 something lost, missing, rejected, found or changed; 2 wrong use or settings; 130 interrupted."
    text = f"# Commands\n\n`normalizer`, or `python -m normalizer`. {status}\n\n{table(('command', 'does'), rows)}\n"
    yield Page(_INDEX, "Commands", text)
    for path, one in found:
        yield Page(page_of(path), " ".join(path), _page(path, one))


def page_of(path: tuple[str, ...]) -> str:
    """The page of a command by its words."""
    return f"reference/commands/{'-'.join(path)}.md"


def _page(path: tuple[str, ...], one: Any) -> str:
    context = typer.Context(one, info_name=f"normalizer {' '.join(path)}")
    usage = f"{context.info_name} {' '.join(one.collect_usage_pieces(context))}"
    parts = [f"# normalizer {' '.join(path)}", *_sentences(one.help), f"```text\n{usage}\n```"]
    for title, kind in (("Arguments", "argument"), ("Options", "option")):
        records = [record for parameter in one.params if parameter.param_type_name == kind and (record := parameter.get_help_record(context))]
        if kind == "option":
            records.append(("--help", "Show what the command does, its arguments and options."))
        if records:
            parts += [f"## {title}", table((kind, ""), ((_codes(names), inert(said)) for names, said in records))]
    return "\n\n".join(parts) + "\n"


def _sentences(words: str | None) -> list[str]:
    """The paragraphs of a help text as Markdown."""
    return [inert(part) for part in re.split(r"\n\s*\n", (words or "").strip())]


def _codes(names: str) -> str:
    return f"`{names}`"
