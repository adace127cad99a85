"""From places in T to places in the file: back over the repairs, through the escapes of JSON, to a line and a column for a person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from json import JSONDecodeError
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

from normalizer.article import Repair

_END = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u.{4}|.)", re.DOTALL)
#: Longer spellings are not compared letter by letter: the time it takes grows with the square.
_LONG = 4000
_SPACE = re.compile(r"[ \t\r\n]*")


class Lines:
    """The lines of a text as editors count them (CRLF, LF, CR): an offset in code points becomes a line and a column, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _END.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Back:
    """From T to D, the decoded text: what stands behind a repair moves by what the repair changed in length."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self._repairs = repairs
        self._starts = [repair.start for repair in repairs]
        self._moved = [0]
        for repair in repairs:
            self._moved.append(self._moved[-1] + len(repair.before) - (repair.end - repair.start))

    def at(self, offset: int) -> int:
        """The offset in D. Inside a repair by the letters that stayed; between them where the letters that changed begin."""
        number = bisect_right(self._starts, offset)
        if number:
            last = self._repairs[number - 1]
            if offset < last.end:
                return last.start + self._moved[number - 1] + _inside(last.before, last.after, offset - last.start)
        return offset + self._moved[number]


@lru_cache(maxsize=64)
def _blocks(before: str, after: str) -> list[tuple[int, int, int]]:
    """Stretches that two spellings have in common: where in each, and how long."""
    from difflib import SequenceMatcher

    return list(SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())


def _inside(before: str, after: str, offset: int) -> int:
    """The place in ``before`` of a place in ``after``."""
    if not offset or len(before) == len(after) or len(before) > _LONG:
        return min(offset, len(before))
    for there, here, length in reversed(_blocks(before, after)):
        if here <= offset and length:
            return there + min(offset - here, length)
    return 0


class Literal(NamedTuple):
    """A string of a JSON text: its value, and where it stands with its quotes."""

    value: str
    start: int
    end: int

    def places(self, text: str) -> list[int]:
        """For each character of the value, and the end of it, where it stands in ``text``."""
        found, at, last = [], self.start + 1, self.end - 1
        while at < last:
            found.append(at)
            escape = _ESCAPE.match(text, at) if text[at] == "\\" else None
            at = escape.end() if escape else at + 1
        return [*found, last]


def members(text: str) -> dict[str, Literal]:
    """The members of a JSON object that are strings. Of two with one name the last, as every reader has it. ValueError: ``text`` is no object."""
    scan = JSONDecoder(strict=False).scan_once  # type: ignore[attr-defined]
    found: dict[str, Literal] = {}
    at = _after(text, 0, "{")
    try:
        while text[at : at + 1] == '"':
            name, at = scanstring(text, at + 1, False)
            start = _after(text, at, ":")
            value, at = scan(text, start)
            found.pop(name, None)
            if isinstance(value, str):
                found[name] = Literal(value, start, at)
            at = _space(text, at)
            if text[at : at + 1] != ",":
                break
            at = _space(text, at + 1)
    except (StopIteration, RecursionError) as error:
        raise ValueError("not a JSON object") from error
    if text[at : at + 1] != "}":
        raise JSONDecodeError("not a JSON object", text, at)
    return found


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _after(text: str, at: int, mark: str) -> int:
    """Where something begins behind a mark and the white space around it."""
    at = _space(text, at)
    if text[at : at + 1] != mark:
        raise JSONDecodeError(f"{mark!r} expected", text, at)
    return _space(text, at + 1)
