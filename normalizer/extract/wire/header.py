"""What the header of a wire story states, gathered in the order of belief: the first to state a field wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from lxml import etree

from normalizer.article import Caption
from normalizer.extract import Line
from normalizer.extract.moments import moment
from normalizer.extract.xml import tidy

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
#: Entries of a list, and lines: each line is compared with those before it, and costs the rule book a reading.
_MOST = 200


class Header:
    """Fields with their evidence, lines for the rule book, and what no field carries."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.evidence: dict[str, str] = {}
        self.lines: list[Line] = []
        self.extensions: dict[str, Any] = {}
        self.language: str | None = None
        self.record: str | None = None
        self.url: str | None = None

    def say(self, field: str, value: Any, where: str) -> None:
        """A field's value as the article holds it; nothing said is passed over."""
        if isinstance(value, str):
            value = clean(value)
        if value and field not in self.fields:
            self.fields[field] = value
            self.evidence[field] = f"header:{where}"

    def drop(self, field: str) -> None:
        """Takes a field back."""
        self.fields.pop(field, None)
        self.evidence.pop(field, None)

    def add(self, field: str, values: Iterable[str], where: str) -> None:
        """More entries of a list (keywords, notes), each once."""
        new = [value for value in map(clean, values) if value]
        if new:
            self.fields[field] = tuple(dict.fromkeys((*self.fields.get(field, ()), *new)))[:_MOST]
            self.evidence.setdefault(field, f"header:{where}")

    def line(self, about: str, said: str, where: str) -> None:
        """A line that the rule book shall read, each once."""
        if len(self.lines) == _MOST:
            return
        line = Line(about, clean(said), f"header:{where}")
        if line.words and not any((one.about, one.words) == (about, line.words) for one in self.lines):
            self.lines.append(line)

    def stated(self) -> dict[str, Any]:
        """All of it, by the names that :class:`normalizer.extract.Extracted` has for it."""
        return {
            "fields": dict(self.fields),
            "evidence": dict(self.evidence),
            "lines": tuple(self.lines),
            "extensions": dict(self.extensions),
            "language": self.language,
            "record": self.record,
            "url": self.url,
        }

    def stamps(self, issued: Iterable[tuple[str, str]], revised: Iterable[tuple[str, str]] = ()) -> None:
        """When the story was first made, and when this version was; each as (stamp, where), the likeliest first.

        IPTC's own vocabulary for the web (rNews) has it so: published is when an item was first made available, modified its latest change.
        """
        first = next(((stamp, where) for words, where in issued if (stamp := moment(words))), None)
        last = next(((stamp, where) for words, where in revised if (stamp := moment(words))), None)
        if first and last and last[0] < first[0]:  # a clock that went slow (seen: two seconds)
            first = last
        if first or last:
            self.say("published", *(first or last))  # type: ignore[misc]
        if first and last and last[0] != first[0]:
            self.say("modified", *last)

    def keep(self, key: str, values: Iterable[Any]) -> None:
        """What no field of the article carries, untouched."""
        found = [value for value in values if value]
        if found:
            self.extensions[key] = found[:_MOST]

    def speaks(self, *tags: str | None) -> None:
        """The language of the story, as the first tag that is one says it."""
        for tag in tags:
            if tag and not self.language and _TAG.fullmatch(tag.strip()):
                primary, _, rest = tag.strip().replace("_", "-").partition("-")
                self.language = f"{primary.lower()}-{rest}" if rest else primary.lower()


def clean(text: str | bytes | None) -> str:
    """A value as a field holds it: one line, NFC."""
    return unicodedata.normalize("NFC", tidy(text))


def captions(found: Iterable[tuple[str, str]]) -> tuple[Caption, ...]:
    """Captions of (words, credit), each once."""
    tidied = [(clean(text), clean(credit)) for text, credit in found]
    return tuple(Caption(text or None, credit or None) for text, credit in dict.fromkeys(tidied) if text or credit)


def language_of(element: etree._Element | None) -> str | None:
    """The ``xml:lang`` of an element, else of the nearest one around it."""
    while element is not None:
        for at in ("{http://www.w3.org/XML/1998/namespace}lang", "lang"):
            if (said := element.get(at)) and said != "x-default":
                return str(said)
        element = element.getparent()
    return None
