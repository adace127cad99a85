"""NewsML 1.0 to 1.2: an envelope of news items, each a tree of components that hold text, pictures and translations.

A story is the lowest component that has a headline or text of its own; a message of several languages or sections gives several. What its
``NewsLines`` and metadata state goes before what the components around it and the item do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from normalizer.article import Caution
from normalizer.extract import Extracted, xml
from normalizer.extract.wire import nitf, other
from normalizer.extract.wire.header import Header, captions, language_of
from normalizer.extract.wire.houses import houses
from normalizer.extract.wire.story import XML, Content, write
from normalizer.extract.xml import attribute, every, first, name, words
from normalizer.settings import Hints

MEDIA_TYPE = "application/vnd.iptc.newsml+xml"
_PICTURES = frozenset(("photo", "picture", "graphic", "image", "video", "audio", "animation"))


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The stories of a decoded NewsML 1 file, in its order. Never raises on content."""
    parsed = xml.parse(text)
    if parsed.root is None:
        return other.kept(text, parsed.why, parsed.cautions)
    items = [parsed.root] if name(parsed.root) == "newsitem" else list(every(parsed.root, "newsitem")) or list(every(parsed.root, "//newsitem"))
    envelope = first(parsed.root, "newsenvelope")
    stories = [story for item in items for story in _item(item, envelope, parsed.cautions)]
    return stories or other.all_of(parsed.root, Header(), "it holds no news item", parsed.cautions, XML)


def _item(item: etree._Element, envelope: etree._Element | None, cautions: Sequence[Caution]) -> Iterator[Extracted]:
    components = [story for top in every(item, "newscomponent") for story in _stories(top)]
    pictures = [one for one in every(item, "//newscomponent") if _is_picture(one)]
    shown = captions(_captions(pictures))
    if not components:
        components = list(every(item, "newscomponent"))[:1] or [item]
    parts = _Parts()
    for component in components:
        header = Header()
        contents, documents = _contents(component)
        _lines(component, item, header, parts)
        _facts(component, item, envelope, header, parts)
        for document in documents:
            nitf.facts(document, header)
        if len(components) == 1:
            header.say("captions", shown, "Caption")
        yield write(contents, header, MEDIA_TYPE, cautions)


def _stories(component: etree._Element) -> list[etree._Element]:
    """The components in a component that are a story each: itself, unless those inside have headlines of their own."""
    if _is_picture(component) or not _has_text(component):
        return []
    inner = [one for one in every(component, "newscomponent") if not _is_picture(one) and _has_text(one)]
    if not any(True for item in every(component, "contentitem") if _is_text(item)) and any(_has_headline(one) for one in inner):
        return [story for one in inner for story in _stories(one)]
    return [component]


def _has_headline(component: etree._Element) -> bool:
    return any(words(line) for line in every(component, "newslines/headline")) or any(_has_headline(one) for one in every(component, "newscomponent"))


def _is_picture(component: etree._Element) -> bool:
    """Whether a component is a picture, with its caption: its role, or a content item that is one."""
    parts = [(part, list(every(part, "contentitem"))) for part in (component, *every(component, "newscomponent"))]
    kinds = (attribute(first(item, "mediatype"), "formalname").lower() for _, items in parts for item in items)
    bare = (item for part, items in parts if items and not _role_of(part) for item in items)
    return any(kind in _PICTURES for kind in kinds) and not any(map(_is_text, bare))


def _role_of(component: etree._Element | None) -> str:
    """The role of a component, in small letters."""
    return attribute(first(component, "role"), "formalname").lower()


def _is_text(item: etree._Element) -> bool:
    """Whether a content item holds words."""
    data = first(item, "datacontent", "encoding/datacontent")
    mime = attribute(first(item, "mimetype"), "formalname").lower()
    coded = attribute(first(item, "encoding"), "notation").lower() == "base64"
    return data is not None and not coded and "css" not in mime and mime.partition("/")[0] not in ("image", "video", "audio") and bool(words(data))


def _has_text(component: etree._Element) -> bool:
    return next(_texts(component), None) is not None


