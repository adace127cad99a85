"""The table of formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from normalizer.formats.looks import is_page


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of input."""

    name: str
    #: One line for people.
    what: str
    #: What is in it. ``story``: a document of one or more stories, taken apart by :func:`normalizer.extract.extract`; ``records``: articles under
    #: keys or columns; ``file``: one file, compressed; ``files``: many.
    holds: Literal["story", "records", "file", "files"]
    #: How it is told, in words for people.
    told: str
    #: The first is what the article's ``source.media_type`` says; all are what servers call it.
    media_types: tuple[str, ...]
    #: How names of such files end, small letters.
    suffixes: tuple[str, ...] = ()
    #: How its bytes begin (binary formats).
    begins: tuple[bytes, ...] = ()
    #: Whether a decoded document looks like it (formats of text); asked in the order of the table.
    looks: Callable[[str], bool] | None = None
    #: The module that reads it: of a story ``read(text, hints) -> Sequence[Extracted]``.
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
    Format("json", "one JSON record, or an array of them", "records", "by its name", ("application/json",), (".json",)),
    Format("jsonl", "JSON records, one a line", "records", "by its name", ("application/jsonl",), (".jsonl", ".ndjson")),
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


def by_name(name: str) -> Format | None:
    """The format of that name."""
    return _BY_NAME.get(name)


def by_suffix(suffix: str) -> Format | None:
    """The format whose files' names end so (``.html``)."""
    return _BY_SUFFIX.get(suffix.lower())


def suffixes() -> tuple[str, ...]:
    """The ends of all names that articles may have."""
    return tuple(_BY_SUFFIX)


def packed(head: bytes) -> Format | None:
    """The binary format whose files begin so; None: none, it is text of some kind."""
    return next((format for format in FORMATS if format.begins and head.startswith(format.begins)), None)


def document(text: str, media_type: str | None = None) -> Format:
    """What a decoded document is: what the caller says where it is a kind of story (and no lie), else what it looks like.

    A caller's ``text/html`` is believed of whatever holds a ``<``, and its ``text/plain`` always; of anything else the content decides.
    """
    said = _BY_TYPE.get((media_type or "").partition(";")[0].strip().lower())
    if said is TEXT:
        return TEXT
    if said is not None and said.name == "html":
        return said if "<" in text else TEXT
    return next((format for format in FORMATS if format.looks and format.looks(text)), TEXT)
