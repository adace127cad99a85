"""XML of no known kind, and XML that no parser holds. Its story is read by the names that houses give to its elements, else all its text is kept;
a warning says which. Never silently empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from normalizer.article import Caution
from normalizer.extract import Extracted, plain, xml
from normalizer.extract.wire.header import Header, captions, clean, language_of
from normalizer.extract.wire.houses import houses
from normalizer.extract.wire.story import XML, Content, is_markup, told, write
from normalizer.extract.xml import name, words
from normalizer.settings import Hints

#: A story is longer; what is shorter may be any field of any record.
_SHORTEST = 80
#: And no more of them are looked for than a day's wire has.
_MOST = 10_000


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The stories of a decoded XML document, or its text as one. Never raises on content."""
    parsed = xml.parse(text)
    if parsed.root is None:
        return kept(text, parsed.why, parsed.cautions)
    root = parsed.root
    unknown = f"<{name(root)}> is no kind of news file that is known"
    by_names = Caution("xml/unknown", f"{unknown}: its stories are read by the names of its elements.")
    stories = [_story(one, (*parsed.cautions, by_names)) for one in _records(root)]
    if stories:
        return stories
    header = Header()
    header.speaks(language_of(root))
    return all_of(root, header, unknown, parsed.cautions, XML)


def all_of(root: etree._Element, header: Header, why: str, cautions: Sequence[Caution], media_type: str) -> Sequence[Extracted]:
    """All text of a document as one story, in the lines of its elements."""
    unknown = Caution("xml/unknown", f"The XML is taken whole: {why}.")
    return (write([Content(root, "xml")], header, media_type, (*cautions, unknown)),)


def kept(text: str, why: str, cautions: Sequence[Caution]) -> Sequence[Extracted]:
    """The text of a document that no parser holds, as its tags stand."""
    unreadable = Caution("xml/unreadable", f"The XML could not be taken apart: {why}. Its text is kept as its tags stand.")
    return (told(plain.text_of(text), Header(), XML, (*cautions, unreadable)),)


def _records(root: etree._Element) -> Iterator[etree._Element]:
    """The elements that hold the text of a story each, and other fields beside it; one in another is part of it."""
    known = houses()
    headed: dict[etree._Element, bool] = {}
    longest: dict[etree._Element, tuple[int, etree._Element]] = {}  # of each parent; what is known is kept, as one may have thousands of them
    found = 0
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        parent = element.getparent()
        if name(element) not in known.story or parent is None or (length := len(words(element))) < _SHORTEST:
            continue
        walk.skip_subtree()
        if not found and parent not in headed:
            headed[parent] = any(name(beside) in known.fields["headline"] for beside in parent)
        if not found and not headed[parent]:
            continue
        found += 1
        if found <= _MOST and length > longest.get(parent, (0, element))[0]:
            longest[parent] = length, element
    yield from (element for _, element in longest.values())


def _story(body: etree._Element, cautions: Sequence[Caution]) -> Extracted:
    header, fields = Header(), houses().fields
    record = body.getparent()
    beside = [one for one in (record if record is not None else ()) if one is not body and name(one)]
    used = {body}
    for field, names in fields.items():
        one = next((one for own in names for one in beside if name(one) == own and words(one)), None)
        if one is not None:
            used.add(one)
            _say(header, field, _plain(words(one)), name(one))
    stamps = [[(words(one), name(one)) for own in fields[field] for one in beside if name(one) == own] for field in ("published", "modified")]
    header.stamps(*stamps)
    header.speaks(header.language, language_of(body))
    header.extensions = {name(one): clean(words(one)) for one in beside if one not in used and words(one)}
    return write([Content(body, "xml", lines=not is_markup(body.text or ""))], header, XML, cautions)


def _plain(text: str) -> str:
    """A field without the tags that houses write into it."""
    return " ".join("".join(plain.text_of(text).text).split()) if is_markup(text) else text


def _say(header: Header, field: str, said: str, where: str) -> None:
    if field in ("byline", "agency", "slugline", "dateline"):
        header.line(field, said, where)
    elif field == "keywords":
        header.add(field, said.split(","), where)
    elif field == "caption":
        header.say("captions", captions([(said, "")]), where)
    elif field == "record":
        header.record = said
    elif field == "url":
        if said.startswith("http"):
            header.url = said
            header.evidence["url"] = f"header:{where}"
    elif field not in ("published", "modified"):
        header.say(field, said, where)