def _texts(component: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The content items of a component that hold words of the story, at any depth, pictures left out; each with its role."""
    role = _role_of(component)
    is_told = bool(houses().roles.get(role, "body"))
    for child in component:
        if is_told and name(child) == "contentitem" and _is_text(child):
            yield role, child
        elif name(child) == "newscomponent" and not _is_picture(child):
            yield from _texts(child)


def _contents(component: etree._Element) -> tuple[list[Content], list[etree._Element]]:
    """The elements that hold the text of a story, and the NITF documents among them, whose own headers are read last."""
    contents: list[Content] = []
    documents: list[etree._Element] = []
    for role, item in _texts(component):
        data = first(item, "datacontent", "encoding/datacontent")
        if data is not None and not len(data) and (data.text or "").lstrip().startswith(("<nitf", "<?xml")):
            data = xml.parse(data.text or "").root
        if data is None:
            continue
        root = data if name(data) == "nitf" else first(data, "nitf")
        page = first(data, "html", "xhtml")
        kind = houses().roles.get(role, "")
        if root is not None:
            documents.append(root)
            contents += nitf.story(root)
        elif page is not None:
            body = first(page, "body")
            contents.append(Content(page if body is None else body, "xhtml", kind=kind))
        else:
            contents.append(Content(data, "newsml", lines=True, kind=kind))
    return contents, documents


def _captions(pictures: Sequence[etree._Element]) -> Iterator[tuple[str, str]]:
    """The captions of pictures, with who made them."""
    for picture in pictures:
        credit = words(first(picture, "newslines/creditline", "//creditline"))
        for part in (picture, *every(picture, "//newscomponent")):
            if _role_of(part) not in ("headline", "title", "keywords"):
                yield from ((words(first(item, "datacontent")), credit) for item in every(part, "contentitem") if _is_text(item))


def _around(component: etree._Element, item: etree._Element) -> Iterator[etree._Element]:
    """A component and those around it, up to its item."""
    while component is not None and component is not item:
        yield component
        component = component.getparent()


class _Parts:
    """The lines and metadata of components, looked up once: a component of a thousand stories must not be read a thousand times."""

    def __init__(self) -> None:
        self._of: dict[etree._Element, dict[str, list[etree._Element]]] = {}

    def of(self, component: etree._Element, *names: str) -> list[etree._Element]:
        """The children of these names."""
        if component not in self._of:
            wanted = ("newslines", "administrativemetadata", "descriptivemetadata", "descriptivemetada")
            self._of[component] = {own: list(every(component, own)) for own in wanted}
        return [one for own in names for one in self._of[component][own]]


def _lines(component: etree._Element, item: etree._Element, header: Header, parts: _Parts) -> None:
    """What the news lines say, the story's own before those around it."""
    for one in _around(component, item):
        for line in parts.of(one, "newslines"):
            header.say("headline", words(first(line, "headline")), "HeadLine")
            header.say("deck", words(first(line, "subheadline")), "SubHeadLine")
            header.say("copyright", words(first(line, "copyrightline")), "CopyrightLine")
            header.line("byline", words(first(line, "byline")), "ByLine")
            header.line("dateline", words(first(line, "dateline")), "DateLine")
            header.line("slugline", words(first(line, "slugline")), "SlugLine")
            header.line("agency", words(first(line, "creditline")), "CreditLine")
            header.add("keywords", (words(key) for key in every(line, "keywordline")), "KeywordLine")
            for extra in every(line, "newsline"):
                kind = attribute(first(extra, "newslinetype"), "formalname")
                said = [words(text) for text in every(extra, "newslinetext")]
                if any(part in kind.lower() for part in houses().notes):
                    header.add("editor_notes", said, f"NewsLine:{kind}")
                else:
                    header.keep(kind or "NewsLine", said)


def _facts(component: etree._Element, item: etree._Element, envelope: etree._Element | None, header: Header, parts: _Parts) -> None:
    """What metadata, identification and management of the item say."""
    for one in _around(component, item):
        _metadata(one, header, parts)
    identity, management = first(item, "identification"), first(item, "newsmanagement")
    header.say("urgency", attribute(first(management, "urgency"), "formalname") or words(first(management, "urgency")), "Urgency")
    issued = [("FirstCreated", words(first(management, "firstcreated")))]
    revised = [("ThisRevisionCreated", words(first(management, "thisrevisioncreated")))]
    if not any(stamp for _, stamp in (*issued, *revised)):
        issued += [("DateAndTime", words(first(envelope, "dateandtime"))), ("DateId", words(first(identity, "newsidentifier/dateid")))]
    header.stamps(((stamp, where) for where, stamp in issued), ((stamp, where) for where, stamp in revised))
    public = words(first(identity, "newsidentifier/publicidentifier"))
    header.record = header.record or words(first(identity, "newsidentifier/newsitemid")) or public or attribute(component, "duid") or None
    header.line("slugline", words(first(identity, "namelabel")), "NameLabel")
    header.line("agency", attribute(first(envelope, "sentfrom/party"), "formalname"), "SentFrom")
    header.line("agency", words(first(identity, "newsidentifier/providerid")), "ProviderId")
    header.speaks(language_of(component))
    header.keep("status", [attribute(first(management, "status"), "formalname")])


def _metadata(component: etree._Element, header: Header, parts: _Parts) -> None:
    """Misspelt as TASS misspells it, too."""
    administrative = next(iter(parts.of(component, "administrativemetadata")), None)
    descriptive = next(iter(parts.of(component, "descriptivemetadata", "descriptivemetada")), None)
    for path in ("provider/party", "source/party"):
        for party in every(administrative, path):
            header.line("agency", attribute(party, "formalname"), path.partition("/")[0].capitalize())
    for party in every(administrative, "creator/party"):
        header.line("byline", attribute(party, "formalname"), "Creator")
    header.speaks(*(attribute(one, "formalname") for one in every(descriptive, "language")))
    found = [(attribute(one, "formalname"), attribute(one, "value")) for one in every(descriptive, "property")]
    header.add("keywords", (part for key, value in found if key.lower() == "keyword" for part in value.split(";")), "Keyword")
    for key, value in found:
        if key.lower() == "version":
            header.line("version", value, "Version")
    for place in every(descriptive, "location"):
        if attribute(place, "howpresent").lower() == "origin":
            city = next((attribute(one, "value") for one in every(place, "property") if attribute(one, "formalname").lower() == "city"), "")
            header.line("place", city, "Location")
    header.keep("subjects", [attribute(one, "formalname") for code in every(descriptive, "subjectcode") for one in code])
    header.keep("genres", [attribute(one, "formalname") for one in every(descriptive, "genre")])
