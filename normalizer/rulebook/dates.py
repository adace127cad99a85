"""Dates and times of day in a text, in every language that CLDR has months for.

A text is read as a row of letters (:mod:`~normalizer.rulebook.datelex`), and a date is a shape in that row (:mod:`~normalizer.rulebook.dateshapes`).
The shapes are grammar, the words stand in ``rules/blocks``, and a language costs no code. Nothing is guessed from numbers where papers differ:
``5/6/2019`` is a date only in a text whose language says which number is the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizer.rulebook import datelex, datewords
from normalizer.rulebook.dateshapes import Piece, Reader


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time of day, or both, found in a text.

    ``start`` and ``end`` count code points of that text, half open. ``kind``: ``date``, ``time`` or ``datetime``. ``iso`` has the precision
    stated: ``2019-06-27``, ``--06-27``, ``03:57``, ``2019-06-27T03:57+03:00``, ``--06-27T03:57``; it is empty where the day is stated in a
    calendar that has no one answer (an Islamic month, a Persian month without its year). ``languages``: those whose month or weekday words
    it is written in, none for numbers.
    """

    start: int
    end: int
    kind: str
    iso: str
    languages: frozenset[str]


_DATE_THEN_TIME = re.compile(r"[_,;|/@?:t-]{0,4}(?:q_)?")
_TIME_THEN_DATE = re.compile(r"[_,;/@?-]{0,3}")

#: How far a date reaches from a number in it that says so, in code points: "Wednesday, the " and " of September 2019 at ".
_LEFT, _RIGHT = 30, 36
_NUMBERS = re.compile(rf"\d+(?:[.,:：/{datelex.DASH}]\d+)*")
_LOOKS = re.compile(rf"\d+(?:[:：]\d|\x20?/\x20?\d|[{datelex.DASH}]\d|\.\x20?\d+\.\x20?\d)|\d{{1,2}}\.\d{{2}}(?!\d)")
_WORDS = re.compile(datelex.WORD)


def find(text: str, languages: Sequence[str] = ()) -> list[Moment]:
    """The dates and times of day in ``text``, left to right, none over another, the longest reading of each.

    ``languages``: BCP 47 tags of what the text is probably in, the likeliest first. They settle what papers write differently
    (``5/6/2019``; Croatian and Polish *listopada*) and let in the words of languages without a daily press. Dates in other languages are found
    too, but for months of two or three letters ("20 out of 29") that are no capitals.
    """
    numbers = list(_NUMBERS.finditer(text))
    if not numbers:
        return []
    languages = tuple(languages)
    lexicon = datewords.lexicon(datewords.extra(languages))
    moments: list[Moment] = []
    for start, end in _windows(text, numbers, lexicon):
        row = datelex.read(text, start, end, lexicon)
        moments += _moments(Reader(text, row, lexicon, languages))
    return moments


def _windows(text: str, numbers: list[re.Match[str]], lexicon: datewords.Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches around the numbers that can be part of a date or time, at word boundaries, none over another."""
    start = end = -1
    for number in numbers:
        if not _telling(text, number, lexicon):
            continue
        left, right = max(0, number.start() - _LEFT), min(len(text), number.end() + _RIGHT)
        if left <= end:
            end = right
            continue
        if start >= 0:
            yield start, end
        while left > max(end, 0) and not text[left - 1].isspace() and number.start() - left < 2 * _LEFT:
            left -= 1
        start, end = left, right
    if start >= 0:
        yield start, end


def _telling(text: str, number: re.Match[str], lexicon: datewords.Lexicon) -> bool:
    """Whether a number looks like a date or time, or has a word beside it that belongs to one."""
    if _LOOKS.match(text, number.start()):
        return True
    printed = number[0]
    if len(printed) == 4 and printed.isdecimal():
        return any(word in lexicon.zones for word in _WORDS.findall(text, number.end(), number.end() + _RIGHT)[:1])
    if len(printed) > 2 and ("," not in printed or len(printed) > 7):
        return False
    near = lexicon.near
    for word in _WORDS.findall(text, number.end(), number.end() + _RIGHT)[:3]:
        folded = datewords.fold(word)
        if folded in near or (word > "\u2e80" and word[0] in near):
            return True
        if folded not in lexicon.small:
            break
    before = _WORDS.findall(text, max(0, number.start() - _LEFT), number.start())
    return bool(before) and datewords.fold(before[-1]) in near


def _moments(reader: Reader) -> Iterator[Moment]:
    """What one row says, in order."""
    taken = bytearray(len(reader.row.shape))
    dates = _apart(list(reader.dates()), taken)
    times = _apart(list(reader.times()), taken)
    return _joined(reader, sorted([(piece, "date") for piece in dates] + [(piece, "time") for piece in times]))


def _joined(reader: Reader, pieces: list[tuple[Piece, str]]) -> Iterator[Moment]:
    """Dates and times as moments; a date and a time with nothing but a comma, a dash or a clock word between them are one."""
    starts, ends, shape = reader.row.starts, reader.row.ends, reader.row.shape
    at = 0
    while at < len(pieces):
        piece, kind = pieces[at]
        at += 1
        iso, last, languages = piece.iso, piece.last, piece.languages
        if at < len(pieces):
            other, other_kind = pieces[at]
            between = shape[piece.last : other.first]
            joint = _DATE_THEN_TIME if kind == "date" else _TIME_THEN_DATE
            # Croatian dates end in a full stop: 27. 06. 2019. 10:15
            stopped = kind == "date" and between == "._" and shape[piece.last - 1] in "E4" and not reader.text[starts[other.first]].isupper()
            if kind != other_kind and (joint.fullmatch(between) or (stopped and "." in reader.text[starts[piece.first] : ends[piece.last - 1]])):
                day, hour = (piece, other) if kind == "date" else (other, piece)
                kind, last, languages = "datetime", other.last, day.languages
                iso = f"{day.iso}T{hour.iso}" if day.iso else ""
                at += 1
        if kind != "time" or not piece.vague:
            yield Moment(starts[piece.first], ends[last - 1], kind, iso, languages)


def _apart(pieces: list[Piece], taken: bytearray) -> list[Piece]:
    """The longest pieces that lie over none other and over no token ``taken``, which they are marked in."""
    kept = []
    for piece in sorted(pieces, key=lambda piece: (piece.first - piece.last, piece.first)):
        if not any(taken[piece.first : piece.last]):
            taken[piece.first : piece.last] = b"\1" * (piece.last - piece.first)
            kept.append(piece)
    return kept
