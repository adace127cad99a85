"""T as paragraphs, and what is left of it: which line ends are wraps, and the way back from tidy text to T.

Rules, fields and the body never see T itself but a :class:`View`: the paragraphs that nobody has claimed yet, hard wraps joined, runs of
space tidied, one blank line between. The body of an article *is* the last view, and laying out a body gives the body again: that is why
normalising twice changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: A stretch of T, half open.
Slice = tuple[int, int]
#: start, end of the stripped line; whether a blank line (or the beginning) stands before it; its indent in columns.
_Line = tuple[int, int, bool, int]

BREAK = "\n\n"
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_RUN = re.compile(r"[ \t]{2,}|\t")
#: Lines of a wire are 60 to 80 columns, of a page printed to text up to 110; what is longer was not wrapped by hand.
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 110
_COLUMNS_TRIED, _FEWEST_WRAPS = 8, 2
#: How sure the column must be: this share of the line ends must be where the next word no longer fitted.
_WRAPPED_PERCENT = 80
#: HTML source lines indent so deeply that it can be no paragraph mark (Turkish portals break a sentence this way at every name).
_SOURCE_INDENT = 8
_SENTENCE_END = tuple(".!?…:;\"'”’»)]。！？।؟۔")
_BULLET = re.compile(r"[•·▪■●○◦*►▶–—-]\s")
#: Scripts written without spaces, from and to. (As a class of a pattern they take 4 ms to compile.)
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u2e80", "\u9fff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))


class Layout(NamedTuple):
    """The paragraphs of T, each the slices of its lines, without the white space at their ends."""

    text: str
    paragraphs: tuple[tuple[Slice, ...], ...]


def lay_out(text: str) -> Layout:
    """Break T into paragraphs. A line is a paragraph of its own unless the text was wrapped at a column."""
    lines = _lines(text)
    column = _column(text, lines)
    paragraphs: list[list[Slice]] = []
    for i, (start, end, blank, indent) in enumerate(lines):
        if i and not blank and _is_wrap(text, lines[i - 1], (start, end, blank, indent), column):
            paragraphs[-1].append((start, end))
        else:
            paragraphs.append([(start, end)])
    return Layout(text, tuple(map(tuple, paragraphs)))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    last_end = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            start = found.start() + indent
            gap = text[last_end : found.start()]
            blank = not lines or gap.count("\n") > 1 or gap.count("\r") - gap.count("\r\n") + gap.count("\n") > 1 or "\u2029" in gap
            lines.append((start, start + len(body), blank, indent))
            last_end = start + len(body)
    return lines


def _column(text: str, lines: Sequence[_Line]) -> int:
    """The column at which the text was wrapped, 0 where it was not."""
    ends = [(lines[i - 1], lines[i]) for i in range(1, len(lines)) if not lines[i][2]]
    if len(ends) < _FEWEST_WRAPS:
        return 0
    widths = sorted({before[1] - before[0] for before, _ in ends}, reverse=True)
    if max(widths[0], *(after[1] - after[0] for _, after in ends)) > _WIDEST_WRAP:
        return 0
    for column in widths[:_COLUMNS_TRIED]:  # a contact line may be longer than the column of the story
        long = [(before, after) for before, after in ends if 2 * (before[1] - before[0]) > column]
        full = sum(_would_not_fit(text, before, after, column) for before, after in long)
        if column >= _NARROWEST_WRAP and full >= _FEWEST_WRAPS and 100 * full >= _WRAPPED_PERCENT * len(long):
            return column
    return 0


def _would_not_fit(text: str, before: _Line, after: _Line, column: int) -> bool:
    """Whether the first word of a line would have passed the column on the line before."""
    word = text.find(" ", after[0], after[1])
    width = (word if word >= 0 else after[1]) - after[0]
    return width < 30 and before[1] - before[0] + 1 + width > column - 3


def _is_wrap(text: str, before: _Line, after: _Line, column: int) -> bool:
    bullet = _BULLET.match(text, after[0], after[1])
    if bullet and bullet.group()[0] not in "–—-":
        return False
    if after[3] >= _SOURCE_INDENT and text[before[1] - 1] not in _SENTENCE_END:
        return True
    if bullet:
        return False
    return bool(column) and after[3] < before[3] + 2 and _would_not_fit(text, before, after, column)


class View(NamedTuple):
    """What is left of T, tidy, as one string of paragraphs with :data:`BREAK` between them.

    ``paragraphs`` are slices of ``text``; ``lines_at``/``stands_at`` map the start of each run of unchanged characters to T.
    """

    text: str
    paragraphs: tuple[Slice, ...]
    lines_at: tuple[int, ...]
    stands_at: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Where in T the character at ``offset`` of the view stands."""
        run = bisect_right(self.lines_at, offset) - 1
        return self.stands_at[run] + offset - self.lines_at[run]

    def source(self, start: int, end: int) -> Slice:
        """The stretch of T from the first to behind the last character of ``text[start:end]`` (not empty)."""
        return self.origin(start), self.origin(end - 1) + 1

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that ``offset`` lies in."""
        return bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1


def view(layout: Layout, claimed: Iterable[Slice] = ()) -> View:
    """What is left of a layout when the claimed stretches of T are masked."""
    text, cuts = layout.text, sorted(claimed)
    parts: list[str] = []
    paragraphs: list[Slice] = []
    lines_at: list[int] = []
    stands_at: list[int] = []
    length = 0
    for paragraph in layout.paragraphs:
        slices = [piece for line in paragraph for piece in subtract(text, line, cuts)] if cuts else paragraph
        if not slices:
            continue
        if parts:
            parts.append(BREAK)
            length += 2
        begin, last = length, 0
        for number, (start, end) in enumerate(slices):
            if number and (glue := _glue(text, last, start)):
                lines_at.append(length)
                stands_at.append(last)
                parts.append(glue)
                length += 1
            last = end
            for run in _RUN.finditer(text, start, end):
                lines_at.append(length)
                stands_at.append(start)
                parts.append(text[start : run.start()] + " ")
                length += run.start() - start + 1
                start = run.end()
            lines_at.append(length)
            stands_at.append(start)
            parts.append(text[start:end])
            length += end - start
        paragraphs.append((begin, length))
    return View("".join(parts), tuple(paragraphs), tuple(lines_at), tuple(stands_at))


def subtract(text: str, piece: Slice, cuts: Sequence[Slice]) -> list[Slice]:
    """What of a stretch of T no cut covers, without white space at the ends. ``cuts`` are sorted and disjoint."""
    start, end = piece
    left: list[Slice] = []
    first = max(0, bisect_right(cuts, (start, start)) - 1)
    for cut_start, cut_end in cuts[first:]:
        if cut_start >= end:
            break
        if cut_end <= start:
            continue
        if cut_start > start:
            left.append((start, cut_start))
        start = max(start, cut_end)
    if start < end:
        left.append((start, end))
    trimmed = []
    for a, b in left:
        words = text[a:b]
        a += len(words) - len(words.lstrip())
        b -= len(words) - len(words.rstrip())
        if a < b:
            trimmed.append((a, b))
    return trimmed


def _glue(text: str, before: int, after: int) -> str:
    """What joins two pieces of one paragraph: a space where white space stood, nothing between characters of an unspaced script."""
    if not any(char.isspace() for char in text[before:after]):
        return ""
    return "" if is_unspaced(text[before - 1]) and is_unspaced(text[after]) else " "


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script that is written without spaces between words."""
    return any(first <= char <= last for first, last in _UNSPACED)
