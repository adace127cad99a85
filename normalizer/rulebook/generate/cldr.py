"""Writes ``rules/blocks/months.json``: month, weekday, am and pm words of every language that CLDR has, and what is added by hand.

Sources: CLDR as the pinned babel carries it (Unicode License v3), ``months-extra.toml`` and ``date-words.toml``. Words are folded by
:func:`normalizer.rulebook.datewords.fold`, one line a language, so that a new CLDR shows as a readable diff. Run: ``make cldr``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from babel import Locale, localedata

from normalizer.rulebook import files
from normalizer.rulebook.datewords import ROLES, fold

#: Catalan writes the preposition into the month's name ("de juny"): as a word of its own it is read by the shapes.
_PREPOSITION = re.compile(r"^de ")
#: A literal glued to the month in a date pattern is printed glued to its name: Hebrew ב, Basque "ren".
_GLUED = re.compile(r"([^\W\d_]*)'?(?<![ML])([ML]{3,4})(?![ML])'?([^\W\d_]*)")
_CONTEXTS = [(context, width) for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]


class Row:
    """What one language's line holds: sets of words, kept in the order they came."""

    def __init__(self) -> None:
        self.months: list[dict[str, None]] = [{} for _ in range(12)]
        self.weekdays: list[dict[str, None]] = [{} for _ in range(7)]
        self.halves: dict[str, dict[str, None]] = {"am": {}, "pm": {}}
        self.calendars: dict[str, list[dict[str, None]]] = {}
        self.traits: set[str] = set()

    def words(self) -> set[tuple[int, str]]:
        """Every month and weekday word with its place, to tell whether another row says the same."""
        return {(place, word) for place, said in enumerate([*self.months, *self.weekdays]) for word in said}

    def plain(self) -> dict[str, Any]:
        """The line of the file."""
        line: dict[str, Any] = {"months": ["|".join(said) for said in self.months], "weekdays": ["|".join(said) for said in self.weekdays]}
        line |= {half: "|".join(said) for half, said in self.halves.items() if said}
        line |= {name: ["|".join(said) for said in months] for name, months in self.calendars.items()}
        if self.traits:
            line["traits"] = "".join(sorted(self.traits))
        return line


def _add(target: dict[str, None], printed: str, shortest: int = 2) -> None:
    word = fold(_PREPOSITION.sub("", printed.strip())).strip(" :·")
    # A name made of a digit (6月, tháng 6, M06) is read as a number with a mark; a single letter says nothing.
    if not any(c.isdigit() for c in word) and word and (len(word) >= shortest or word > "\u2e80"):
        target[word] = None


def _glue(locale: Locale) -> list[tuple[str, str]]:
    pairs = {(before, after) for form in locale.date_formats.values() for before, _, after in _GLUED.findall(form.pattern)}
    # "dd-MMM-y": a day or year glued to the month is a shape, no word.
    return sorted(pair for pair in pairs if not set("".join(pair)) & set("dyGE") or len(pair[1]) > 1)


def _traits(locale: Locale) -> Iterable[str]:
    """``c``: month names begin with a capital; ``m``: the month stands before the day; ``d``: the day's number carries a full stop. (``b``, Buddhist years: by hand.)"""
    if all(name[0].isupper() for name in locale.months["format"]["wide"].values()):
        yield "c"
    pattern = re.sub(r"'[^']*'", "", str(locale.datetime_skeletons.get("MMMd", "")))
    if "d" in pattern and pattern.find("M") < pattern.find("d") and "M" in pattern:
        yield "m"
    if "d." in locale.date_formats["long"].pattern:
        yield "d"


def _read(row: Row, locale: Locale, root: Locale) -> None:
    """Adds a locale's words to its language's row, without those that are only the root's ("Mon", "AM") for want of its own."""
    english = locale.language == "en"
    for context, width in _CONTEXTS:
        for number, name in locale.months[context][width].items():
            _add(row.months[number - 1], name)
        for number, name in locale.days[context][width].items():
            if english or name != root.days[context][width][number]:
                _add(row.weekdays[number], name)
        for half, said in row.halves.items():
            name = locale.day_periods.get(context, {}).get(width, {}).get(half)
            if name and (english or name != root.day_periods.get(context, {}).get(width, {}).get(half)):
                # Arabic ص and م; a Latin "a" or "p" is too many other things.
                _add(said, name, 2 if name.isascii() else 1)
    for before, after in _glue(locale):
        for number, name in locale.months["format"]["wide"].items():
            _add(row.months[number - 1], before + name + after)
    row.traits.update(_traits(locale))


def _languages() -> dict[str, Row]:
    rows: dict[str, Row] = {}
    root = Locale("root")
    for name in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(name)
        _read(rows.setdefault("-".join(filter(None, (locale.language, locale.script))), Row()), locale, root)
    # zh-Hans says nothing that zh does not.
    return {key: row for key, row in rows.items() if "-" not in key or not row.words() <= rows[key.split("-")[0]].words()}


def _by_hand(rows: dict[str, Row], extra: dict[str, Any], small: dict[str, Any]) -> None:
    for language, months in extra["months"].items():
        for number, words in months.items():
            for word in words:
                _add(rows[language].months[int(number) - 1], word)
    for language, days in extra["weekdays"].items():
        for number, words in days.items():
            for word in words:
                # "thứ 2" is Monday: a name with a digit, and the only one by which Vietnamese papers call it.
                rows[language].weekdays[int(number) - 1][fold(word)] = None
    for language in extra["buddhist"]:
        rows[language].traits.add("b")
    for calendar in ("persian", "islamic"):
        for language, months in extra[calendar].items():
            rows[language].calendars[calendar] = [dict.fromkeys(fold(word) for word in words.split("|")) for words in months]
    for half, words in small["periods"].items():
        for word in words:
            rows["en"].halves[half].setdefault(fold(word), None)


def table() -> dict[str, Any]:
    """The whole file as a dict: language -> words, and under keys that begin with ``_`` what belongs to no language."""
    blocks = files.root() / "blocks"
    extra = tomllib.loads((blocks / "months-extra.toml").read_text("utf-8"))
    small = tomllib.loads((blocks / "date-words.toml").read_text("utf-8"))
    rows = _languages()
    _by_hand(rows, extra, small)
    shared: dict[str, Any] = {
        "_": {
            "about": "Written by `make cldr` from CLDR (Unicode License v3), months-extra.toml and date-words.toml. Do not edit.",
            "press": extra["press"],
        },
        "_words": {key: "|".join(dict.fromkeys(fold(word) for word in small["words"][key])) for key in ROLES},
        "_zones": {word: offset for offset, words in small["zones"].items() for word in words},
        "_eras": {fold(word): offset for word, offset in small["eras"].items()},
        "_first_years": {fold(era + word): offset + 1 for era, offset in small["eras"].items() for word in small["first_year"]},
    }
    return shared | {language: row.plain() for language, row in sorted(rows.items())}


def written() -> str:
    """The text of the file: a JSON object with one line a language."""
    return "{\n" + ",\n".join(f"{orjson.dumps(key).decode()}:{orjson.dumps(value).decode()}" for key, value in table().items()) + "\n}\n"


def main() -> int:
    """Writes the file; the exit status."""
    target: Path = files.root() / "blocks" / "months.json"
    target.write_text(written(), "utf-8")
    print(f"{target}: {target.stat().st_size} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
