"""How a decoded document looks that is more than text. Each look is linear, and most are over after the first characters."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

#: A page begins with its doctype or one of the elements that only a page has, comments and an XML declaration before it (the standard's sniffing).
_OPENING = re.compile(
    r"[\s\ufeff]*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:(?!-->).){0,2000}-->\s*+){0,8}"
    r"<(?:!doctype\s+html\b|html(?=[\s>])|head(?=[\s>])|body(?=[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
#: A piece of a page, as feeds and records carry it: begins with an element that holds prose, and that element is closed again.
_PIECE = re.compile(r"[\s\ufeff]*+<(p|div|article|section|main|h1|h2|table|figure|blockquote|ul)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)

#: What may stand before the root of an XML document: white space, a declaration or another instruction, comments.
_BEFORE_ROOT = re.compile(r"[\s\ufeff]++|<\?(?:.*?\?>|.*+)|<!--(?:.*?-->|.*+)", re.DOTALL)
#: The parts of a doctype that a `>` inside of it may hide in.
_IN_DOCTYPE = re.compile(r"<!--(?:.*?-->|.*+)|<\?(?:.*?\?>|.*+)|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[\[\]>]", re.DOTALL)
_ROOT = re.compile(r"<(?P<name>[^\W\d][\w.-]*+(?::[\w.-]++)?)(?P<attributes>(?:\s++[^<>=\s]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\s*+/?(?:>|\Z)")
#: In the namespace of every NewsML-G2 document.
_G2 = "iptc.org/std/nar/"

#: IPTC 7901: source and number of the message, priority, category, number of words; then the agency's own words and the time as a number.
HEADER_7901 = re.compile(
    r"(?:^|(?<=\x04))[ \t\x00\x16\x7f]*+\x01?(?P<id>[A-Za-z]{2,4}\d{3,5}) (?P<priority>[1-9]) (?P<category>[A-Za-z]{1,4}) {1,3}(?P<words>\d{1,5})"
    r"(?P<rest>(?: {1,6}[^\W\d_][\w/-]{0,11}){0,3} {1,6}\d{2,4})? *(?=[\r\n\x02])",
    re.MULTILINE,
)
#: ANPA 1312: service and number of the story, format; on the second line priority, category, version and keyword, day, number of words.
HEADER_ANPA = re.compile(
    r"(?:^|(?<=\x04))[ \t\x00\x16\x7f]*+\x01?(?P<id>[A-Za-z]\d{4})\x1f?(?P<format>[^\s\x1f]{0,20})[ \t]*(?:\r?\n|\r)+"
    r"[\x00-\x06]?(?P<priority>[a-z]) (?P<category>[a-z])(?:[\x11\x13]++ ?| )(?P<keyword>[^\r\n\x02]{1,60}?) +(?P<day>\d\d-\d\d) +(?P<words>\d{1,5})"
    r"[ \t]*(?=[\r\n\x02])",
    re.MULTILINE,
)
#: Where one document ends and the next begins: behind its root's end, and nothing but white space between.
_BETWEEN = re.compile(r"</[^<>]{1,100}>[\s\ufeff\x00]*+(?=<\?xml\s)")
_FIRST = re.compile(r"[\s\ufeff]*+")
#: A doctype is shorter, its internal subset included.
_LONGEST_DOCTYPE = 100_000
#: A header is looked for no further into a text.
_HEAD = 400


def is_page(text: str) -> bool:
    """Whether a document is HTML, or a piece of it. Text that merely holds ``<`` is text."""
    if "<" not in text[:20_000]:
        return False
    if opening := _OPENING.match(text):
        return _TAG.search(text, opening.end()) is not None  # a story may show a doctype, but hardly markup that goes on
    piece = _PIECE.match(text)
    return piece is not None and f"</{piece[1].lower()}>" in text.lower() and text.rstrip().endswith(">")


class Root(NamedTuple):
    """The beginning of an XML document: its root's name without prefix, the attributes as written, where the root begins, its doctypes' stretches."""

    name: str
    attributes: str
    start: int
    declared: bool = False
    doctypes: tuple[tuple[int, int], ...] = ()


def root(text: str) -> Root | None:
    """The root of an XML document; None: it begins as none does."""
    first = _FIRST.match(text)
    if not first or not text.startswith("<", first.end()):
        return None
    at, declared = first.end(), text.startswith("<?xml", first.end())
    doctypes: list[tuple[int, int]] = []
    while at < len(text):
        if before := _BEFORE_ROOT.match(text, at):
            at = before.end()
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            doctypes.append((at, _end_of_doctype(text, at)))
            at = doctypes[-1][1]
        else:
            break
    found = _ROOT.match(text, at)
    return Root(found["name"].rpartition(":")[2], found["attributes"], at, declared, tuple(doctypes)) if found else None


def _end_of_doctype(text: str, start: int) -> int:
    """Where a doctype ends: behind the `>` that stands in no quotation, comment or internal subset."""
    inside = False
    for part in _IN_DOCTYPE.finditer(text, start, start + _LONGEST_DOCTYPE):
        if part[0] == ">" and not inside:
            return part.end()
        if part[0] in "[]":
            inside = part[0] == "["
    return len(text)


def documents(text: str) -> list[str]:
    """The documents of a file that holds several, one behind the other, as archives put them together; each begins with its declaration."""
    cuts = [0, *(found.end() for found in _BETWEEN.finditer(text)), len(text)] if text.count("<?xml") > 1 else [0, len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def is_nitf(text: str) -> bool:
    """NITF: the root ``nitf``."""
    found = root(text)
    return found is not None and found.name == "nitf"


def is_newsml(text: str) -> bool:
    """NewsML 1: the root ``NewsML``, or an item of it alone."""
    found = root(text)
    return found is not None and (found.name == "NewsML" or (found.name == "NewsItem" and _G2 not in found.attributes))


def is_newsml_g2(text: str) -> bool:
    """NewsML-G2: a root of its namespace, or one of its names with its standard or id."""
    found = root(text)
    if found is None:
        return False
    named = found.name in ("newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
    return named and (_G2 in found.attributes or "standard" in found.attributes or "guid" in found.attributes or found.name == "newsMessage")


def is_feed(text: str) -> bool:
    """RSS of any version, or Atom."""
    found = root(text)
    if found is None:
        return False
    if found.name == "RDF":
        return "purl.org/rss/1.0" in found.attributes or "my.netscape.com/rdf" in found.attributes
    return found.name == "rss" or (
        found.name in ("feed", "entry") and ("w3.org/2005/Atom" in found.attributes or "purl.org/atom" in found.attributes)
    )


def is_xml(text: str) -> bool:
    """XML of any kind: it says so, or its root is closed at its end."""
    found = root(text)
    if found is None:
        return False
    return found.declared or bool(found.doctypes) or text.rstrip("\x00 \t\r\n").endswith((f"{found.name}>", f"{found.name} >"))


def is_7901(text: str) -> bool:
    """IPTC 7901: its header stands at the very beginning, framed by control characters or as archives print it."""
    return _at_the_beginning(HEADER_7901, text)


def is_anpa(text: str) -> bool:
    """ANPA 1312: likewise."""
    return _at_the_beginning(HEADER_ANPA, text)


def _at_the_beginning(header: re.Pattern[str], text: str) -> bool:
    """Whether only white space stands before the header."""
    first = header.search(text, 0, _HEAD)
    return first is not None and not text[: first.start()].strip("\ufeff \t\r\n")
