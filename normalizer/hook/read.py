"""A file as its texts: the one of a text file, or one a record, each with its Article and the way back to the file.

A file is held in memory: what lies in a repository and is opened in editors fits there.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from normalizer import formats
from normalizer.article import SCHEMA, Article
from normalizer.corpus.inputs import PassedOver
from normalizer.decode import decode
from normalizer.hook import form
from normalizer.hook.places import Back, Lines, Literal, members
from normalizer.records import Normalizes, NotARecord
from normalizer.settings import Hints

PLAIN = "text/plain"
_BOM = b"\xef\xbb\xbf"
#: Where in a record it is no JSON, as Python's reader ends what it says.
_AT = re.compile(r"(?: starting at)?: line \d+ column \d+ \(char (\d+)\)$")
#: Tables whose rows stand in the file's own bytes, so that an offset has a line.
_ROWS = ("csv", "tsv")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True)
class Text:
    """The text of a text file. ``raw``: its bytes."""

    article: Article
    raw: bytes

    pointer: str | None = None
    #: Where in the file's bytes it begins.
    offset: int = 0
    #: Why it cannot be written back, if it cannot.
    stuck: str | None = None
    #: Whether D is the whole file, so that places in it are places in the file: of a wire's message it is, of a page it is not.
    placed: bool = True
    #: It is a canonical article already.
    passed: bool = False
    #: Of a text that is not placed: the line that it begins at, and the member of the archive that it is in.
    line: int = 1
    member: str = ""

    @cached_property
    def decoded(self) -> str:
        """D."""
        return form.decoded(self.article)

    @cached_property
    def end(self) -> str:
        """Its own line end."""
        return form.line_end(self.decoded)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.decoded)

    @cached_property
    def _back(self) -> Back:
        return Back(self.article.repairs)

    def value_offset(self, offset: int) -> int:
        """Where a place of T is in D, which is the file or the value under the text's key."""
        return self._back.at(offset)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place of T."""
        if not self.placed:
            return self.line, 1
        return self._lines.at(self._back.at(offset))

    def written(self, keep: Collection[str] = ()) -> str:
        """The text in canonical form."""
        return form.written(self.article, self.end, keep, whole=True)

    def rewritten(self, keep: Collection[str] = ()) -> bytes:
        """The bytes with the text in canonical form."""
        return self.written(keep).encode()

    def faults(self, keep: Collection[str] = ()) -> Iterator[tuple[int, int, str]]:
        """Where its layout is not canonical."""
        return form.faults(self.article, self.end, keep, whole=True)


@dataclass(frozen=True)
class Record(Text):
    """A record: ``raw`` is its JSON text, ``literal`` the value that holds the article's text."""

    literal: Literal | None = None
    source: str = ""
    begin: int = 0
    lines: Lines | None = None

    @cached_property
    def _places(self) -> list[int]:
        return self.literal.places(self.source) if self.literal else [0]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file: of the value's character, or of the record where it has no text."""
        at = min(self.value_offset(offset), len(self._places) - 1)
        return (self.lines or Lines(self.source)).at(self.begin + self._places[at])

    def written(self, keep: Collection[str] = ()) -> str:
        """The value in canonical form."""
        return form.written(self.article, self.end, keep)

    def rewritten(self, keep: Collection[str] = ()) -> bytes:
        """The record with this value: every other byte stays. A record that is an article: its canonical form."""
        if self.passed:
            return self.article.to_json()
        if self.literal is None or self.stuck:
            return self.raw
        old = self.source[self.literal.start : self.literal.end]
        value = json.dumps(self.written(keep), ensure_ascii=old.isascii() and "\\u" in old)
        return (self.source[: self.literal.start] + value + self.source[self.literal.end :]).encode("utf-8", "surrogatepass")

    def faults(self, keep: Collection[str] = ()) -> Iterator[tuple[int, int, str]]:
        """Where the value's layout is not canonical."""
        return form.faults(self.article, self.end, keep)


class Unreadable(NamedTuple):
    """A record that no reader takes, or a file that holds none: why, and at which line and column."""

    reason: str
    line: int = 1
    column: int = 1
    pointer: str | None = None


