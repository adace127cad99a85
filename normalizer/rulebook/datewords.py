"""The words that dates are printed with, of every language CLDR has: read once, at first use, from ``rules/blocks/months.json``.

That file is written by ``make cldr``; its words are folded already, so that reading it costs milliseconds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

import orjson

from normalizer.rulebook import files

#: Marks that a newspaper leaves out or puts in freely: Latin, Greek and Cyrillic accents, Arabic vowel signs and hamza, the Indic nukta.
_MARKS = dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x93C, 0x9BC, 0xA3C])
#: Old Persian copy writes ي and ك for ی and ک; apostrophes come in four shapes (п'ятниця); capital I of Turkish folds to a dotless one.
_SAME: dict[int, str | None] = {
    **dict.fromkeys(map(ord, ".'’ʼʻ‘`׳״\u0640\u200b\u200c\u200d\u200e\u200f")),
    **{
        ord(shape): same
        for shape, same in {
            "ی": "ي",
            "ى": "ي",
            "ې": "ي",
            "ۍ": "ي",
            "ک": "ك",
            "ہ": "ه",
            "ە": "ه",
            "ı": "i",
            "-": " ",
            "\u00a0": " ",
            "\u202f": " ",
        }.items()
    },
}


def fold(words: str) -> str:
    """Words as the tables spell them: case, accents, full stops, apostrophes and the shapes of one Arabic letter make no difference.

    >>> fold("HAZİRAN"), fold("Sept."), fold("segunda-feira"), fold("ارديبهشت") == fold("اردیبهشت")
    ('haziran', 'sept', 'segunda feira', True)
    """
    if words.isascii():
        if words.isalpha():
            return words.lower()
        words = words.lower()
        return words.replace(".", "").replace("'", "").replace("-", " ")
    plain = unicodedata.normalize("NFD", words.casefold().translate(_SAME)).translate(_MARKS)
    return unicodedata.normalize("NFC", plain)


class Month(NamedTuple):
    """What a month word says: in which language, which month (1 to 12) of which calendar (``""`` is the Gregorian one)."""

    language: str
    number: int
    calendar: str


class Word(NamedTuple):
    """One entry of the lexicon. ``role`` is the letter that stands for it in the shapes of :mod:`normalizer.rulebook.dates`."""

    role: str
    months: tuple[Month, ...] = ()
    weekdays: tuple[tuple[str, int], ...] = ()
    languages: frozenset[str] = frozenset()
    value: int = 0


class Lexicon(NamedTuple):
    """All words of a set of languages, folded.

    ``after`` wins over ``words`` beside a number (nl ``16u15``, but hr ``u 16:15``); ``longest`` says of how many words the longest phrase is
    that begins with this one; ``near`` holds the first words of all that makes the number beside it part of a date or time, ``small`` the words that
    may stand between the two; ``zones`` gives offsets, by the word as printed where it is ASCII (``EST`` is a zone, French ``est`` is not).
    """

    words: dict[str, Word]
    after: dict[str, Word]
    longest: dict[str, int]
    near: frozenset[str]
    small: frozenset[str]
    zones: dict[str, str]
    traits: dict[str, str]


#: Which letter stands for a list of ``date-words.toml``.
ROLES = {
    "join": "c", "year": "y", "day": "d", "before_day": "q", "month": "m", "before_month": "p", "hour": "h", "minute": "i",
    "second": "s", "ordinal": "o", "clock_before": "K", "clock_after": "k",
}  # fmt: skip
#: Roles that a word has only beside the number before it.
AFTER = frozenset("ydmhisok")


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = orjson.loads((files.root() / "blocks" / "months.json").read_bytes())
    return table


def press() -> list[str]:
    """The languages with a daily press, as keys of the table (BCP 47)."""
    named: list[str] = _table()["_"]["press"]
    return named


@lru_cache(maxsize=256)
def extra(languages: tuple[str, ...]) -> frozenset[str]:
    """The keys of the table, beyond the press languages, that these BCP 47 tags ask for."""
    if not languages:
        return frozenset()
    asked = {key for tag in languages for key in (tag, tag.split("-")[0])}
    return frozenset(asked & _table().keys() - {key for key in asked if key.startswith("_")} - set(press()))


@lru_cache(maxsize=32)
def lexicon(extra: frozenset[str] = frozenset()) -> Lexicon:
    """The words of the press languages, and of the ``extra`` ones (keys of the table) that a caller named."""
    table = _table()
    languages = {language: table[language] for language in [*press(), *sorted(extra)]}
    zones: dict[str, str] = table["_zones"]
    spelled_freely = {fold(zone): offset for zone, offset in zones.items() if " " in zone or not zone.isascii()}
    words = _calendar_words(languages)
    words.update((zone, Word("Z")) for zone in spelled_freely)
    after: dict[str, Word] = {}
    for key, role in ROLES.items():
        (after if role in AFTER else words).update((word, Word(role)) for word in table["_words"][key].split("|"))
    words.update((word, Word("r", value=offset)) for word, offset in table["_eras"].items())
    words.update((word, Word("R", value=year)) for word, year in table["_first_years"].items())
    near, small = _first_words(words, "MBpP") | _first_words(after, "mh"), _first_words(words, "c") | _first_words(after, "oyd")
    traits = {language: str(row.get("traits", "")) for language, row in languages.items()}
    return Lexicon(words, after, _longest([*words, *after]), near, small, zones | spelled_freely, traits)


def _calendar_words(languages: dict[str, dict[str, Any]]) -> dict[str, Word]:
    """Months, weekdays, am and pm. A word that is a month in one language and a weekday in another is both; either is rather that than am."""
    months: dict[str, list[Month]] = {}
    weekdays: dict[str, list[tuple[str, int]]] = {}
    periods: dict[str, tuple[int, set[str]]] = {}
    for language, row in languages.items():
        for key, calendar in (("months", ""), ("persian", "persian"), ("islamic", "islamic")):
            for number, words in enumerate(row.get(key, ()), 1):
                month = Month(language, number, calendar)
                for word in words.split("|"):
                    months.setdefault(word, []).append(month)
        for number, words in enumerate(row["weekdays"], 1):
            for word in words.split("|"):
                weekdays.setdefault(word, []).append((language, number))
        for half, name in ((0, "am"), (12, "pm")):
            for word in row.get(name, "").split("|"):
                periods.setdefault(word, (half, set()))[1].add(language)
    known = {word: Word("P", languages=frozenset(said), value=half) for word, (half, said) in periods.items()}
    known.update((word, Word("W", weekdays=tuple(said))) for word, said in weekdays.items())
    known.update((word, Word("B" if word in weekdays else "M", tuple(said), tuple(weekdays.get(word, ())))) for word, said in months.items())
    known.pop("", None)
    return known


def _first_words(words: dict[str, Word], roles: str) -> frozenset[str]:
    return frozenset(word.split(" ", 1)[0] for word, entry in words.items() if entry.role in roles)


def _longest(words: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for word in words:
        if " " in word:
            first, count = word[: word.index(" ")], word.count(" ") + 1
            longest[first] = max(longest.get(first, 1), count)
    return longest
