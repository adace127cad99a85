"""The lines of a wire's header, read with the words of the rule book: a dateline's place, date and agency, whose copy it is, who wrote it.

What is printed in the story wins; the header fills what is missing there. A header's line stands in no text, so that its shape needs no proof:
what is no date and no agency in a dateline is its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from normalizer.article import Dateline, Version
from normalizer.layout import lay_out, view
from normalizer.rulebook import RuleBook
from normalizer.rulebook.marks import AGENCY, DATE, MOMENT, WEAK_AGENCY, Guess, Marked, mark
from normalizer.rulebook.readers import Lexicon, Reading, people, place, version_parts

_AGENCY = (AGENCY, WEAK_AGENCY)
#: `www.itar-tass.com`: what stands before the ending.
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)*?(?P<name>[\w-]+)\.[a-z]{2,10}(?:\.[a-z]{2})?/?", re.IGNORECASE)
_TRIMMED = " \t.,:;/|()[]{}<>=*+–—-_"
#: The state of the copy behind a slug (`SOCCER/RESULTS (UPDATE 2)`, `BC-Bridge, 1st Ld-Writethru`), and before a title (`UPDATE 1-Bridge closed`).
_BEHIND = re.compile(r"(?P<slug>.+?)\s*(?:[,;]\s*|\()(?P<label>[^(),;]{2,30})\)?")
_BEFORE = re.compile(r"(?P<label>[^\W\d_]+ ?\d{1,2})\s?[-–:]\s?\S")


class Said(Protocol):
    """A line of a header."""

    @property
    def about(self) -> str:
        """What it is about."""

    @property
    def words(self) -> str:
        """Its words."""

    @property
    def where(self) -> str:
        """Its evidence."""


def fill(fields: Mapping[str, Any], lines: Sequence[Said], book: RuleBook, guess: Guess) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that the lines state and nothing printed does, and their evidence.

    ``fields`` are those that are known. Of a dateline its missing parts are filled; the agency is the dateline's, else the header's.
    """
    found: dict[str, Any] = {}
    evidence: dict[str, str] = {}
    for part in (_dateline(fields, lines, book, guess), _agency(fields, lines, book, guess), _slug(fields, lines, book.words.lexicon)):
        for name, (value, where) in part.items():
            found[name], evidence[name] = value, where
    for line in lines:
        if line.about == "published" and "published" not in fields and (stamp := _stamp(line.words, book, guess)):
            found["published"], evidence["published"] = stamp, line.where
            break
    slug = found.get("slugline")
    if slug and "keywords" not in fields and (words := tuple(re.findall(r"[^\s/-]+", slug))):
        found["keywords"], evidence["keywords"] = words, evidence["slugline"]
    if "authors" not in fields:
        for line in lines:
            if line.about == "byline" and (names := _people(line.words, book, guess)):
                found["authors"], evidence["authors"] = names, line.where
                break
    return found, evidence


_Part = dict[str, tuple[Any, str]]


def _dateline(fields: Mapping[str, Any], lines: Sequence[Said], book: RuleBook, guess: Guess) -> _Part:
    """The dateline with what the header knows of it: of the same day, so that a year that is printed nowhere is filled in."""
    printed = fields.get("dateline") or Dateline()
    known, where = printed, ""
    for line in lines:
        if line.about not in ("dateline", "place"):
            continue
        read = dateline(line.words, book, guess) if line.about == "dateline" else Dateline(_place(line.words, book.words.lexicon))
        day = known.date
        if read.date and (day is None or (day.startswith("--") and read.date.endswith(day[1:]))):
            day = read.date
        more = Dateline(known.place or read.place, day, known.agency or read.agency)
        if more != known:
            known, where = more, where or line.where
    return {"dateline": (known, where)} if known != printed else {}


def dateline(line: str, book: RuleBook, guess: Guess) -> Dateline:
    """Place, date and agency of a line that is nothing but a dateline."""
    marked = _marked(line, book, guess)
    day = next((one.value for one in marked.marks if one.char in (DATE, MOMENT) and one.value), None)
    agency = next((one.value for one in marked.marks if one.char in _AGENCY), None)
    parts = [part.strip(_TRIMMED) for part in re.split(r"[\ue000-\ue00f()]|\s[-–—]\s", marked.text)]
    where = next((read for part in parts if (read := _place(part, book.words.lexicon))), None)
    return Dateline(where, day[:10] if day and not day.startswith("--") else day, agency)


