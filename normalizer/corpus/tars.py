"""Tar archives: members as streams, in their order in the archive, read forward only.

Not by ``tarfile``, which ends at damage in the middle as if the archive ended there, keeps every member it has seen, and holds whatever size a
header of names claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizer.corpus import unpack
from normalizer.corpus.unpack import BLOCK, Budget, Member, Part, Source, source

_UNIT = 512
#: A name, or a list of attributes, is held in memory.
_MOST_NAME = 1 << 20
#: Kinds of members (POSIX 1003.1, ustar): files; what holds no bytes of its own (links, devices, folders, queues).
_FILES, _OTHERS = b"0\0" + b"7", b"123456"
#: Headers for the next member, and for all (pax); long names of members and of what they link to, of GNU.
_NEXT, _ALL, _LONG_NAME, _LONG_LINK = b"x", b"g", b"L", b"K"
_SPARSE = b"S"
#: One attribute: ``30 path=dir/a.txt``, the number being its own length.
_ATTRIBUTE = re.compile(rb"(\d{1,7}) ([^=]{1,200})=")


def members(archive: Source, budget: Budget) -> Iterator[Member | str]:
    """The members of an archive, each to be read before the next is asked for; a string is trouble with the archive itself."""
    said: dict[str, bytes] = {}
    number, ends = 0, 0
    while ends < 2:  # two empty blocks are the end
        header = archive.read(_UNIT)
        if len(header) < _UNIT:
            yield archive.trouble or "is cut off: it has no end mark; what was in it is read, fetch it again"
            return
        if not header.strip(b"\0"):
            ends += 1
            continue
        ends = 0
        size = _number(header[124:136])
        if size is None or not _is_header(header):
            yield "is damaged: a member's header is none; the members before it are read"
            return
        kind = header[156:157]
        if kind in (_NEXT, _ALL, _LONG_NAME, _LONG_LINK):
            held = archive.read(size) if size <= _MOST_NAME else b""
            if len(held) < size:
                yield archive.trouble or "is damaged: a name in it is cut off, or longer than names are; the members before it are read"
                return
            if kind == _LONG_NAME:
                said["path"] = held.rstrip(b"\0")
            elif kind == _NEXT:
                said |= _attributes(held)
            _skip(archive, -size % _UNIT)
            continue
        if number == unpack.MOST_MEMBERS:
            yield f"holds more than {unpack.MOST_MEMBERS} files; the rest is not read: give it in several archives"
            return
        number += 1
        if "size" in said:
            size = _digits(said["size"], 10) or 0
        content = Part(archive, 0 if kind in _OTHERS else size)
        member = _member(header, kind, said, content)
        if member:
            yield member
        _skip(archive, content.left + (-size % _UNIT if kind not in _OTHERS else 0))
        content.left = 0
        said = {}


def _member(header: bytes, kind: bytes, said: dict[str, bytes], content: Part) -> Member | None:
    """The member; None: a folder."""
    name = said.get("path") or b"/".join(part for part in (_prefix(header), header[:100].partition(b"\0")[0]) if part)
    text = name.decode("utf-8", "replace")
    if kind in _OTHERS or (kind in _FILES and text.endswith("/")):  # folders of the seventies are files whose names end so
        return None if kind == b"5" or kind in _FILES else Member(text)
    if kind == _SPARSE or any(key.startswith("GNU.sparse") for key in said):
        return Member(text, refused="is stored with holes (sparse); unpack it first")
    return Member(text, source(content))


def _prefix(header: bytes) -> bytes:
    """The folders of a long name; GNU's own format has times in that place."""
    return header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""


def _number(field: bytes) -> int | None:
    """A number of a header: octal digits, or (its first bit set) the bytes of a great one. None: it is none."""
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    return _digits(field.strip(b" \0") or b"0", 8)


def _digits(digits: bytes, base: int) -> int | None:
    try:
        return int(digits, base) if digits.isdigit() else None
    except ValueError:  # an 8 or 9; more digits than Python reads
        return None


def _is_header(header: bytes) -> bool:
    """Whether the checksum is that of the block, its own place read as spaces."""
    return _digits(header[148:156].strip(b" \0"), 8) == sum(header) - sum(header[148:156]) + 8 * ord(" ")


def _attributes(held: bytes) -> dict[str, bytes]:
    """What a header of attributes says."""
    found: dict[str, bytes] = {}
    at = 0
    while (attribute := _ATTRIBUTE.match(held, at)) and (length := int(attribute[1])) > len(attribute[0]):
        found[attribute[2].decode("utf-8", "replace")] = held[attribute.end() : at + length - 1]
        at += length
    return found


def _skip(archive: Source, size: int) -> None:
    while size > 0 and (data := archive.read(min(size, BLOCK))):
        size -= len(data)
