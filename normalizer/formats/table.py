"""The table of formats."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from normalizer.formats.looks import is_7901, is_anpa, is_feed, is_newsml, is_newsml_g2, is_nitf, is_page, is_xml


class Format(NamedTuple):
    """One kind of input."""

    name: str
    #: One line for people.
    what: str
    #: What is in it. ``story``: a document of one or more stories, taken apart by :func:`normalizer.extract.extract`; ``records``: articles under
    #: keys or columns, or one a record; ``file``: one file, compressed; ``files``: an archive of many.
    holds: Literal["story", "records", "file", "files"]
    #: How it is told, in words for people.
    told: str
    #: The first is what the article's ``source.media_type`` says; all are what servers call it.
    media_types: tuple[str, ...]
    #: How names of such files end, small letters.
    suffixes: tuple[str, ...] = ()
    #: How its bytes begin (formats that are told by their bytes), ``at`` so many bytes from the start.
    begins: tuple[bytes, ...] = ()
    at: int = 0
    #: Whether a decoded document looks like it (formats of text); asked in the order of the table.
    looks: Callable[[str], bool] | None = None
    #: The module that reads it: of a story ``read(text, hints) -> Sequence[Extracted]``; of records
    #: ``read(source, where) -> Iterator[Task]``; of ``files`` ``members(source, budget) -> Iterator[Member | str]`` (see
    #: :mod:`normalizer.corpus.read`). A compressed file has none: what is in it is read.
    reader: str = ""
    #: The extra of this package that it needs (``pip install article-normalizer[EXTRA]``).
    extra: str | None = None


FORMATS = (
    Format(
        name="html",
        what="a page of HTML, or a piece of one as feeds carry it",
        holds="story",
        told="begins with a doctype or an element that only pages have",
        media_types=("text/html", "application/xhtml+xml"),
        suffixes=(".html", ".htm", ".xhtml"),
        looks=is_page,
        reader="normalizer.extract.page",
    ),
    Format(
        name="nitf",
        what="a story in NITF",
        holds="story",
        told="the root <nitf>",
        media_types=("application/nitf+xml", "text/vnd.iptc.nitf"),
        suffixes=(".nitf",),
        looks=is_nitf,
        reader="normalizer.extract.wire.nitf",
    ),
    Format(
        name="newsml",
        what="news items in NewsML 1",
        holds="story",
        told="the root <NewsML>",
        media_types=("application/vnd.iptc.newsml+xml", "text/vnd.iptc.newsml"),
        suffixes=(".newsml",),
        looks=is_newsml,
        reader="normalizer.extract.wire.newsml",
    ),
    Format(
        name="newsml-g2",
        what="items of news in NewsML-G2, alone or in a message",
        holds="story",
        told="the root <newsItem>, <newsMessage> or <packageItem> of its namespace",
        media_types=("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml", "application/vnd.iptc.g2.packageitem+xml"),
        looks=is_newsml_g2,
        reader="normalizer.extract.wire.newsml_g2",
    ),
    Format(
        name="feed",
        what="the items of a feed, RSS or Atom",
        holds="story",
        told="the root <rss>, <rdf:RDF> or <feed>",
        media_types=("application/rss+xml", "application/atom+xml"),
        suffixes=(".rss", ".atom"),
        looks=is_feed,
        reader="normalizer.extract.wire.feed",
    ),
    Format(
        name="xml",
        what="XML of another kind: its text, with a warning",
        holds="story",
        told="an XML declaration, or a root that is closed at the end",
        media_types=("application/xml", "text/xml"),
        suffixes=(".xml",),
        looks=is_xml,
        reader="normalizer.extract.wire.other",
    ),
    Format(
        name="iptc7901",
        what="messages of a text wire, IPTC 7901",
        holds="story",
        told="its header line, with or without control characters",
        media_types=("text/vnd.iptc.7901",),
        suffixes=(".iptc",),
        looks=is_7901,
        reader="normalizer.extract.wire.iptc7901",
    ),
    Format(
        name="anpa1312",
        what="messages of a text wire, ANPA 1312",
        holds="story",
        told="its two header lines, with or without control characters",
        media_types=("text/vnd.anpa.1312",),
        suffixes=(".tst", ".anpa"),
        looks=is_anpa,
        reader="normalizer.extract.wire.anpa",
    ),
    Format(
        name="json",
        what="one JSON record, or an array of them: ninjs 1 to 3, schema.org, news-please, trafilatura, Webz.io, datatrove, or keys of your own",
        holds="records",
        told="by its name; whose record it is, by its keys",
        media_types=("application/json", "application/ld+json"),
        suffixes=(".json", ".jsonld"),
        reader="normalizer.corpus.jsons",
    ),
    Format(
        name="jsonl",
        what="JSON records, one a line",
        holds="records",
        told="by its name",
        media_types=("application/jsonl", "application/x-ndjson"),
        suffixes=(".jsonl", ".ndjson"),
        reader="normalizer.corpus.jsons",
    ),
    Format(
        name="csv",
        what="a table whose first row names the columns, split at commas, semicolons, tabs or bars",
        holds="records",
        told="by its name",
        media_types=("text/csv",),
        suffixes=(".csv",),
        reader="normalizer.corpus.columns",
    ),
    Format(
        "tsv",
        "the same, split at tabs",
        "records",
        "by its name",
        ("text/tab-separated-values",),
        (".tsv", ".tab"),
        reader="normalizer.corpus.columns",
    ),
    Format(
        name="parquet",
        what="a Parquet file whose columns are named as the keys of records are",
        holds="records",
        told="begins with PAR1 and a header",
        media_types=("application/vnd.apache.parquet",),
        suffixes=(".parquet",),
        begins=(b"PAR1\x15",),  # PAR1 alone may begin a slug
        reader="normalizer.corpus.parquet",
        extra="parquet",
    ),
    Format(
        name="warc",
        what="pages as a crawler stores them (WARC), or their texts (WET)",
        holds="records",
        told="begins with WARC/1. or WARC/0.",
        media_types=("application/warc",),
        suffixes=(".warc", ".wet"),
        begins=(b"WARC/1.", b"WARC/0."),
        reader="normalizer.corpus.warc",
        extra="warc",
    ),
    Format(
        name="zip",
        what="an archive of files",
        holds="files",
        told="begins with PK and the mark of a member",
        media_types=("application/zip",),
        suffixes=(".zip",),
        begins=(b"PK\x03\x04", b"PK\x05\x06"),
        reader="normalizer.corpus.zips",
    ),
    Format(
        name="tar",
        what="an archive of files, mostly compressed as a whole",
        holds="files",
        told="has ustar in its first header",
        media_types=("application/x-tar",),
        suffixes=(".tar",),
        begins=(b"ustar",),
        at=257,
        reader="normalizer.corpus.tars",
    ),
    Format("gzip", "any of these, compressed", "file", "begins with 1F 8B", ("application/gzip",), (".gz", ".tgz"), (b"\x1f\x8b",)),
    Format(
        name="bz2",
        what="any of these, compressed",
        holds="file",
        told="begins with BZh, a digit and the mark of a block",
        media_types=("application/x-bzip2",),
        suffixes=(".bz2", ".tbz", ".tbz2"),
        begins=tuple(b"BZh%d" % level + mark for level in range(1, 10) for mark in (b"1AY&SY", b"\x17rE8P\x90")),
    ),
    Format("xz", "any of these, compressed", "file", "begins with FD 37 7A 58 5A", ("application/x-xz",), (".xz", ".txz"), (b"\xfd7zXZ\x00",)),
    Format(
        name="zstd",
        what="any of these, compressed",
        holds="file",
        told="begins with 28 B5 2F FD, or a frame to skip",
        media_types=("application/zstd",),
        suffixes=(".zst", ".zstd", ".tzst"),
        begins=(b"(\xb5/\xfd", *(bytes((first,)) + b"*M\x18" for first in range(0x50, 0x60))),
    ),
    Format(
        name="text",
        what="plain text in any encoding: one article",
        holds="story",
        told="nothing else it could be",
        media_types=("text/plain",),
        suffixes=(".txt", ".text"),
        reader="normalizer.extract.plain",
    ),
)
_BY_NAME = {format.name: format for format in FORMATS}
_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
_BY_TYPE = {kind: format for format in FORMATS for kind in format.media_types}
TEXT = _BY_NAME["text"]

#: So many bytes tell what a file is.
HEAD = max(format.at + len(mark) for format in FORMATS for mark in format.begins)
#: Names of compressed files that say two things at once.
_SHORT = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
#: What is no input, by its first bytes, and what to do with it.
STRANGERS = (
    (b"%PDF-", "a PDF; make text of it first (pdftotext does)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file; save it as text or HTML first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive; unpack it first"),
    (b"SQLite format 3\x00", "a database; write its table as JSON Lines first"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\x7fELF", "a program"),
)
#: JSON records in a file whose name says nothing.
_RECORDS = re.compile(rb'(?:\xef\xbb\xbf)?\s*+(?:\[\s*+)?\{\s*+"[^"\\]{1,100}"\s*:')


def by_name(name: str) -> Format | None:
    """The format of that name."""
    return _BY_NAME.get(name)


def by_suffix(suffix: str) -> Format | None:
    """The format whose files' names end so (``.html``)."""
    return _BY_SUFFIX.get(suffix.lower())


