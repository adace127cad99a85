"""What a file holds: one text, lines of JSON, or a JSON document."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from normalizer import canonical
from normalizer.corpus.inputs import STDIN, Found, Trouble
from normalizer.corpus.work import Item

_BLOCK = 1 << 18
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')


def items(found: Found, reader: str | None = None) -> Iterator[Item | Trouble]:
    """The articles of a file, one after the other; a text is read only when its turn comes. ``reader`` overrules the file's own."""
    reader = reader or found.reader
    path = None if found.path == STDIN else found.relative
    if reader == "text" and path is not None:
        yield Item(None, found.path, path)
        return
    try:
        with _opened(found.path) as stream:
            if reader == "text":
                yield Item(stream.read(), found.path, None)
            else:
                for piece in (lines if reader == "jsonl" else document)(stream):
                    yield Trouble(found.path, piece) if isinstance(piece, str) else Item(piece[1], found.path, path, piece[0], record=True)
    except OSError as error:
        yield Trouble(found.path, f"cannot be read: {error.strerror or error}")


def _opened(path: str) -> BinaryIO:
    if path == STDIN:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    return Path(path).open("rb")


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The offset (bytes) and the bytes of every line that is not blank, without its line end; a BOM is left out."""
    offset = 0
    for number, line in enumerate(_narrow(stream)):
        begin = len(_BOM) if number == 0 and line.startswith(_BOM) else 0
        raw = line[begin:].rstrip(b"\r\n")
        if raw.strip():
            yield offset + begin, raw
        offset += len(line)


def document(stream: BinaryIO) -> Iterator[tuple[int, bytes] | str]:
    """The records of a ``.json`` file, told by its content: the elements of an array, one object, or one object a line.

    Of an array one element at a time is held. A string instead of a record says what is wrong with the file.
    """
    stream = _narrow(stream if stream.seekable() else io.BytesIO(stream.read()))
    start = 0
    first = stream.readline()
    while first and not first.removeprefix(_BOM).strip():
        start, first = start + len(first), stream.readline()
    begin = start + (len(_BOM) if first.startswith(_BOM) else 0)
    if first.removeprefix(_BOM).lstrip().startswith(b"["):
        begin = start + first.index(b"[") + 1
        stream.seek(begin)
        yield from _elements(stream, begin)
        return
    stream.seek(begin)
    if not _parses(first):
        whole = stream.read()
        if not whole.strip():
            yield "holds no record"
            return
        # An object over many lines has no line but its first that begins with a brace at the margin; lines of JSON have.
        if _parses(whole) or not re.search(rb"\n\{", whole):
            yield begin, whole.rstrip()
            return
        stream = io.BytesIO(whole)
    for offset, raw in lines(stream):
        yield begin + offset, raw


def _narrow(stream: BinaryIO) -> BinaryIO:
    """The stream, or where a BOM says UTF-16 or UTF-32 (PowerShell writes that) its text as UTF-8; offsets are then those of the latter."""
    if not stream.seekable():
        return stream
    start = stream.tell()
    head = stream.read(4)
    stream.seek(start)
    if not head.startswith(_WIDE_BOMS):
        return stream
    data = stream.read()
    return io.BytesIO(data.decode(json.detect_encoding(data), "surrogatepass").encode("utf-8", "surrogatepass"))


def _parses(data: bytes) -> bool:
    try:
        canonical.parse(data)
    except ValueError:
        return False
    return True


def _elements(stream: BinaryIO, offset: int) -> Iterator[tuple[int, bytes] | str]:
    """The elements of a JSON array whose bracket has been read, cut at the commas of its first level without being parsed.

    So a broken element hides no other, unless its own brackets or quotes are what is broken: then all up to where they close is one piece.
    """
    buffer, at, depth, quoted = bytearray(), 0, 1, False
    while depth:
        found = (_INSIDE if quoted else _OUTSIDE).search(buffer, at)
        if not found:
            at = max(at, len(buffer))  # past the end where the second half of an escape is in the next block
            block = stream.read(_BLOCK)
            buffer += block
            if block:
                continue
            yield from _element(bytes(buffer), offset)
            yield "ends inside its array; it may have been cut off"
            return
        token, at = found[0], found.end()
        if quoted:
            at += token == b"\\"
            quoted = token != b'"'
            continue
        quoted = token == b'"'
        depth += (token in b"[{") - (token in b"]}")
        if depth == 0 or (depth == 1 and token == b","):
            yield from _element(bytes(buffer[: found.start()]), offset)
            offset, at = offset + at, 0
            del buffer[: found.end()]
    yield from _element(bytes(buffer) + stream.read(), offset)


def _element(raw: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    if raw.strip():
        yield offset + len(raw) - len(raw.lstrip()), raw.strip()
