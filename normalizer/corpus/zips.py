"""Zip archives: members as streams, in the order of the directory at the archive's end.

Not by ``zipfile``, which holds the whole directory in memory and reads nothing of an archive whose end is missing: of that the members are found
here by their own headers. (Such a header does not say that a member is a link.)
"""

from __future__ import annotations

import bz2
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from normalizer.corpus import unpack
from normalizer.corpus.unpack import BLOCK, DAMAGE, Budget, Engine, Inflate, Layer, Member, Part, Source, source

# The structures of APPNOTE.TXT 6.3: end of directory (4.3.16), its 64-bit forms (4.3.14, 4.3.15), directory (4.3.12) and local headers (4.3.7).
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_MOST_COMMENT = 65_535
_ENCRYPTED, _SIZE_BEHIND = 1, 8
_STORED = 0
_ENGINES: dict[int, Callable[[], Engine]] = {8: lambda: Inflate(-15), 12: bz2.BZ2Decompressor, 93: unpack.ENGINES["zstd"]}
#: What the first members of Office documents and e-books are called.
_DOCUMENTS = ("[Content_Types].xml", "mimetype")
_UNIX = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a header says of a member. ``size``: as it lies there, packed; ``start``: of its own header."""

    name: str
    flags: int
    method: int
    crc: int
    size: int
    start: int
    mode: int = 0


def members(archive: Source, budget: Budget) -> Iterator[Member | str]:
    """The members of an archive, each to be read before the next is asked for; a string is trouble with the archive itself."""
    archive = unpack.seekable(archive)
    directory = _directory(archive)
    if directory is None:
        yield from _without_directory(archive, budget)
        return
    for number, entry in enumerate(directory):
        if isinstance(entry, str):
            yield entry
            return
        if number == 0 and entry.name in _DOCUMENTS:
            yield "is an Office document or an e-book; save it as text or HTML first"
            return
        if number == unpack.MOST_MEMBERS:
            yield f"holds more than {unpack.MOST_MEMBERS} files; the rest is not read: give it in several archives"
            return
        if not entry.name.endswith("/"):
            yield _member(archive, entry, budget)


def _directory(archive: Source) -> Iterator[_Entry | str] | None:
    """The entries of the directory; None: there is none."""
    size = archive.seek(0, 2)
    begin = max(0, size - _END.size - _MOST_COMMENT)
    archive.seek(begin)
    tail = archive.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return None
    *_, length, start, _comment = _END.unpack_from(tail, at)
    end = begin + at
    if at >= _LOCATOR.size and tail[at - _LOCATOR.size :].startswith(b"PK\x06\x07"):
        _, _, place, _ = _LOCATOR.unpack_from(tail, at - _LOCATOR.size)
        archive.seek(min(place, size))
        found = archive.read(_END_64.size)
        if len(found) == _END_64.size and found.startswith(b"PK\x06\x06"):
            end, length, start = place, *_END_64.unpack(found)[-2:]
    shift = end - length - start  # something may stand before the archive
    return _entries(archive, start + shift, length, shift) if shift >= 0 else None


def _entries(archive: Source, start: int, length: int, shift: int) -> Iterator[_Entry | str]:
    """Entry by entry, some thousand of them held at a time."""
    held, at = b"", 0
    while True:
        if len(held) - at < 3 * _MOST_COMMENT + _ENTRY.size and length:
            archive.seek(start)
            more = archive.read(min(length, 4 * BLOCK))
            held, at, start, length = held[at:] + more, 0, start + len(more), length - len(more) if more else 0
        if at == len(held):
            return
        if len(held) - at < _ENTRY.size or held[at : at + 4] != b"PK\x01\x02":
            yield "is damaged: its directory breaks off; the members named before are read"
            return
        _, by, _, flags, method, _, _, crc, size, whole, names, extras, comments, _, _, mode, local = _ENTRY.unpack_from(held, at)
        at += _ENTRY.size
        name, extra = held[at : at + names], held[at + names : at + names + extras]
        size, local = _long(extra, (whole, size, local))[1:]
        at += names + extras + comments
        yield _Entry(_text(name), flags, method, crc, size, local + shift, mode >> 16 if by >> 8 == _UNIX else 0)


def _long(extra: bytes, short: tuple[int, ...]) -> tuple[int, ...]:
    """Sizes and offsets, those that need 64 bits from the field for them (4.5.3), where they stand in order."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            waiting = iter(struct.unpack_from(f"<{length // 8}Q", extra[at + 4 : at + 4 + length].ljust(length, b"\0")))
            return tuple(next(waiting, value) if value == 0xFFFFFFFF else value for value in short)
        at += 4 + length
    return short


def _text(name: bytes) -> str:
    """A name: UTF-8 where it is, flagged so or not, else in the code page of the format's first days."""
    try:
        text = name.decode()
    except UnicodeDecodeError:
        text = name.decode("cp437")
    return text.replace("\\", "/")


def _member(archive: Source, entry: _Entry, budget: Budget) -> Member:
    if stat.S_IFMT(entry.mode) not in (0, stat.S_IFREG):
        return Member(entry.name)
    if refused := _refused(entry):
        return Member(entry.name, refused=refused)
    archive.seek(entry.start)
    header = archive.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        return Member(entry.name, refused="is damaged: the archive's directory points to no file; pack it anew")
    *_, names, extras = _LOCAL.unpack(header)
    archive.seek(entry.start + _LOCAL.size + names + extras)
    return Member(entry.name, source(_Content(Part(archive, entry.size), entry, budget)))


def _refused(entry: _Entry) -> str | None:
    if entry.flags & _ENCRYPTED:
        return "is encrypted; unpack it with its password first"
    if entry.method != _STORED and entry.method not in _ENGINES:
        return f"is packed by method {entry.method}, which is not read here; pack it anew"
    return None


class _Content(Layer):
    """What a member holds. ``unused``: bytes that were read and lie behind it."""

    def __init__(self, packed: Part, entry: _Entry, budget: Budget) -> None:
        self._packed, self._entry, self._budget = packed, entry, budget
        self._engine = _ENGINES[entry.method]() if entry.method != _STORED else None
        self._crc, self._over = 0, False
        self.unused = b""

    def some(self, size: int) -> bytes:
        while not self._over:
            engine = self._engine
            data = self._packed.some(BLOCK if engine else size) if engine is None or engine.needs_input else b""
            hungry = engine is None or engine.needs_input
            try:
                made = engine.decompress(data, min(size, BLOCK)) if engine else data
            except DAMAGE as error:
                self._end(f"is damaged: {error}")
                break
            self._crc = zlib.crc32(made, self._crc)
            if made and (refused := self._budget.spend(len(made))):
                self._end(refused)
                break
            if engine.eof if engine else not data:
                self.unused = engine.unused_data if engine else b""
                behind = self._entry.flags & _SIZE_BEHIND and not self._entry.crc
                self._end(self._packed.trouble or ("is damaged: its checksum is another" if self._crc != self._entry.crc and not behind else None))
            elif hungry and not data and not made:
                self._end(self._packed.trouble or "is cut off: its data has no end")
            if made:
                return made
        return b""

    def _end(self, trouble: str | None) -> None:
        self._over, self.trouble = True, trouble


def _without_directory(archive: Source, budget: Budget) -> Iterator[Member | str]:
    """What can be found by the members' own headers, and then that the rest is missing."""
    start = archive.seek(0)
    for _ in range(unpack.MOST_MEMBERS):
        header = archive.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            break
        _, _, flags, method, _, _, crc, size, whole, names, extras = _LOCAL.unpack(header)
        name, extra = archive.read(names), archive.read(extras)
        size = _long(extra, (whole, size))[1]
        entry = _Entry(_text(name), flags, method, crc, size, start)
        start = archive.tell()
        unsized = bool(flags & _SIZE_BEHIND) and not size
        if not entry.name.endswith("/"):
            refused = _refused(entry)
            if unsized and (refused or method == _STORED):
                break  # nobody knows where it ends
            if refused:
                yield Member(entry.name, refused=refused)
            else:
                content = _Content(Part(archive, 1 << 62 if unsized else size), entry, budget)
                yield Member(entry.name, stream := source(content))
                if unsized:
                    while stream.read(BLOCK):
                        pass
                    start = _behind(archive, archive.tell() - len(content.unused))
        start = archive.seek(start if unsized else start + size)
    yield "is cut off: its directory is missing; the members found in it are read, fetch it again for the others"


def _behind(archive: Source, start: int) -> int:
    """The place behind the sizes that follow a member which was written without (4.3.9); they may be marked, and of 32 or 64 bits."""
    archive.seek(start)
    head = archive.read(28)
    for width in (12, 20):
        for mark in (4, 0):
            if (mark == 0 or head.startswith(b"PK\x07\x08")) and head[mark + width : mark + width + 2] == b"PK":
                return start + mark + width
    return start