def by_type(media_type: str) -> Format | None:
    """The format that servers call so (``text/html``; parameters behind a semicolon are left out)."""
    return _BY_TYPE.get(media_type.partition(";")[0].strip().lower())


def nearest(name: str) -> str:
    """What somebody who wrote a format's name may have meant: ``did you mean 'jsonl'?``, or all there are."""
    near = difflib.get_close_matches(name, _BY_NAME, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(_BY_NAME)}"


def suffixes() -> tuple[str, ...]:
    """The ends of all names that articles may have."""
    return tuple(_BY_SUFFIX)


def _split(name: str) -> tuple[str, str]:
    """A name, or path with ``/``, and the end of it that tells its format; a name that begins with a point has no such end."""
    stem, point, end = name.rpartition(".")
    return (stem, point + end) if stem.rpartition("/")[2] and "/" not in end else (name, "")


def named(name: str) -> Format | None:
    """The format of files with such names; None: no articles by the name. A compressed file's name (``a.jsonl.gz``) must say what is in it."""
    suffix = _split(name)[1].lower()
    format = _BY_SUFFIX.get(suffix)
    if format is None or format.holds != "file":
        return format
    within = inside(name)
    return format if named(within) or not _split(within)[1] else None


def inside(name: str) -> str:
    """The name of what is in a compressed file: ``a.jsonl`` of ``a.jsonl.gz``, ``a.tar`` of ``a.tgz``; the name itself where it says nothing."""
    stem, suffix = _split(name)
    format = _BY_SUFFIX.get(suffix.lower())
    return stem + _SHORT.get(suffix.lower(), "") if format and format.holds == "file" else name


