"""A page as a tree, or the word that no tree can hold it. Every parser loses text on some page; here none is lost unseen.

Measured with libxml2 2.14: it stops without an exception at 256 levels (2,048 when asked for huge trees), drops attributes of 10 MB with what
follows them, and takes minutes for a tag of 300,000 attributes; a million elements cost seconds of Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from normalizer.extract.dom import LEFT_OUT

#: A page of more tags than this is not built as a tree; the longest live blogs measured have 40,000.
MOST_TAGS = 120_000
#: A tag longer than this is looked at, and more attributes than this in one are no page's.
_LONG_TAG, _MOST_ATTRIBUTES = 20_000, 2_000
_LONGEST_TAG = 5_000_000

#: A comment, a declaration or a tag; each of them ends with the page at the latest, so that the search goes on behind it: linear on any input.
#: A quotation mark opens a value only behind an equals sign, as the standard has it (`title="a "b" c"`).
TOKEN = re.compile(
    r"<!--(?:.*?-->|.*+)"
    r"|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>\"'<]{0,40}+)(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|))*+)(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"[^\s/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s\"']++)?)?")
_RAW_END = {tag: re.compile(f"</{tag}\\b", re.IGNORECASE) for tag in ("script", "style", "template", "textarea", "title")}
_RAW_LENGTHS = frozenset(map(len, _RAW_END))
_XML_DECLARATION = re.compile(r"\A[\s\ufeff]*+<\?xml[^>]{0,200}\?>")
#: Characters that no XML tree may hold; HTML's parser would cut the text at a NUL.
_NEVER = re.compile("[\x00\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: Runs of white space that no eye tells from a shorter one; libraries take quadratic time for them.
_GAP = re.compile(r"(?<!\s)(\s{500})\s++")
#: Most pages have none, and a look for a shorter one is four times as fast.
_LONG_GAP = re.compile(r"\s{64}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a page, or why there is none."""

    tree: HtmlElement | None
    why: str = ""


def parse(text: str) -> Parsed:
    """The tree of a decoded page; its charset declarations say nothing any more."""
    if text.count("<") > MOST_TAGS:
        return Parsed(None, "it has more elements than any article")
    if fault := monstrous(text):
        return Parsed(None, fault)
    text = cleaned(text)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False, default_doctype=False)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Parsed(None, "it holds nothing that a parser takes")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return Parsed(None, "it is nested deeper, or has longer values, than a parser takes")
    return Parsed(tree)


def cleaned(text: str) -> str:
    """A decoded page without what parsers stumble over: the XML declaration, characters that no tree may hold, endless white space."""
    text = _NEVER.sub(" ", _XML_DECLARATION.sub("", text, count=1))
    return _GAP.sub(r"\1", text) if _LONG_GAP.search(text) else text


def hidden_end(text: str) -> str:
    """What hides the end of a page that was cut off or torn; empty: nothing."""
    if text.rfind("<!--") > text.rfind("-->"):
        return "comment"
    small = text.lower()
    return next((tag for tag in sorted(LEFT_OUT) if small.rfind(f"<{tag}") > small.rfind(f"</{tag}")), "")


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The comments, declarations and tags of a page in order; what scripts and styles hold is passed over."""
    at = 0
    while True:
        for token in TOKEN.finditer(text, at):
            yield token
            tag = token["tag"]
            if tag and len(tag) in _RAW_LENGTHS and not token["close"] and (raw := _RAW_END.get(tag.lower())):
                end = raw.search(text, token.end())
                at = end.start() if end else len(text)
                break
        else:
            return


def monstrous(text: str) -> str:
    """Whether a tag of the page would cost a parser minutes; empty: none."""
    if max(map(len, text.split(">"))) < _LONG_TAG:
        return ""
    for token in tokens(text):
        if not token["tag"] or token.end() - token.start() < _LONG_TAG:
            continue
        if token.end() - token.start() > _LONGEST_TAG:
            return "one of its tags is longer than many pages"
        if sum(1 for _ in _ATTRIBUTE.finditer(token["attributes"])) > _MOST_ATTRIBUTES:
            return "one of its tags has thousands of attributes"
    return ""