def texts(data: bytes, reader: str, normalizer: Normalizes, path: str) -> Iterator[Text | Unreadable]:
    """The texts of a file's bytes. ``reader``: what it is by its name; ``path``: what the article says of it."""
    told = formats.told(data[: formats.HEAD], path)
    if isinstance(told, str):
        yield Unreadable(told)
        return
    if told.holds == "story":
        yield from _stories(data, normalizer, path)
        return
    if told.name not in ("json", "jsonl"):
        yield from _within(data, told.name, normalizer, path)
        return
    reader = told.name if reader not in ("json", "jsonl") else reader
    from normalizer.corpus.jsons import document
    from normalizer.corpus.jsons import lines as json_lines

    stuck = "JSON in UTF-16 or UTF-32; convert it to UTF-8 first" if data.startswith(_WIDE_BOMS) else None
    if stuck:
        data = data.decode(json.detect_encoding(data), "surrogatepass").encode("utf-8", "surrogatepass")
    front = len(_BOM) if data.startswith(_BOM) else 0
    lines = Lines(data[front:].decode("utf-8", "surrogateescape"))
    is_array = reader == "json" and data[front:].lstrip().startswith(b"[")
    begin, behind = 0, front
    for number, piece in enumerate((json_lines if reader == "jsonl" else document)(io.BytesIO(data))):
        if isinstance(piece, str):
            yield Unreadable(piece)
            continue
        begin, behind = begin + len(data[behind : piece[0]].decode("utf-8", "surrogateescape")), piece[0]
        pointer = f"/{number}" if is_array else ""
        try:
            yield record(piece[1], normalizer, path, pointer, offset=piece[0], begin=begin, lines=lines, stuck=stuck)
        except NotARecord as error:
            reason, at = str(error), begin
            if found := _AT.search(reason):  # the record's own line is said to be 1, whichever it is of the file
                reason, at = reason[: found.start()], begin + int(found[1])
            yield Unreadable(reason, *lines.at(at), pointer)


def _stories(data: bytes, normalizer: Normalizes, path: str) -> Iterator[Text]:
    """The stories of a document. Only a text whose one story is all of it is written back."""
    whole = hashlib.sha256(data).hexdigest()
    for article in normalizer.normalize_all(data, Hints(path=path)):
        kind = article.source.media_type
        stuck = f"its content is {kind}" if kind != PLAIN else "its text stands in records" if article.source.sha256 != whole else None
        placed = not stuck or form.decoded(article) == decode(data).text
        yield Text(article, data, stuck=f"{stuck}; only plain text is written back" if stuck else None, placed=placed)


def _within(data: bytes, kind: str, normalizer: Normalizes, path: str) -> Iterator[Text | Unreadable]:
    """The texts of a table, a compressed file or an archive; nothing is written back into those."""
    from normalizer.corpus.read import within
    from normalizer.corpus.work import Item, articles
    from normalizer.records import Rejected

    line, last = 1, 0
    for task in within(data, path, path):
        member = ""
        if isinstance(task, Item | Rejected):
            place = task.place if isinstance(task, Item) else task.source
            member = place.removeprefix(path).lstrip("/")
            if kind in _ROWS:
                line, last = line + data.count(b"\n", last, task.offset), task.offset
        for made in articles(task, normalizer):
            if isinstance(made, Article):
                yield Text(made, data, stuck=f"{kind}: only texts and JSON records are written back", placed=False, line=line, member=member)
            elif not isinstance(made, PassedOver):
                yield Unreadable(f"{made.reason}{in_member(member)}", line)


def in_member(member: str) -> str:
    """Words for where in an archive something is."""
    return f" in {member}" if member else ""


def record(
    raw: bytes,
    normalizer: Normalizes,
    path: str,
    pointer: str = "",
    *,
    offset: int = 0,
    begin: int = 0,
    lines: Lines | None = None,
    stuck: str | None = None,
) -> Record:
    """One record. NotARecord: no lenient reader takes it."""
    from normalizer.records import article_of

    article = article_of(raw, normalizer, path=path)
    try:
        source = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        stuck, source = stuck or "JSON that is not UTF-8; convert it first", raw.decode("latin-1")
    found = members(source)
    passed = not article.source_text and "schema" in found and found["schema"].value == SCHEMA and "body" in found
    if not passed and article.body and not article.source_text:  # ours in another tool's shape: an article already, and nothing to write back
        bare = replace(article.source, encoding=None)
        clean = replace(article, removed=(), repairs=(), fragments=(), warnings=(), source_text=article.body, source=bare)
        return Record(clean, raw, pointer, offset, source=source, begin=begin, lines=lines)
    key = next((key for key in normalizer.settings.text_keys if key in found and found[key].value.strip()), None)
    literal = found[key] if key and not passed else None
    if literal and form.decoded(article) != literal.value:
        stuck = stuck or "its text is no plain text"
    pointer = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}" if key and literal else pointer
    return Record(article, raw, pointer, offset, stuck, passed=passed, literal=literal, source=source, begin=begin, lines=lines)
