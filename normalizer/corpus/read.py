"""What an input holds: told by its bytes, unpacked as it is read, handed to the reader of its format, member by member where it is an archive."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from normalizer import canonical, formats
from normalizer.corpus import unpack
from normalizer.corpus.inputs import STDIN, Found, PassedOver, Trouble
from normalizer.corpus.unpack import Budget, Disk, Member, Source, Unpacked, source
from normalizer.corpus.work import Item, Task, Where
from normalizer.formats import Format
from normalizer.records import Rejected
from normalizer.settings import Hints

__all__ = ["items", "within"]


@dataclass(frozen=True, slots=True)
class _File:
    """A file, or a member of one. ``name``: what its format may be told by; ``forced``: the format of its documents that the caller says.

    ``wrapped``: how many wrappings it lies in; ``again``: it lies on the disk as it is, and is read again when its turn comes.
    """

    place: str
    path: str | None
    name: str
    forced: Format | None
    budget: Budget
    wrapped: int = 0
    again: bool = False


def items(found: Found, reader: str | None = None) -> Iterator[Task]:
    """The documents and records of a file, one after the other. ``reader``: the name of their format, where the caller knows better."""
    budget = Budget()
    try:
        disk = Disk(found.path, budget)
        path = None if found.path == STDIN else found.relative
        file = _File(found.path, path, Path(found.path).name, formats.by_name(reader or ""), budget, again=disk.ordinary)
        with source(disk) as stream:
            yield from _read(stream, file)
    except OSError as error:
        yield Trouble(found.path, f"cannot be read: {error.strerror or error}")


def within(data: bytes, place: str, path: str) -> Iterator[Task]:
    """The documents and records of a file whose bytes are known. ``place``: for messages, and the name that tells its format."""
    budget = Budget()
    budget.taken = len(data)
    yield from _read(source(io.BytesIO(data)), _File(place, path, Path(place).name, None, budget))


def _read(stream: Source, file: _File) -> Iterator[Task]:
    head = stream.head()
    told = formats.told(head, file.name)
    forced = file.forced
    if forced and not (isinstance(told, Format) and told.holds in ("file", "files") and forced.holds in ("story", "records") and told is not forced):
        told = forced
    if isinstance(told, str):
        yield Trouble(file.place, told)
    elif told.holds == "story" or (told.name == "json" and file.path is None and not forced):
        yield _document(stream, file, told)
    elif told.holds == "records":
        yield from _records(stream, file, told)
    elif file.wrapped == unpack.MOST_WRAPPED:
        yield Trouble(file.place, f"is wrapped more than {unpack.MOST_WRAPPED} times; unpack it yourself and name what was in it")
    elif told.holds == "file":
        inner = source(Unpacked(stream, told.name, file.budget))
        wrapped = replace(file, name=formats.inside(file.name), wrapped=file.wrapped + 1, again=False, forced=None if told is forced else forced)
        yield from _read(inner, wrapped)
    else:
        yield from _members(stream, file, told)


def _document(stream: Source, file: _File, told: Format) -> Task:
    """The one document that a file is."""
    hints = Hints(path=file.path, media_type=told.media_types[0] if told is file.forced else None)
    if file.again:
        return Item(None, file.place, file.path, hints=hints)
    raw = unpack.held(stream)
    if stream.trouble:
        return Rejected(file.place, 0, stream.trouble, raw)
    if stream.peek(1):
        return Trouble(file.place, f"is a text longer than {unpack.MOST_HELD >> 20} MiB, which is no article; split it")
    if file.path is None and not hints.media_type and not _is_one(raw):
        hints = replace(hints, media_type="text/plain")
    return Item(raw, file.place, file.path, hints=hints)


def _is_one(raw: bytes) -> bool:
    """Whether standard input is no more than one record: it is one document, and what looks like lines of JSON is text unless the caller says so."""
    if not raw.lstrip().startswith((b"{", b"[")):
        return True
    try:
        return isinstance(canonical.parse(raw), dict)
    except ValueError:
        return False


def _records(stream: Source, file: _File, told: Format) -> Iterator[Task]:
    """The records of a file, and what ended it before its end."""
    where = Where(file.place, file.path, told.name, file.budget)
    try:
        yield from import_module(told.reader).read(stream, where)
    except ImportError as error:
        yield Trouble(file.place, missing(told, error))
        return
    if stream.trouble:
        yield Trouble(file.place, stream.trouble)


def missing(told: Format, error: ImportError) -> str:
    """What is needed to read a format, and the command that installs it. The error goes on where it is none of a missing extra."""
    if told.extra is None:
        raise error
    package = (error.name or told.extra).partition(".")[0]
    return f"{package} is needed to read it; try: pip install 'article-normalizer[{told.extra}]'"


def _members(stream: Source, file: _File, told: Format) -> Iterator[Task]:
    """The files of an archive, in its order. Hidden ones and those that are no articles by their names are passed over, as in a folder."""
    empty, said = True, False
    inside = replace(file, forced=None) if told is file.forced else file
    for number, member in enumerate(import_module(told.reader).members(stream, file.budget), start=1):
        if isinstance(member, str):
            empty, said = False, True
            yield Trouble(file.place, member)
            continue
        name = label(member.name) or f"member {number}"
        if any(part.startswith(".") for part in name.split("/")):
            continue
        for task in _member(member, name, inside):
            empty = empty and isinstance(task, PassedOver)
            yield task
    while not stream.seekable() and stream.read(unpack.BLOCK):
        pass  # what is packed may be cut off behind the archive's end, in nothing that matters or in the middle of another archive
    if stream.trouble and not said:
        yield Trouble(file.place, stream.trouble)
    elif empty:
        yield Trouble(file.place, "no articles in this archive; 'normalizer formats' shows which names it looks for")


def _member(member: Member, name: str, file: _File) -> Iterator[Task]:
    place = f"{file.place}/{name}"
    if formats.named(name) is None or not (member.stream or member.refused):
        yield PassedOver(place)
    elif member.stream is None:
        yield Trouble(place, member.refused or "")
    else:
        path = f"{file.path}/{name}" if file.path else name
        yield from _read(member.stream, replace(file, place=place, path=path, name=name.rpartition("/")[2], wrapped=file.wrapped + 1, again=False))


def label(name: str) -> str:
    """A member's name as articles and messages state it: NFC, without what would lead anywhere (``/``, ``..``). Nothing is written under it."""
    whole = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    return "/".join(part for part in whole.split("/") if part not in ("", ".", ".."))
