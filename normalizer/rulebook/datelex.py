"""A text as a row of letters, one a word or number, on which the shapes of :mod:`normalizer.rulebook.dates` are matched.

Numbers: ``N`` one or two digits, ``3``, ``4`` as many, ``E`` a whole date in numbers, ``T`` a time with colons, ``F`` ``12.45``, ``D`` ``27/6``,
``x`` any other. Words: ``M`` month, ``W`` weekday, ``B`` a word that is both (Spanish *mar*), the roles of :data:`datewords.ROLES`, ``P`` am or
pm, ``Z`` zone, ``r`` era, ``R`` its first year, ``w`` any other. Space is ``_``; line ends and punctuation are themselves.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from normalizer.rulebook.datewords import Lexicon, Word, fold

DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
#: The zeros of the decimal digits below U+10000 (Unicode Nd). Spelled out because a set with \\s or \\d in it is searched piece by piece and one
#: of plain ranges is a table: words are most of what is read here.
_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０"
_DIGITS = "0-9" + "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in _ZEROS)
_NO_LETTER = (
    r"\x00- !-/:-@\[-`{-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u060c\u061b\u061f\u06d4\u0964\u0965\u1680\u2000-\u200b\u200e\u200f\u2010-\u206f"
    r"\u3000-\u3004\u3008-\u3020\u3030\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTERS = rf"(?:[^{_DIGITS}{_NO_LETTER}\U00010000-\U0010ffff]++|(?=[\U00010000-\U0010ffff])[^\s\d])++"
WORD = rf"{_LETTERS}(?:[.'’ʼ]{_LETTERS})*+"
_PIECE = re.compile(
    rf"""
    (?P<G>(?:GMT|UTC)\x20?[+\-−–]\x20?\d{{1,2}}(?::?\d{{2}})?(?!\d))
  | (?P<w>{WORD})
  | (?P<_>\x20(?!\s))
  | (?P<E>\d{{1,4}}(?P<sep>\x20?/\x20?|[{DASH}]|\.\x20?)\d{{1,2}}(?P=sep)\d{{1,4}}(?!\d|[./:{DASH}]\d))
  | (?P<T>\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}}(?:[.,]\d{{1,9}})?)?(?!\d|[.:：/]\d))
  | (?P<F>\d{{1,2}}\.\d{{2}}(?!\d|[.,:/{DASH}]\d))
  | (?P<D>\d{{1,2}}/\d{{1,2}}(?!\d|[.,:/{DASH}]\d))
  | (?P<x>\d+(?:[.:/{DASH}]\d+|,\d{{1,3}}(?!\d))+)
  | (?P<N>\d+)
  | (?P<O>(?<=\d)\+\d{{2}}:?\d{{2}}(?!\d)|(?<=:\d\d:\d\d)[-−]\d{{2}}:?\d{{2}}(?!\d)|(?<=\.\d\d\d)-\d{{2}}:?\d{{2}}(?!\d)
      |(?<=:\d\d\x20)[+\-−]\d{{4}}(?!\d))
  | (?P<n>[^\S\n\r]*[\n\r]\s*)
  | (?P<s>\s+)
  | (?P<z>[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+)
  | (?P<p>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NEXT = re.compile(rf"[\x20\u00a0\u202f{DASH}]{WORD}|\x20\d(?!\d)")
_PUNCTUATION = {
    **dict.fromkeys("、，،", ","),
    **dict.fromkeys("．。", "."),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "（": "(",
    "）": ")",
    "：": ":",
    "’": "'",
    "ʼ": "'",
}
_AS_IS = frozenset(",.-()/:;'|@")
_NO_NUMBER_AFTER = frozenset("#$€£¥₹₽₺+_")
_NO_NUMBER_BEFORE = frozenset("%‰°$€£₽₺")
_NOTHING, _ZONE, _T = Word("w"), Word("Z"), Word("t")


class Row(NamedTuple):
    """The letters (``shape``), and for each of them where it stands in the text and which word it is."""

    shape: str
    starts: list[int]
    ends: list[int]
    words: list[Word]


def _cased(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _unspaced(letter: str) -> bool:
    """Whether the letter is of a script that sets no space between words: Thai, Lao, Burmese, Khmer, Han, kana."""
    return "\u0e00" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17ff" or "\u2e80" <= letter <= "\u9fff"


def read(text: str, start: int, end: int, lexicon: Lexicon) -> Row:
    """The row of ``text[start:end]``. Linear: every character is read once, but for phrases of a few words."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[Word] = []
    match = _PIECE.match
    at = start
    # How the number before is joined to what comes: 0 not, 1 directly, 2 by a full stop, 3 by a hyphen, 4 by a space.
    beside, number = 0, ""
    while at < end:
        found = match(text, at, end)
        assert found is not None
        kind, stop, word = found.lastgroup, found.end(), _NOTHING
        if kind == "_" or kind == "s":
            letter, beside = "_", 4 if beside else 0
        elif kind == "w":
            word, stop = _word(text, at, stop, end, beside, number, lexicon)
            # 5G, 27km: a number grown into a word that dates do not know is no day.
            if word.role == "w" and beside == 1 and letters[-1] == "N" and _cased(text[at]):
                letters[-1] = "x"
            letter, beside = word.role, 0
        elif kind == "z":
            at = stop
            continue
        elif kind == "p":
            letter = _PUNCTUATION.get(text[at], text[at])
            if letter not in _AS_IS:
                letter = "?"
            beside = (2 if letter == "." else 3 if letter == "-" else 0) if beside in (1, 2) else 0
        elif kind == "n":
            letter, beside = "\n", 0
        elif kind == "O" or kind == "G":
            letter, beside = "Z", 0
        else:
            letter = number = _number(text, at, stop, str(kind), letters)
            beside = 1
        letters.append(letter)
        starts.append(at)
        ends.append(stop)
        words.append(word)
        at = stop
    return Row("".join(letters), starts, ends, words)


def _number(text: str, at: int, stop: int, kind: str, letters: list[str]) -> str:
    """The letter of a number: ``x`` where a sign or a word it is grown to says that it counts something else."""
    before = text[at - 1] if at else " "
    if before in _NO_NUMBER_AFTER or text[stop : stop + 1] in _NO_NUMBER_BEFORE:
        return "x"
    if _cased(before) and (not letters or letters[-1] not in "htMBZ"):
        return "x"
    # F-16, COVID-19; but Jun-27
    if letters[-2:] == ["w", "-"]:
        return "x"
    if kind != "N":
        return kind
    return {1: "N", 2: "N", 3: "3", 4: "4"}.get(stop - at, "x")


def _word(text: str, at: int, stop: int, end: int, beside: int, number: str, lexicon: Lexicon) -> tuple[Word, int]:
    """The word that begins at ``at``, and where it ends: the longest phrase known, else a known head or tail of it, else all of it."""
    printed = text[at:stop]
    folded = fold(printed)
    if folded in lexicon.longest:
        phrase = _phrase(text, at, stop, end, lexicon, lexicon.longest[folded], beside)
        if phrase:
            return phrase
    if "." in printed and text[stop : stop + 1] == "." and stop < end:
        stop += 1
    if beside:
        word = lexicon.after.get(folded)
        if number in "TF" and folded in lexicon.words and lexicon.words[folded].role == "P":
            # م is "pm" after a time of day, "A.D." after a year.
            word = None
        # Croatian "27. lipnja 2019. u 10:15", Dutch "16u15".
        if word and (word.role != "o" or beside < 4) and (word.role != "h" or number == "N"):
            return word, stop
        if number == "E" and printed in "Tt":
            return _T, stop
    word = lexicon.words.get(folded)
    if word:
        return word, stop
    if printed in lexicon.zones:
        return _ZONE, stop
    if "." in printed:
        # "27 июня.Далее": the full stop ends a sentence.
        head = printed.index(".")
        word = lexicon.words.get(fold(printed[:head]))
        return (word or _NOTHING), at + head
    if beside and printed[0] >= "\u2e80":
        word = lexicon.after.get(printed[0])
        if word:
            return word, at + 1
    if _unspaced(printed[-1]):
        for size in range(min(6, len(printed) - 1), 1, -1):
            if fold(printed[-size:]) in lexicon.words:
                return _NOTHING, stop - size
    return _NOTHING, stop


def _phrase(text: str, at: int, stop: int, end: int, lexicon: Lexicon, longest: int, beside: int) -> tuple[Word, int] | None:
    stops = []
    for _ in range(longest - 1):
        more = _NEXT.match(text, stop, end)
        if not more:
            break
        stop = more.end()
        stops.append(stop)
    for stop in reversed(stops):
        folded = " ".join(fold(text[at:stop]).split())
        word = (lexicon.after.get(folded) if beside else None) or lexicon.words.get(folded)
        if word:
            return word, stop
    return None
