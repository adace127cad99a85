"""The shapes that dates and times of day have in a row of :mod:`normalizer.rulebook.datelex`, and what they say.

The letters are those of :mod:`~normalizer.rulebook.datelex`: ``27 июня 2019 г.`` is ``N_M_4_y.``. Each shape stands beside dates it is for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from normalizer.rulebook import calendars, datelex, datewords
from normalizer.rulebook.datewords import Month, Word


class Piece(NamedTuple):
    """A date or a time in the row: tokens ``first`` to ``last`` (half open)."""

    first: int
    last: int
    iso: str
    languages: frozenset[str] = frozenset()
    #: An hour without minutes (15时): a time only beside a date.
    vague: bool = False


#: A shape that cannot begin here fails at once.
_STARTS = "(?=[WBMNq4])"
_BEFORE = r"(?:(?P<w>[WB])\.?,?_?-?_?)?"
_AFTER = r"(?P<tail>_?\([WB]\.?\)|,?_?[WB])?"
_WITH_WORDS = tuple(
    re.compile(_STARTS + _BEFORE + core + _AFTER)
    for core in (
        # 27 Haziran 2019 · 16. novembra · 26 de abril de 2022 · 27 июня 2019 г. · 27-iyun · 27/jun/2019 · 27 حزيران/يونيو 2019
        r"(?P<core>(?:q_?)?(?P<d>N)(?P<stop>\.|-?o)?[_/-]?(?:c'?_)?(?P<m>[MB])(?:_?/_?[MB])?(?P<year>(?:\.?,?[_/-]?)(?:W,?_)?(?:[cyr]_?)?(?P<y>4)(?:[.-]?_?y\.?)?)?)",
        # June 27, 2019 · Nov 6 · Hunyo 27, 2019
        r"(?P<core>(?P<m>[MB])\.?[_-]?(?P<d>N)(?:-?o)?(?P<year>(?:,_?|_|-)(?P<y>4))?)",
        # 2019. június 27. · 2019 m. birželio 27 d. · 2019ko ekainaren 27a
        r"(?P<core>(?P<y>4)(?:\.|-?_?y\.?)?,?[_-]?(?P<m>[MB])\.?[_-]?(?P<d>N)(?:\.|-?o)?(?:_?d\.?)?)",
        # 2019. gada 27. jūnijs · 2019 жылғы 27 маусым · 2019-yil 27-iyun
        r"(?P<core>(?P<y>4)\.?-?_?y\.?,?_(?P<d>N)(?P<stop>\.|-?o)?[_-]?(?P<m>[MB]))",
    )
)
_MARKED = tuple(
    re.compile(core)
    for core in (
        # 2019年6月27日(木) · 6月27日 · 2019년 6월 27일 · 令和5年4月1日 · 民國109年6月27日
        _BEFORE + r"(?P<core>(?:(?P<r>r)_?(?P<ry>[N34])_?y_?|(?P<first>R)_?|(?P<y>4)_?y_?)?(?P<m>N)_?m_?(?P<d>N)_?d)" + _AFTER,
        # 2019 оны 6-р сарын 27
        _BEFORE + r"(?P<core>(?:(?P<y>4)_?y_)?(?P<m>N)-m_(?P<d>N))" + _AFTER,
        # Thứ Năm, ngày 27 tháng 6 năm 2019
        _BEFORE + r"(?P<core>(?:q_?)?(?P<d>N)_?,?_?p_?(?P<m>N)(?P<year>,?_?(?:y_?)?(?P<y>4))?)",
    )
)
_IN_NUMBERS = re.compile(_BEFORE + r"(?P<core>(?:q_?)?(?P<e>E)(?:_?y\.?|(?P<dot>\.))?)" + _AFTER)
# ngày 27/6 · Rabu, 27/6 · Rabu (27/6)
_SLASHED = re.compile(r"(?:(?P<w>[WB])\.?,?_|[WB],?_\(|(?=q_))(?P<core>(?:q_)?(?P<e>D))")
#: A date whose month is a word, with its year, right before.
_DAY_ABOVE = re.compile(r"N\.?[_-]?[MB]\.?_4,?_$")
# Xinhuanet prints 2023 11/ 17 20:52:15
_SPACED = re.compile(r"(?P<core>(?P<y>4)_(?P<m>N)/_(?P<d>N))(?=_T)")
_TIME = re.compile(
    r"(?:(?P<clock>K)[.:]?_?)?(?:(?P<am>P)\.?_?)?"
    # 03:57 · 12.45 · 16h15, 16時30分 · 4 p.m. · 1029GMT
    r"(?:(?P<t>T)|(?P<f>F)|(?P<h>N)_?h(?:_?(?P<i>N)(?:_?i(?:_?(?P<s>N)_?s)?)?)?|(?P<hour>N)(?=_?P)|(?P<whole>4)(?=_?Z))"
    r"(?:_?(?P<pm>P)\.?)?(?P<after>_?[kh]\.?)?(?:_?(?P<z>Z)|_?\((?P<zb>Z)\))?"
)
#: What a shape's reader gives: the token its date ends before, the ISO form, the languages of the month's word; None where it is no date.
_Read = tuple[int, str, frozenset[str]] | None


class Reader:
    """One row, read: what its shapes say."""

    def __init__(self, text: str, row: datelex.Row, lexicon: datewords.Lexicon, languages: tuple[str, ...]) -> None:
        self.text, self.row, self.lexicon = text, row, lexicon
        self.languages = languages
        self.mains = [tag.split("-")[0] for tag in languages]

    # Dates

    def dates(self) -> Iterator[Piece]:
        """Every reading of a date, also such as lie over each other."""
        shape = self.row.shape
        if "M" in shape or "B" in shape:
            for pattern in _WITH_WORDS:
                yield from self._read(pattern, self._named)
        if "m" in shape or "p" in shape:
            for pattern in _MARKED:
                yield from self._read(pattern, self._marked)
        if "/_" in shape:
            yield from self._read(_SPACED, self._marked)
        if "E" in shape:
            yield from self._read(_IN_NUMBERS, self._numeric)
        if "D" in shape:
            yield from self._read(_SLASHED, self._slashed)

    def _read(self, pattern: re.Pattern[str], reader: Callable[[re.Match[str]], _Read]) -> Iterator[Piece]:
        for match in pattern.finditer(self.row.shape):
            read = reader(match)
            if read:
                last, iso, languages = read
                yield self._with_weekday(match, last, iso, languages)

    def _with_weekday(self, match: re.Match[str], last: int, iso: str, languages: frozenset[str]) -> Piece:
        """The date with the weekday before or after it, where one is printed that agrees with it."""
        first = match.start("core")
        groups = match.re.groupindex
        if "w" in groups and match["w"]:
            shared = self._agrees(match.start("w"), iso, languages)
            if shared is not None:
                first, languages = match.start("w"), shared
        if "tail" in groups and match["tail"] and last == match.start("tail"):
            at = next(index for index in range(last, match.end("tail")) if self.row.shape[index] in "WB")
            bracketed = "(" in match["tail"]
            glued = at == last
            if bracketed or glued or self.row.ends[at] - self.row.starts[at] > 2:
                shared = self._agrees(at, iso, languages)
                if shared is not None:
                    last, languages = match.end("tail"), shared
        return Piece(first, last, iso, languages)

    def _agrees(self, at: int, iso: str, languages: frozenset[str]) -> frozenset[str] | None:
        """The languages that a date and the weekday at ``at`` are both written in; None where the weekday is no part of the date.

        A short weekday is also another word ("so", "sat"), so it has to be the right one; a long one may be the paper's mistake.
        """
        said = self.row.words[at].weekdays
        if self.row.ends[at] - self.row.starts[at] < 4:
            if iso and iso[0] != "-":
                number = date.fromisoformat(iso).isoweekday()
                said = tuple(pair for pair in said if pair[1] == number)
            elif _weak(self._printed(at)) and self.row.shape[at + 1 : at + 2] not in (",", "."):
                return None
        shared = frozenset(language for language, _ in said)
        if languages:
            shared &= languages
        return shared or None

    def _printed(self, at: int) -> str:
        return self.text[self.row.starts[at] : self.row.ends[at]]

    def _named(self, match: re.Match[str]) -> _Read:
        """A date whose month is a word."""
        month_at, day = match.start("m"), int(self._printed(match.start("d")))
        year = int(self._printed(match.start("y"))) if match["y"] else None
        last = match.end("core")
        stop = match.re.groupindex.get("stop") is not None and match["stop"] == "."
        month_first = month_at < match.start("d") and not (year is not None and match.start("y") < month_at)
        if year is not None and not 1000 <= year <= 2700:
            if "year" not in match.re.groupindex:
                return None
            year, last = None, match.start("year")
        weekday = frozenset(language for language, _ in self.row.words[match.start("w")].weekdays) if match["w"] else frozenset()
        months = self._settled(self.row.words[month_at], self._printed(month_at), stop, month_first, year is not None, weekday)
        if not months:
            return None
        languages = frozenset(month.language for month in months)
        buddhist = any("b" in self.lexicon.traits[language] for language in languages)
        if year is None and buddhist:
            year, last = self._short_year(last)
        elif year is None and not match["y"] and not month_first:
            year, last = self._wire_year(self._printed(month_at), last)
        iso = calendars.iso(months[0].calendar, year, months[0].number, day)
        return None if iso is None else (last, iso, languages)

    def _short_year(self, last: int) -> tuple[int | None, int]:
        """The two digits of a Buddhist year after a Thai month (``12 ส.ค. 61``), or none."""
        at = last + (self.row.shape[last : last + 1] == "_")
        if self.row.shape[at : at + 1] == "N" and (short := int(self._printed(at))) >= 40:
            return 2500 + short, at + 1
        return None, last

    def _wire_year(self, month: str, last: int) -> tuple[int | None, int]:
        """The two digits of a year before a bracket, behind a month in three capitals (``4 FEB 90 (EFE)``), or none."""
        if len(month) == 3 and month.isupper() and self.row.shape[last : last + 4] == "_N_(" and len(digits := self._printed(last + 1)) == 2:
            return int(digits) + (1900 if int(digits) > 69 else 2000), last + 2
        return None, last

    def _settled(self, word: Word, printed: str, stop: bool, month_first: bool, with_year: bool, weekday: frozenset[str]) -> tuple[Month, ...]:
        """The readings of a month's word that agree on one month; none where they do not."""
        traits = self.lexicon.traits
        months = word.months
        if not (with_year or weekday):
            # "they march 5 miles": English writes March; "May 5": a month before its day, where the language does so; "20 out of 29": a short
            # word is a month only in a text that may be in its language.
            months = tuple(
                month
                for month in months
                if not ("c" in traits[month.language] and printed[0].islower())
                and not (month_first and "m" not in traits[month.language])
                and not (_weak(printed) and self.mains and month.language.split("-")[0] not in self.mains)
            )
        if len({month[1:] for month in months}) > 1:
            for tag in self.mains:
                named = tuple(month for month in months if month.language.split("-")[0] == tag)
                if named:
                    months = named
                    break
        if len({month[1:] for month in months}) > 1 and weekday:
            months = tuple(month for month in months if month.language in weekday) or months
        if len({month[1:] for month in months}) > 1:
            # Polish "15 listopada" is November, Croatian "15. listopada" October.
            months = tuple(month for month in months if ("d" in traits[month.language]) == stop)
        return months if len({month[1:] for month in months}) == 1 else ()

    def _marked(self, match: re.Match[str]) -> _Read:
        """A date whose numbers carry marks."""
        year = int(self._printed(match.start("y"))) if match["y"] else None
        last = match.end("core")
        era = match.groupdict()
        if era.get("r"):
            year = self.row.words[match.start("r")].value + int(self._printed(match.start("ry")))
        elif era.get("first"):
            year = self.row.words[match.start("first")].value
        iso = calendars.iso("", year, int(self._printed(match.start("m"))), int(self._printed(match.start("d"))))
        return None if iso is None else (last, iso, frozenset())

    def _numeric(self, match: re.Match[str]) -> _Read:
        """A date of three numbers."""
        printed = self._printed(match.start("e"))
        parts = re.findall(r"\d+", printed)
        read = self._year_month_day(parts, dotted="." in printed)
        if read is None:
            return None
        year = read[0]
        calendar = "persian" if 1300 <= year < 1500 else ""
        if not (1900 <= year <= 2100 or 2400 <= year <= 2700 or calendar):
            return None
        iso = calendars.iso(calendar, *read)
        # The full stop after a whole date belongs to it where the year comes first: 2019. 6. 27.
        last = match.end("core") - (match["dot"] is not None and len(parts[0]) != 4)
        return None if iso is None else (last, iso, frozenset())

    def _year_month_day(self, parts: list[str], dotted: bool) -> tuple[int, int, int] | None:
        """Three numbers in their order: with full stops always day, month, year, and then two digits of a year will do (16 is 2016, 70 1970)."""
        a, b, c = map(int, parts)
        sizes = tuple(map(len, parts))
        if sizes[0] == 4 and sizes[2] < 3:
            return a, b, c
        if sizes[0] > 2:
            return None
        if dotted and sizes[1:] == (2, 2):
            return c + (1900 if c > 69 else 2000), b, a
        if sizes[2] != 4:
            return None
        order = (b, a) if dotted else self._order(a, b)
        return (c, *order) if order else None

    def _order(self, a: int, b: int) -> tuple[int, int] | None:
        """Month and day of ``a/b``: told by the numbers, else by the language; None where neither tells."""
        if a > 12 or a == b:
            return b, a
        if b > 12:
            return a, b
        if not self.mains or self.mains[0] in ("en", "und"):
            return None
        return b, a

    def _slashed(self, match: re.Match[str]) -> _Read:
        """A day and month beside a weekday or a word for "day"; English, which might mean the other order, does not print them so."""
        day, month = map(int, re.findall(r"\d+", self._printed(match.start("e"))))
        iso = calendars.iso("", None, month, day)
        return None if iso is None or self.mains[:1] == ["en"] else (match.end("core"), iso, frozenset())

    # Times

    def times(self) -> Iterator[Piece]:
        """Every time of day."""
        for match in _TIME.finditer(self.row.shape):
            hour_minute = self._clock(match)
            if hour_minute is None:
                continue
            halves = [self.row.words[match.start(name)] for name in ("am", "pm") if match[name]]
            numbers = list(hour_minute)
            if halves and numbers[0] <= 12:
                numbers[0] = numbers[0] % 12 + halves[0].value
            if numbers[0] > 23 or any(number > 59 for number in numbers[1:]):
                continue
            iso = ":".join(f"{number:02}" for number in (numbers if len(numbers) > 1 else [*numbers, 0]))
            vague = len(numbers) == 1 and not halves
            yield Piece(match.start(), match.end(), iso + self._zone(match), frozenset(), vague)

    def _clock(self, match: re.Match[str]) -> tuple[int, ...] | None:
        """Hour, minute and second as printed; None where the shape is no time after all."""
        if match["t"]:
            return tuple(map(int, re.findall(r"\d+", self._printed(match.start("t")))[:3]))
        if match["f"]:
            beside_date = (
                self.row.shape[max(0, match.start() - 2) : match.start()] in ("E_", ",_")
                and "E" in self.row.shape[max(0, match.start() - 3) : match.start()]
            )
            # 27. jun. 2019, 03.57
            closing = match.end() == len(self.row.shape) and _DAY_ABOVE.search(self.row.shape, 0, match.start())
            if not (match["clock"] or match["am"] or match["pm"] or match["after"] or match["z"] or beside_date or closing):
                return None
            return tuple(map(int, self._printed(match.start("f")).split(".")))
        if match["whole"]:
            whole = self._printed(match.start("whole"))
            return int(whole[:2]), int(whole[2:])
        if match["hour"]:
            at = match.start("pm")
            english = match["pm"] and "en" in self.row.words[at].languages
            # German "1 am Samstag"
            if not english or (self.mains and "en" not in self.mains and self._printed(at).islower() and self._printed(at).isalpha()):
                return None
            return (int(self._printed(match.start("hour"))),)
        return tuple(int(self._printed(match.start(name))) for name in ("h", "i", "s") if match[name])

    def _zone(self, match: re.Match[str]) -> str:
        """``+03:00``, ``Z`` as ``+00:00``, or nothing where the word names several offsets."""
        name = "z" if match["z"] else "zb"
        if not match[name]:
            return ""
        printed = self._printed(match.start(name))
        offset = self.lexicon.zones.get(printed, self.lexicon.zones.get(datewords.fold(printed)))
        if offset is not None:
            return offset
        # GMT+7, UTC+05:30, +0300
        sign = "-" if set(printed) & set("-−–") else "+"
        digits = "".join(re.findall(r"\d", printed))
        hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
        return f"{sign}{int(hours):02}:{int(minutes):02}"


def _weak(printed: str) -> bool:
    """Whether a word is so short that it is likelier another: two letters of an alphabet, or three that are no capitals."""
    return printed[0].lower() != printed[0].upper() and (len(printed) < 3 or (len(printed) == 3 and not printed.isupper()))