def packed(head: bytes) -> Format | None:
    """The format whose files begin so; None: none that bytes tell, it is text of some kind."""
    return next((format for format in FORMATS if format.begins and head.startswith(format.begins, format.at)), None)


def stranger(head: bytes) -> str | None:
    """What a file is that is no input, with what to do; None: nothing speaks against it."""
    return next((what for mark, what in STRANGERS if head.startswith(mark)), None)


def told(head: bytes, name: str) -> Format | str:
    """What a file is by its first :data:`HEAD` bytes, then by its name; a string says why it is nothing that can be read.

    Bytes win over the name: a ``.txt`` that begins as gzip does is unpacked, a ``.gz`` that is no gzip is read as what it holds.
    """
    if found := packed(head):
        return found
    if what := stranger(head):
        return f"is {what}"
    by_its_name = _BY_SUFFIX.get(_split(name)[1].lower())
    if by_its_name is None:
        return _BY_NAME["json"] if _RECORDS.match(head) else TEXT
    if not by_its_name.begins or by_its_name.name == "tar":  # tar had no mark before 1988
        return by_its_name
    if any(mark.startswith(head) for mark in by_its_name.begins):  # cut off within its mark, or empty
        return by_its_name
    if by_its_name.holds == "file":
        return told(head, inside(name))
    return f"is no {by_its_name.name} file, whatever its name says; give it the name of what it is, or say so with --format"


def document(text: str, media_type: str | None = None) -> Format:
    """What a decoded document is: what the caller says where it is a kind of story (and no lie), else what it looks like.

    A caller's ``text/html`` is believed of whatever holds a ``<``, and its ``text/plain`` always; of anything else the content decides.
    """
    said = _BY_TYPE.get((media_type or "").partition(";")[0].strip().lower())
    if said is TEXT:
        return TEXT
    if said is not None and said.name == "html":
        return said if "<" in text else TEXT
    return next((format for format in FORMATS if format.looks and format.holds == "story" and format.looks(text)), TEXT)
