"""What reaches the terminal: nothing of an article's content ever as control, escape or markup."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from normalizer.corpus.run import Tally

#: C0 and C1 controls (0x9B begins an escape as ESC [ does), bidi controls, line and paragraph separators, invisible operators, BOM, lone
#: surrogates, tag characters. ZWNJ and ZWJ are letters' business and stay.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]")


def escaped(text: str) -> str:
    """The text with every character that a terminal could obey written as in JSON (``\\u202e``): inside JSON strings the value is the same."""
    return _HIDDEN.sub(_as_json, text)


def _as_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def escaped_line(line: bytes) -> bytes:
    """One line of canonical JSON as a terminal may see it; equal in value."""
    return escaped(line.decode()).encode()


def say(message: str) -> None:
    """One line to standard error, from ``normalizer``."""
    print(_line(message), file=sys.stderr, flush=True)


def _line(message: str) -> str:
    shown = escaped(f"normalizer: {message}")
    encoding = sys.stderr.encoding or "ascii"
    return shown.encode(encoding, "backslashreplace").decode(encoding)


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """Ends quietly where whoever reads standard output has had enough (``| head``)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        hush()


def hush() -> None:
    """Standard output goes nowhere from here: it cannot be written, and Python would complain once more when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """A count on standard error while a run goes on: only on a terminal, and only where no articles scroll by on the same one."""

    def __init__(self) -> None:
        self._live: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and not sys.stdout.isatty():
            from rich.console import Console
            from rich.progress import Progress as Live
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.completed} articles", markup=False), TimeElapsedColumn())
            self._live = Live(*columns, console=Console(stderr=True), transient=True)
            self._task = self._live.add_task("")
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._live:
            self._live.stop()

    def say(self, message: str) -> None:
        """:func:`say`, above the count."""
        if self._live:
            self._live.console.print(_line(message), markup=False, highlight=False, emoji=False, soft_wrap=True)
        else:
            say(message)

    def show(self, tally: Tally) -> None:
        """How far the run is."""
        if self._live:
            self._live.update(self._task, completed=tally.articles)


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
