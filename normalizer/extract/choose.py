"""Which stretches of a page's text are the story: trafilatura chooses, and its paragraphs are found again in the page's text.

Measured on 579 real pages with truth (38 languages and more): the best of eight libraries, and the only one that keeps paragraphs in other
languages than the page's. Precision mode; nothing that repeats is dropped (the rule book sees to that). Where it finds nothing, or the page
is too large for it, the story is the page's ``<p>``, else all of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from normalizer.extract.dom import Line, Text
from normalizer.extract.find import Finder, Slice

#: Elements of trafilatura's own XML that are lines of their own.
_LINES = frozenset(("body", "p", "head", "list", "item", "quote", "table", "row", "cell", "lb", "div", "code", "ab", "fw", "graphic"))
#: It costs .1 ms an element; a page of more elements than this goes without.
_MOST_ELEMENTS = 14_000
#: Lists and tables nested in themselves take it time by the square of their depth (900 tables: 10 s); real pages measured stay below 60.
_DEEPEST = 150
#: And .3 s a megabyte of text.
_LONGEST = 1_500_000
#: A paragraph of prose, where only its element says so: not mostly links, and not a button.
_PROSE, _LINKED_PERCENT = 30, 50

# It logs every page that it gives up; what is wrong with a page is said in the article's warnings.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stretches of the story, and what was wrong (empty: nothing)."""

    story: list[Slice]
    why: str = ""


def choose(tree: HtmlElement | None, text: Text, engine: str = "trafilatura", html: str = "") -> Chosen:
    """The story of a page; ``tree`` None: nobody could parse it. ``html``: its text with the tags, for an engine that has its own parser."""
    if tree is None:
        return Chosen(_prose(text.lines))
    if len(text.text) > _LONGEST:
        return Chosen(_prose(text.lines), "is longer than any article")
    if text.elements > _MOST_ELEMENTS or text.depth > _DEEPEST:
        return Chosen(_prose(text.lines), "has more elements, or nests them deeper, than any article")
    paragraphs = _by_resiliparse(html) if engine == "resiliparse" else _paragraphs(tree)
    found = Finder(text.text, [(line.start, line.end) for line in text.lines]).find(paragraphs)
    if not found:
        return Chosen(_prose(text.lines), "shows no story that stands out from the page")
    return Chosen(found)


def _by_resiliparse(html: str) -> list[list[str]]:
    """The story's lines as resiliparse has them, the library for bulk (extra ``fast``)."""
    from resiliparse.extract.html2text import extract_plain_text

    return [[line] for line in extract_plain_text(html, main_content=True, list_bullets=False, comments=False).split("\n") if line.strip()]


def _paragraphs(tree: HtmlElement) -> list[list[str]]:
    """The story's lines as trafilatura has them, each as its pieces of text."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return []  # a page it cannot work on is a page on which it finds nothing
    body = getattr(document, "body", None)
    return list(_lines(body)) if body is not None else []


def _lines(body: etree._Element) -> Iterator[list[str]]:
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _LINES and pieces:
            yield pieces
            pieces = []
        words = element.text if event == "start" else element.tail
        if words and not words.isspace():
            pieces.append(words)
    if pieces:
        yield pieces


def _prose(lines: list[Line]) -> list[Slice]:
    """All lines of ``<p>`` that are prose; without any, all that is no link; without that, everything."""
    unlinked = [line for line in lines if 100 * line.linked <= _LINKED_PERCENT * (line.end - line.start) and line.tag != "title"]
    prose = [line for line in unlinked if line.tag == "p" and line.end - line.start >= _PROSE]
    return [(line.start, line.end) for line in prose or unlinked or lines]
