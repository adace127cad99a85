"""``normalizer fix``."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.cli import DONE, SOMETHING_LOST, WRONG_USE
from normalizer.cli.commands.check import Codes, Ignored, names_none, split
from normalizer.cli.terminal import count, escaped, quiet_pipe, say

if TYPE_CHECKING:
    from normalizer.hook.fix import Fixed

_BOM = b"\xef\xbb\xbf"


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("fix", short_help="Rewrite articles in place.")(command)


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs.", show_default=False)],
    select: Codes = None,
    ignore: Ignored = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change and write nothing.")] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Also where more than 40 % of a text would go.")] = False,
    keep: Annotated[str | None, typer.Option("--keep-removed", metavar="DIR", help="Keep the whole canonical article of each text here.")] = None,
) -> int:
    """Rewrite articles in place: what check finds is taken out or mended, the rest stays. Says what it fixed.

    A text becomes headline, deck and body in UTF-8; of a JSON record only the value under its text key changes. Links are not followed.
    Exit status: 0 nothing to do; 1 something changed, or left alone; 2 wrong use or settings.
    """
    from normalizer import config
    from normalizer.cli.findings import line
    from normalizer.corpus.inputs import Trouble
    from normalizer.hook.check import wanted
    from normalizer.hook.codes import UnknownCode
    from normalizer.hook.files import in_git
    from normalizer.hook.fix import Fixed, fix
    from normalizer.rulebook import PackError

    bare = next((path for path in paths if not in_git(path)), None)
    if bare is not None and not diff and keep is None:
        say(f"{bare} is in no git repository, so what is taken out would be gone: give --keep-removed DIR, or look first with --diff")
        return WRONG_USE
    chosen, ignored = split(select), split(ignore)
    changed = left = 0
    try:
        settings = config.find()
        for part in (settings, *(settings.at(pattern) for pattern, _ in settings.per_path)):
            wanted(part, chosen, ignored)
        if names_none(select, chosen):
            return WRONG_USE
        with quiet_pipe():
            for one in fix(paths, settings, select=chosen, ignore=ignored, unsafe=unsafe, keep=keep, dry=diff):
                if isinstance(one, Fixed):
                    changed += 1
                    for text in _diff(one) if diff else map(line, one.findings):
                        print(text)
                else:
                    left += 1
                    say(f"{one.place}: {one.reason if isinstance(one, Trouble) else 'left alone: ' + one.reason}")
    except (config.ConfigError, UnknownCode, PackError) as error:
        say(str(error))
        return WRONG_USE
    if changed and sys.stderr.isatty():
        say(f"{count(changed, 'file')} {'would be' if diff else ''} rewritten".replace("  ", " "))
    return SOMETHING_LOST if changed or left else DONE


def _diff(fixed: Fixed) -> Iterator[str]:
    """What would change, as a patch; of a file in another charset its text."""
    from difflib import unified_diff

    from normalizer.decode import decode

    before, after = decode(fixed.before).text, decode(fixed.after).text
    if before == after:
        yield line_of_bytes(fixed)
    elif fixed.before.startswith(_BOM):  # decoding drops it, and no patch would apply to a file that has it
        before = f"\ufeff{before}"
    shown = escaped if sys.stdout.isatty() else str
    old, new = (_name(f"{side}/{fixed.path}") for side in "ab")
    for text in unified_diff(_lines(before), _lines(after), old, new):
        line = text.removesuffix("\n")
        yield shown(line)
        if line == text:
            yield "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    """Lines as a patch counts them: each with the line feed that ends it."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _name(path: str) -> str:
    """A path in the head of a patch: in quotes where git writes it so."""
    return json.dumps(path, ensure_ascii=False) if any(char < " " or char in '"\\\x7f' for char in path) else path


def line_of_bytes(fixed: Fixed) -> str:
    """What changes where no letter does."""
    return f"{escaped(fixed.path)}: {count(len(fixed.before), 'byte')} become {len(fixed.after)}; no letter changes"
