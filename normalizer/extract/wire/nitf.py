"""NITF, the News Industry Text Format of IPTC, versions 2.5 to 3.6: one story a file.

D is the text of ``<body>``: what its head names (headline, by-line, dateline, abstract ...) are pieces of it, ``docdata`` and ``meta`` are header.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from normalizer.extract import Extracted, xml
from normalizer.extract.wire import other
from normalizer.extract.wire.header import Header, captions
from normalizer.extract.wire.houses import houses
from normalizer.extract.wire.story import XML, Content, write
from normalizer.extract.xml import attribute, every, first, words
from normalizer.settings import Hints

MEDIA_TYPE = "application/nitf+xml"


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The story of a decoded NITF file. Never raises on content."""
    parsed = xml.parse(text)
    if parsed.root is None:
        return other.kept(text, parsed.why, parsed.cautions)
    root = parsed.root if xml.name(parsed.root) == "nitf" else first(parsed.root, "//nitf")
    if root is None:
        return other.read(text, hints)
    header = Header()
    facts(root, header)
    contents = story(root)
    if not contents:
        return other.all_of(parsed.root, header, "it has no <body>", parsed.cautions, XML)
    return (write(contents, header, MEDIA_TYPE, parsed.cautions),)


def story(root: etree._Element) -> list[Content]:
    """The element that holds the story."""
    body = first(root, "body", "body.content", "//body.content")
    return [] if body is None else [Content(body, "nitf")]


def facts(root: etree._Element, header: Header) -> None:
    """What a ``<nitf>`` states; what another header (NewsML around it) has stated before goes before it."""
    docdata = first(root, "head/docdata", "//docdata")
    head = first(root, "body/body.head", "//body.head")
    meta = {attribute(one, "name").lower(): attribute(one, "content") for one in every(root, "head/meta")}
    header.speaks(root.get("baselang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for path in ("hedline/hl1", "headline/hl1", "hedline", "headline"):
        header.say("headline", words(first(head, path)), "hl1")
    header.say("headline", words(first(root, "head/title")), "title")
    identity = first(docdata, "doc-id")
    header.record = header.record or attribute(identity, "id-string") or None
    header.say("urgency", attribute(first(docdata, "urgency"), "ed-urg"), "urgency")
    dates = [(path, attribute(one, "norm")) for path in ("date.issue", "date.release") for one in every(docdata, path)]
    dates += [("pubdata", attribute(one, "date.publication")) for one in every(root, "//pubdata")]
    dates += [("story.date", attribute(one, "norm")) for one in every(head, "dateline/story.date")]
    header.stamps((stamp, where) for where, stamp in dates)
    header.add("keywords", (attribute(one, "key") for one in every(docdata, "key-list/keyword")), "keyword")
    header.add("editor_notes", (attribute(one, "info") for one in every(docdata, "ed-msg")), "ed-msg")
    for name, said in meta.items():
        if name.endswith("language"):
            header.speaks(said)
        elif name.endswith("keywords"):
            header.add("keywords", said.split(","), f"meta:{name}")
    for name in houses().slugs:
        header.line("slugline", meta.get(name, ""), f"meta:{name}")
    _origin(docdata, head, header)
    shown = [(words(first(one, "media-caption")), words(first(one, "media-producer"))) for one in every(root, "//media")]
    if first(root, "body") is None:  # else they are pieces of the story
        header.say("captions", captions(shown), "media")
    codes = [attribute(one, "tobject.subject.refnum") for one in every(root, "//tobject.subject")]
    header.keep("subjects", codes)
    header.keep("meta", [{key: value} for key, value in meta.items() if key and value])


def _origin(docdata: etree._Element | None, head: etree._Element | None, header: Header) -> None:
    """Whose story it is, who wrote it and where."""
    for byline in every(head, "byline"):
        people = [words(one) for one in every(byline, "person")]
        header.line("byline", ", ".join(people) if people else words(byline), "byline")
    for dateline in every(head, "dateline"):
        place = words(first(dateline, "location"))
        header.line("dateline", words(dateline), "dateline")
        header.line("place", place, "dateline")
    for one in every(head, "distributor"):
        header.line("agency", words(one), "distributor")
    header.line("agency", words(first(head, "rights/rights.owner", "rights/rights.agent")), "rights.owner")
    header.line("agency", attribute(first(docdata, "doc-id"), "regsrc"), "doc-id")
    for one in every(docdata, "del-list/from-src"):
        header.line("agency", attribute(one, "src-name"), "from-src")
    notice = first(docdata, "doc.copyright")
    header.line("agency", attribute(notice, "holder"), "doc.copyright")
    header.say("copyright", f"{attribute(notice, 'year')} {attribute(notice, 'holder')}", "doc.copyright")
