"""NewsML-G2: items of news alone or in a message; texts are stories, pictures give captions, a package that only refers gives what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml import etree

from normalizer.article import Caution
from normalizer.extract import Extracted, xml
from normalizer.extract.wire import nitf, other
from normalizer.extract.wire.header import Header, captions, language_of
from normalizer.extract.wire.houses import houses
from normalizer.extract.wire.story import DECKS, XML, Content, is_markup, repeats, write
from normalizer.extract.xml import attribute, every, first, name, words
from normalizer.settings import Hints

MEDIA_TYPE = "application/vnd.iptc.g2.newsitem+xml"
_REFERS = Caution("wire/no-story", "The package only refers to stories; what it says of them is kept.")
#: Roles of IPTC's own vocabularies (``hrol``, ``drol``) as their codes end: headlines below the first, and what sums the story up.
_SUBHEADS = ("subheadline", "subhead", "subtitle", "sub")
_SUMMARIES = ("summary", "abstract")


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The stories of a decoded NewsML-G2 file, in its order. Never raises on content."""
    parsed = xml.parse(text)
    if parsed.root is None:
        return other.kept(text, parsed.why, parsed.cautions)
    items = [parsed.root] if name(parsed.root) != "newsmessage" else [one for one in every(parsed.root, "itemset") for one in one if name(one)]
    message = first(parsed.root, "header")
    seen = [(item, _has_text(item)) for item in items]
    told = [item for item, has_text in seen if has_text]
    shown = captions(caption for item, has_text in seen if not has_text for caption in _captions(item))
    if not told:
        return _without_text(items, message, parsed.root, parsed.cautions)
    stories = []
    for item in told:
        header = Header()
        contents = list(_contents(item))
        _facts(item, message, header)
        if len(told) == 1:
            header.say("captions", (*captions(_captions(item)), *shown), "description")
        stories.append(_with_deck(item, write(contents, header, MEDIA_TYPE, parsed.cautions), header))
    return stories


def _without_text(
    items: Sequence[etree._Element], message: etree._Element | None, root: etree._Element, cautions: Sequence[Caution]
) -> Sequence[Extracted]:
    """Pictures alone, each a story without a body; a package of references; nothing."""
    named = [item for item in items if name(item) in ("newsitem", "packageitem")]
    if not named:
        return other.all_of(root, Header(), f"<{name(root)}> holds no item of news", cautions, XML)
    stories = []
    for item in named:
        header = Header()
        _facts(item, message, header)
        header.say("captions", captions(_captions(item)), "description")
        group = first(item, "groupset")
        contents = [] if group is None else [Content(group, "newsml-g2")]
        stories.append(write(contents, header, MEDIA_TYPE, (*cautions, _REFERS) if contents else cautions))
    return stories


def _has_text(item: etree._Element) -> bool:
    return next(_texts(item), None) is not None


def _texts(item: etree._Element) -> Iterator[etree._Element]:
    """The parts of an item that hold words."""
    for part in every(item, "contentset"):
        for one in part:
            kind = attribute(one, "contenttype").lower().partition("/")[0]
            if name(one) in ("inlinexml", "inlinedata") and kind not in ("image", "video", "audio") and not attribute(one, "encoding") and words(one):
                yield one


def _contents(item: etree._Element) -> list[Content]:
    """The elements that hold the text of an item: of several renditions of the same, the first that holds most."""
    ways = [_content(one) for one in _texts(item)]
    return max(ways, key=lambda way: sum(len(words(part.element)) for part in way)) if ways else []


def _content(part: etree._Element) -> list[Content]:
    root, page = first(part, "nitf"), first(part, "html", "//html")
    if root is not None and (held := nitf.story(root)):
        return held
    if page is not None:
        body = first(page, "body")
        return [Content(page if body is None else body, "xhtml")]
    lines = len(part) == 0 and (not is_markup(part.text or "") or attribute(part, "contenttype").lower().startswith("text/plain"))
    return [Content(part, "newsml-g2", lines=lines)]


def _captions(item: etree._Element) -> Iterator[tuple[str, str]]:
    """What an item says of the picture that it is or refers to."""
    meta = first(item, "contentmeta")
    kind = attribute(first(item, "itemmeta/itemclass"), "qcode").rpartition(":")[2]
    if kind in ("picture", "graphic", "video", "animation"):
        said = [words(one) for one in every(meta, "description") if "caption" in attribute(one, "role").lower()] or [
            words(one) for one in every(meta, "description")
        ]
        yield from ((one, words(first(meta, "creditline"))) for one in said[:1])
    for link in every(item, "itemmeta/link"):
        if attribute(link, "contenttype").lower().startswith("image/"):
            yield from ((words(one), "") for one in every(link, "title") if "caption" in attribute(one, "role").lower())
    for part in every(item, "contentset/remotecontent"):
        yield words(first(part, "description")), words(first(part, "creditline"))