def _stamp(line: str, book: RuleBook, guess: Guess) -> str | None:
    """The time that a line states, with its year."""
    stamps = (one.value for one in _marked(line, book, guess).marks if one.char in (DATE, MOMENT))
    return next((stamp for stamp in stamps if stamp and not stamp.startswith("--")), None)


def _marked(line: str, book: RuleBook, guess: Guess) -> Marked:
    """A line with its dates and agencies recognised."""
    return mark(line, book.agencies.find(line, guess), guess, False, False)


def _place(words: str, lexicon: Lexicon) -> str | None:
    """A place as written; a word in small letters alone is none."""
    read = place(Reading(words.strip(_TRIMMED)), lexicon)
    return read if read and not read[0].islower() else None


def _agency(fields: Mapping[str, Any], lines: Sequence[Said], book: RuleBook, guess: Guess) -> _Part:
    """Whose copy it is. What the header names and the book does not know may be a publisher."""
    printed = fields.get("dateline")
    if printed and printed.agency:
        return {}
    unknown: _Part = {}
    for line in lines:
        if line.about == "agency":
            if name := agency(line.words, book, guess):
                return {"agency": (name, line.where)}
            if "publisher" not in fields and not unknown and " " in line.words:
                unknown = {"publisher": (line.words, line.where)}
    stated = (dateline(line.words, book, guess).agency for line in lines if line.about == "dateline")
    name = next((one for one in stated if one), None)
    return {"agency": (name, "header:dateline")} if name else unknown


def agency(words: str, book: RuleBook, guess: Guess) -> str | None:
    """The short name of the agency that words name: as printed, as a code (`nprov:AFP`), or by the address of its page (`www.itar-tass.com`)."""
    domain = _DOMAIN.fullmatch(words)
    for tried in (words, *((domain["name"], domain["name"].upper()) if domain else ()), words.upper() if " " not in words else words):
        marks = [one for one in _marked(tried, book, guess).marks if one.char in _AGENCY]
        whole = next((one for one in marks if one.start == 0 and one.end == len(tried)), None)
        strong = [one for one in marks if one.char == AGENCY and tried == words]
        if whole or strong:
            return (whole or max(strong, key=lambda one: one.end - one.start)).value
    return None


def _slug(fields: Mapping[str, Any], lines: Sequence[Said], lexicon: Lexicon) -> _Part:
    """The slug without the state of the copy, and that state."""
    found: _Part = {}
    for line in lines:
        if line.about == "slugline" and "slugline" not in fields and "slugline" not in found:
            behind = _BEHIND.fullmatch(line.words)
            kind, number = version_parts(behind["label"], lexicon) if behind else (None, None)
            if behind and kind:
                found["version"] = (Version(behind["label"].strip(), kind, number), line.where)
            found["slugline"] = (behind["slug"] if behind and kind else line.words, line.where)
    for line in lines:
        if line.about == "version" and "version" not in found:
            kind, number = version_parts(line.words, lexicon)
            if kind:
                found["version"] = (Version(line.words, kind, number), line.where)
    title = _BEFORE.match(fields.get("headline") or "")
    if title and "version" not in found:
        kind, number = version_parts(title["label"], lexicon)
        if kind:
            found["version"] = (Version(title["label"], kind, number), "headline")
    if "version" in fields:
        found.pop("version", None)
    return found


def _people(words: str, book: RuleBook, guess: Guess) -> tuple[str, ...]:
    """The names in a by-line: as a rule of the book reads it, else what in it has the shape of a name, agencies and roles left out."""
    alone = view(lay_out(words))
    read = [one for one in book.find(alone, guess) if one.kind == "byline" and one.start == 0 and "person" in dict(one.fields)]
    if read:
        return tuple(dict(max(read, key=lambda one: one.end).fields)["person"].split(", "))
    marked = _marked(bare_name(words, book), book, guess)
    for parts in (re.split(r"[\ue000-\ue00f/|()]", marked.text), re.split(r"[\ue000-\ue00f,/|()]", marked.text)):
        for part in parts:
            read_names = people(Reading(part.strip(_TRIMMED)), book.words.lexicon) or ""
            names = tuple(name for name in read_names.split(", ") if name and not book.words.holds("reporter", name))
            if names and all(word[0].isupper() or word in book.words.lexicon.small for name in names for word in name.split()):
                return names
    return ()


def bare_name(words: str, book: RuleBook) -> str:
    """A name as a header states it, without the word before it (`By Jane Roe`)."""
    first, _, rest = words.partition(" ")
    return rest if rest and book.words.holds("by", first) else words
