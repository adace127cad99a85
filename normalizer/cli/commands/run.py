"""``normalizer run``."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.cli import DONE, SOMETHING_LOST, WRONG_USE
from normalizer.cli.terminal import Progress, count, escaped_line, quiet_pipe, say

if TYPE_CHECKING:
    from normalizer.corpus.inputs import Trouble
    from normalizer.corpus.run import Tally
    from normalizer.records import Rejected


def add(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("run", short_help="Normalise articles to canonical JSON.")(command)


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs; - for standard input.", show_default=False)],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="NAME.jsonl, .jsonl.gz, .jsonl.zst or .parquet, or a folder (end it with /) for parts. Without: standard output.",
        ),
    ] = None,
    shape: Annotated[str, typer.Option("--as", metavar="SHAPE", help="Write articles as article, ninjs, schema.org or datatrove.")] = "article",
    keys: Annotated[str | None, typer.Option("--keys", metavar="KEY,...", help="Write only these keys: headline,body,dateline.place.")] = None,
    each: Annotated[bool, typer.Option("--each", help="Write one file an article into the folder OUT.")] = False,
    rejects: Annotated[str | None, typer.Option("--rejects", metavar="FILE", help="Keep what was rejected here, verbatim.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Work with N processes; the output is the same.")] = 1,
    reader: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="What every document is ('normalizer formats' lists the names); auto: told by its bytes and name."
        ),
    ] = "auto",
    text_keys: Annotated[
        list[str] | None, typer.Option("--text-key", metavar="KEY", help="The key of a record that holds its text; may be repeated.")
    ] = None,
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="NAME", help="What chooses the story on a page: trafilatura, or resiliparse (twice as fast, less sure)."),
    ] = "trafilatura",
    rules: Annotated[list[str] | None, typer.Option("--rules", metavar="DIR", help="A folder of more rule packs; may be repeated.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Clean the bodies of articles that are canonical already.")] = False,
) -> int:
    """Normalise articles of any format to one canonical JSON article a line; or to files, tables and shapes of other tools.

    Exit status: 0 done; 1 something lost, missing or rejected; 2 wrong use; 130 interrupted.
    """
    from normalizer.corpus.output import WrongUse
    from normalizer.corpus.run import Tally, run
    from normalizer.pipeline import Normalizer
    from normalizer.rulebook import PackError
    from normalizer.settings import Settings

    wanted = [key.strip() for key in (keys or "").split(",") if key.strip()]
    if keys is not None and not wanted:
        say("--keys names no key; name some, with commas between them: headline,body,dateline.place")
        return WRONG_USE
    if rejects is not None and rejects.endswith((".gz", ".zst", ".parquet")):
        say(f"{rejects}: rejects are written as plain lines of JSON; name a file that ends in .jsonl")
        return WRONG_USE
    begun = time.monotonic()
    try:
        settings = replace(Settings(), engine=engine, rules=tuple(rules or ()))
        if text_keys:
            settings = replace(settings, text_keys=tuple(text_keys))
        normalizer, tally = Normalizer(settings), Tally()
    except (PackError, ValueError) as error:
        say(str(error))
        return WRONG_USE
    try:
        with quiet_pipe(), Progress() as progress:
            tally = run(
                inputs,
                normalizer,
                output=output,
                rejects=rejects,
                workers=workers,
                reader=reader,
                again=again,
                shape=shape,
                keys=wanted,
                each=each,
                shown=escaped_line if sys.stdout.isatty() else None,
                report=lambda problem: progress.say(_sentence(problem, bool(rejects))),
                progress=progress.show,
            )
    except WrongUse as error:
        say(str(error))
        return WRONG_USE
    except OSError as error:
        error.filename = error.filename or output
        raise
    if sys.stderr.isatty():
        say(_summary(tally, time.monotonic() - begun))
    return DONE if tally.whole else SOMETHING_LOST


def _sentence(problem: Rejected | Trouble, kept: bool) -> str:
    from normalizer.corpus.inputs import Trouble

    if isinstance(problem, Trouble):
        return f"{problem.place}: {problem.reason}"
    return f"{problem.source}: at byte {problem.offset}: rejected: {problem.reason}" + ("" if kept else "; --rejects FILE would keep it")


def _summary(tally: Tally, seconds: float) -> str:
    parts = [count(tally.articles, "article")]
    if tally.rejected:
        parts.append(f"{tally.rejected} rejected")
    if tally.troubles:
        parts.append(count(tally.troubles, "input") + " not read")
    if tally.passed_over:
        parts.append(count(tally.passed_over, "other file") + " passed over")
    return f"{', '.join(parts)} in {seconds:.1f} s"