def _with_deck(item: etree._Element, story: Extracted, header: Header) -> Extracted:
    """The summary of the header as deck, unless it is the beginning of the story once more or the story has one."""
    if any(piece.kind == "deck" for piece in story.pieces):
        return story
    said = ((attribute(one, "role").lower().rpartition(":")[2], words(one)) for one in every(item, "contentmeta/description"))
    summaries = (summary for role, summary in said if summary and any(part in role for part in _SUMMARIES))
    new = next((summary for summary in islice(summaries, DECKS) if not repeats(summary, story.text)), "")
    header.say("deck", new, "description")
    return replace(story, fields=header.fields, evidence=header.evidence)


def _facts(item: etree._Element, message: etree._Element | None, header: Header) -> None:
    """What an item says of itself and of its content."""
    own, content, rights = first(item, "itemmeta"), first(item, "contentmeta"), first(item, "rightsinfo")
    for one in every(content, "headline"):
        role = attribute(one, "role").lower().rpartition(":")[2]
        if any(part in role for part in _SUBHEADS):
            header.say("deck", words(one), "headline:sub")
        else:
            header.say("headline", words(one), "headline")
    header.stamps([(words(first(own, "firstcreated")), "firstCreated")], [(words(first(own, "versioncreated")), "versionCreated")])
    header.stamps([(words(first(content, "contentcreated")), "contentCreated"), (words(first(message, "sent")), "sent")])
    header.say("urgency", words(first(content, "urgency")), "urgency")
    header.add("keywords", (words(one) for one in every(content, "keyword")), "keyword")
    header.say("copyright", words(first(rights, "copyrightnotice")), "copyrightNotice")
    header.record = attribute(item, "guid") or header.record
    header.speaks(attribute(first(content, "language"), "tag"), language_of(item))
    _notes(own, header)
    _origin(own, content, rights, header)
    for nested in every(item, "contentset//nitf"):
        nitf.facts(nested, header)
    header.say("headline", words(first(own, "title")), "title")
    header.keep("subjects", [_concept(one) for one in every(content, "subject")])
    header.keep("genres", [_concept(one) for one in every(content, "genre")])
    header.keep("status", [attribute(first(own, "pubstatus"), "qcode")])


def _concept(one: etree._Element) -> dict[str, str]:
    """A concept of a vocabulary: its code and its name."""
    said = {"code": attribute(one, "qcode") or attribute(one, "uri") or attribute(one, "literal"), "name": words(first(one, "name"))}
    return {key: value for key, value in said.items() if value}


def _notes(own: etree._Element | None, header: Header) -> None:
    """The words to editors; of a note pad only where there is nothing else, since it repeats the rest."""
    signed, pad = houses().signed, houses().pad
    notes = [(attribute(one, "role").rpartition(":")[2].lower(), words(one)) for one in every(own, "ednote")]
    header.say("sign_off", next((said for role, said in notes if role == signed), ""), f"edNote:{signed}")
    told = [said for role, said in notes if role not in (signed, pad)]
    padded = [said for role, said in notes if role == pad and not any(role == signed for role, _ in notes)]
    header.add("editor_notes", told or padded, "edNote")


def _origin(own: etree._Element | None, content: etree._Element | None, rights: etree._Element | None, header: Header) -> None:
    """Whose story it is, who wrote it and where."""
    for one in every(content, "by"):
        header.line("byline", words(one), "by")
    header.line("dateline", words(first(content, "dateline")), "dateline")
    for one in every(content, "located"):
        header.line("place", words(first(one, "name")) or attribute(one, "literal"), "located")
    header.line("slugline", words(first(content, "slugline")), "slugline")
    header.line("agency", words(first(content, "creditline")), "creditline")
    for one in (*every(own, "provider"), *every(content, "infosource"), *every(rights, "copyrightholder"), *every(content, "creator")):
        for said in (words(first(one, "name")), attribute(one, "literal"), attribute(one, "qcode").rpartition(":")[2]):
            header.line("agency", said, xml.name(one))
    for one in every(content, "creator"):
        header.line("byline", words(first(one, "name")), "creator")
