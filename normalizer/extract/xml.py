"""XML as a tree, without entities, DTD and network, or the word that no tree can hold it.

The document type is cut away before anything is parsed, so that nothing is there to expand and nothing to fetch; characters that HTML names
(`&eacute;`, which files without their DTD are full of) are put in, and an entity of the document's own stays as it is written. What is not
well-formed is read as far as it goes. Measured with libxml2 2.14: elements deeper than 256 levels and texts of 10 MB are lost without an
exception; then there is no tree, and the caller keeps the text as its tags stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from html.entities import html5

from lxml import etree

from normalizer.article import Caution
from normalizer.extract.parse import monstrous
from normalizer.formats import looks

#: A document of more tags than this is not built as a tree: the largest packages seen have 20,000.
MOST_TAGS = 300_000
#: What is no markup although it looks so, and what only markup may hold: sections are turned into text before they can be torn.
_LOOSE = re.compile(
    r"<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<!--(?:.*?-->|.*+)|&(?P<entity>#?\w{1,40};)?|<(?![^\W\d]|[/!?:])|(?P<cut><[^<>]{0,5000}+\Z)", re.DOTALL
)
_KNOWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
#: Characters that no XML tree may hold (XML 1.0, production 2), and how a number for one is written: of a surrogate lxml makes a string that it
#: cannot read again.
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"#(?:(?P<decimal>[0-9]{1,20})|[xX](?P<hex>[0-9a-fA-F]{1,20}));")
#: Elements inside of a line, in HTML and NITF.
INLINE = frozenset((
    "a", "abbr", "alt-code", "b", "bdi", "bdo", "big", "chron", "cite", "city", "classifier", "code", "copyrite", "country", "del", "em", "event", "font",
    "frac", "frac-den", "frac-num", "frac-sep", "function", "i", "ins", "kbd", "lang", "location", "mark", "money", "num", "object.title", "org", "person",
    "postaddr", "pronounce", "q", "region", "s", "small", "span", "state", "strike", "strong", "sub", "sublocation", "sup", "time", "tt", "u", "var",
    "virtloc",
))  # fmt: skip
_ENTITIES = Caution("xml/entities", "The file defines entities of its own; they are not expanded but stand as they are written.")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root of a document, or why there is none; and what was wrong with it."""

    root: etree._Element | None
    why: str = ""
    cautions: tuple[Caution, ...] = ()


def parse(text: str) -> Parsed:
    """The tree of a decoded document, its elements' names in small letters (providers write `Header` where the standard has `header`).

    Never raises on content; the declared charset says nothing any more.
    """
    if text.count("<") > MOST_TAGS:
        return Parsed(None, "it has more elements than any package of news")
    if fault := monstrous(text):
        return Parsed(None, fault)
    begins = looks.root(text)
    cautions: list[Caution] = []
    if begins is not None:
        if any("<!ENTITY" in text[start:end] and re.search(r"<!ENTITY\s+[^%\s]", text[start:end]) for start, end in begins.doctypes):
            cautions.append(_ENTITIES)
        text = text[begins.start :]
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True,
        remove_pis=True, collect_ids=False, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(_LOOSE.sub(_mended, _NEVER.sub("", text)).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return Parsed(None, "it holds nothing that a parser takes", tuple(cautions))
    wrong = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.FATAL]
    if any(entry.type_name in ("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR") for entry in wrong):
        return Parsed(None, "it is nested deeper, or has longer values, than a parser takes", tuple(cautions))
    if wrong:
        line, _ = min((entry.line, entry.column) for entry in wrong)
        cautions.append(
            Caution("xml/torn", f"The XML is not well-formed from its line {line} on (counted from the root): it is read as far as it goes.")
        )
    _in_small_letters(root)
    return Parsed(root, "", tuple(cautions))


def _in_small_letters(root: etree._Element) -> None:
    for element in root.iter("*"):
        if not (tag := str(element.tag)).islower():
            around, brace, own = tag.rpartition("}")
            with suppress(ValueError):  # a name that recovery let through and no tree takes (`contentCreated>2018` torn) stays as it is
                element.tag = around + brace + own.lower()


def _mended(found: re.Match[str]) -> str:
    if found["data"] is not None:
        return escape(found["data"], quote=False)
    if found["cut"]:
        return ""  # a tag that the end of the file cut through
    entity = found["entity"]
    if entity is None:
        return {"&": "&amp;", "<": "&lt;"}.get(found[0], found[0])
    if number := _NUMBER.fullmatch(entity):
        return _numbered(int(number["decimal"] or number["hex"], 10 if number["decimal"] else 16))
    if entity in _KNOWN:
        return found[0]
    return escape(html5[entity], quote=False) if entity in html5 else f"&amp;{entity}"


def _numbered(code: int) -> str:
    """A character that a document gives by its number, as it may stand in a tree: U+FFFD for half a character, nothing for a control."""
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return "" if _NEVER.match(chr(code)) else f"&#{code};"


def name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, key: str) -> str:
    """The value of an attribute by its name without namespace, tidied; empty: it is not there."""
    if element is None:
        return ""
    return next((tidy(value) for at, value in element.attrib.items() if str(at).rpartition("}")[2].lower() == key.lower()), "")


def tidy(text: str | bytes | None) -> str:
    """Words on one line."""
    return " ".join(str(text or "").split())


def words(element: etree._Element | None) -> str:
    """The text of an element with all that is in it, on one line; what stands in elements of their own is parted."""
    if element is None:
        return ""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        glue = "" if name(one) in INLINE else " "
        parts += (glue, one.text or "") if event == "start" else (glue, (one.tail or "") if one is not element else "")
    return tidy("".join(parts))


def every(element: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """The elements at a path of names below an element, in document order; a name after `//` may stand at any depth."""
    if element is None:
        return
    step, _, rest = path.lstrip("/").partition("/")
    for one in element.iterdescendants(f"{{*}}{step}") if path.startswith("/") else element.iterchildren(f"{{*}}{step}"):
        if rest:
            yield from every(one, rest)
        else:
            yield one


def first(element: etree._Element | None, *paths: str) -> etree._Element | None:
    """The first element at the first of the paths where there is one."""
    return next((one for path in paths for one in every(element, path)), None)
