"""A run from its inputs to its output: what ``normalizer run`` calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from normalizer import formats
from normalizer.corpus.inputs import STDIN, Found, Trouble, find
from normalizer.corpus.output import Rejects, Sink, Stream, WrongUse, target
from normalizer.corpus.read import items
from normalizer.corpus.work import Result, Task, results
from normalizer.export import UnknownKey, UnknownShape, form
from normalizer.records import Normalizes, Rejected

#: Every input by what it holds, and not as the caller says.
AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Tally:
    """How a run went: articles made, records rejected, inputs that could not be had, files that are no articles by their names."""

    articles: int = 0
    rejected: int = 0
    troubles: int = 0
    passed_over: int = 0

    @property
    def whole(self) -> bool:
        """Nothing was rejected and nothing missing."""
        return not (self.rejected or self.troubles)

    def plus(self, result: Result) -> Tally:
        """One more result."""
        if isinstance(result, bytes):
            return replace(self, articles=self.articles + 1)
        if isinstance(result, Rejected):
            return replace(self, rejected=self.rejected + 1)
        if isinstance(result, Trouble):
            return replace(self, troubles=self.troubles + 1)
        return replace(self, passed_over=self.passed_over + 1)


def run(
    inputs: Sequence[str],
    normalizer: Normalizes,
    *,
    output: str | None = None,
    rejects: str | None = None,
    workers: int = 1,
    reader: str = AUTO,
    again: bool = False,
    shape: str = "article",
    keys: Sequence[str] = (),
    each: bool = False,
    shown: Callable[[bytes], bytes] | None = None,
    report: Callable[[Trouble | Rejected], None] = lambda problem: None,
    progress: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Normalise what the inputs hold and write it out, in order; the same bytes with any number of workers.

    :param inputs: files, folders, globs, ``-`` (standard input: one text, unless ``reader`` says otherwise).
    :param output: ``NAME.jsonl`` (also ``.gz``, ``.zst``), ``NAME.parquet``, a folder (with ``/`` at the end where it is not there yet), ``None``:
        standard output.
    :param rejects: a file for what was rejected, verbatim.
    :param reader: the format of every document (a name of :data:`normalizer.formats.FORMATS`); ``auto``: by what it holds, then by its name.
    :param again: clean articles that are canonical already.
    :param shape: what articles are written as: one of :data:`normalizer.export.SHAPES`.
    :param keys: of that shape only these keys, dotted; empty: all.
    :param each: write one file an article into the folder that ``output`` names.
    :param shown: how a line goes to standard output.
    :param report: told of everything lost or missing, as it happens; ``progress`` of how far the run is.

    WrongUse: arguments that make no sense. OSError: the output cannot be written. Output files appear whole or not at all, and none where
    something went wrong and no article came of it: an old file is not lost over a mistyped name.
    """
    if reader != AUTO and formats.by_name(reader) is None:
        raise WrongUse(f"no format {reader!r}; {formats.nearest(reader)}")
    _apart(inputs, output, rejects)
    try:
        written = form(shape, keys)
    except (UnknownShape, UnknownKey) as error:
        raise WrongUse(str(error)) from error
    if each and not output:
        raise WrongUse("--each writes a folder with one file an article; name it with -o, and / at its end")
    kind = target(output, written, each=each) if output else None
    tally = Tally()
    with Rejects(rejects) as refused:
        sink: Sink = kind(Path(output)) if kind and output else Stream(sys.stdout.buffer, shown)
        finished = False
        try:
            with closing(
                results(_tasks(inputs, reader, [output or "", rejects or ""]), normalizer, workers=workers, again=again, form=written)
            ) as made:
                for result in made:
                    if isinstance(result, bytes):
                        sink.write(result)
                    elif isinstance(result, Rejected):
                        refused.write(result)
                    if isinstance(result, Rejected | Trouble):
                        report(result)
                    tally = tally.plus(result)
                    progress(tally)
            finished = bool(tally.articles) or tally.whole
        finally:
            if finished:
                sink.commit()
            else:
                sink.discard()
    return tally


def _tasks(inputs: Sequence[str], reader: str, own: Sequence[str]) -> Iterator[Task]:
    for found in find(inputs, [path for path in own if path]):
        if isinstance(found, Found):
            yield from items(found, None if reader == AUTO else reader)
        else:
            yield found


def _apart(inputs: Sequence[str], output: str | None, rejects: str | None) -> None:
    """What is read is not what is written. (An output that lies within an input folder is passed over when the folder is read.)"""
    real = {os.path.realpath(path): path for path in inputs if path != STDIN}
    for written in (output, rejects):
        if written and os.path.realpath(written) in real:
            raise WrongUse(f"{written} would be read and written at once; name another output")
    if output and rejects and os.path.realpath(output) == os.path.realpath(rejects):
        raise WrongUse(f"{output} cannot hold both articles and rejects; name another file for the rejects")
