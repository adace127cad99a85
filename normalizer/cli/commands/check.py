"""``normalizer check``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.cli import DONE, SOMETHING_LOST, WRONG_USE
from normalizer.cli.terminal import count, quiet_pipe, say

if TYPE_CHECKING:
    from normalizer.corpus.inputs import Trouble
    from normalizer.hook.diagnose import Finding

Codes = Annotated[list[str] | None, typer.Option("--select", metavar="CODES", help="Codes or families (DAT001,PRO; default; all); may be repeated.")]
Ignored = Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="Codes or families not to look for; may be repeated.")]


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("check", short_help="Say what in articles is not story, not UTF-8, not canonical.")(command)


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs.", show_default=False)],
    select: Codes = None,
    ignore: Ignored = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json, github or sarif.")] = "text",
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="FILE", help="A file of findings that are known.")] = None,
    write: Annotated[bool, typer.Option("--write-baseline", help="Write all findings to the baseline instead of printing them.")] = False,
) -> int:
    """Say what in articles is not story, not UTF-8, not canonical: PATH:LINE:COL CODE MESSAGE. Changes nothing.

    Exit status: 0 nothing found; 1 something found, or a file that cannot be read; 2 wrong use or settings.
    """
    from normalizer import config
    from normalizer.cli.findings import FORMATS, lines
    from normalizer.hook import baseline as known
    from normalizer.hook.check import check, wanted
    from normalizer.hook.codes import UnknownCode
    from normalizer.rulebook import PackError

    if form not in FORMATS:
        say(f"no format {form!r}; it is one of {', '.join(FORMATS)}")
        return WRONG_USE
    chosen, ignored = split(select), split(ignore)
    try:
        settings = config.find()
        for part in (settings, *(settings.at(pattern) for pattern, _ in settings.per_path)):
            wanted(part, chosen, ignored)
        file = baseline or settings.baseline
        if write and not file:
            say("--write-baseline needs to know where: give --baseline FILE, or set baseline in normalizer.toml")
            return WRONG_USE
        old = known.load(file) if file and not write else known.Baseline()
        if names_none(select, chosen):
            return WRONG_USE
        tally = _Tally()
        found = tally.watch(check(paths, settings, select=chosen, ignore=ignored))
        if write and file:
            number = known.save(file, found)
            option = "" if file == settings.baseline else f" --baseline {file}"
            say(f"{count(number, 'finding')} written to {file}; 'normalizer check{option}' tells of others only")
            return SOMETHING_LOST if tally.troubles else DONE
        with quiet_pipe():
            for line in lines((one for path, one in found if not old.knows(path, one) and tally.tells(one)), form):
                print(line)
    except (config.ConfigError, known.BaselineError, UnknownCode, PackError) as error:
        say(str(error))
        return WRONG_USE
    if tally.told and sys.stderr.isatty():
        fixed = f"; 'normalizer fix' mends {tally.fixable}" if tally.fixable else ""
        say(f"{count(tally.told, 'finding')}{fixed}; 'normalizer explain CODE' tells what one means")
    return SOMETHING_LOST if tally.told or tally.troubles else DONE


class _Tally:
    """What went by: findings told, those that ``fix`` mends, files not read."""

    def __init__(self) -> None:
        self.told = self.fixable = self.troubles = 0

    def watch(self, found: Iterator[tuple[str, Finding] | Trouble]) -> Iterator[tuple[str, Finding]]:
        """The findings; trouble is said at once."""
        from normalizer.corpus.inputs import Trouble

        for one in found:
            if isinstance(one, Trouble):
                self.troubles += 1
                say(f"{one.place}: {one.reason}")
            else:
                yield one

    def tells(self, finding: Finding) -> bool:
        """Count a finding that is told."""
        from normalizer.hook.codes import codes

        self.told += 1
        self.fixable += codes()[finding.code].fixed
        return True


def split(words: list[str] | None) -> tuple[str, ...]:
    """Words of options that may be repeated or hold commas."""
    return tuple(part.strip() for word in words or () for part in word.split(",") if part.strip())


def names_none(select: list[str] | None, chosen: tuple[str, ...]) -> bool:
    """Whether ``--select`` is there and names no code, which is said: what is meant is not what the settings select."""
    if select and not chosen:
        say("--select names no code; name some, with commas between them (DAT001,PRO), or leave it out")
    return bool(select and not chosen)
