"""JSON: one record, an array of them, or one a line. Cut into records without being parsed, so that a broken one hides no other."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from normalizer import canonical
from normalizer.corpus import unpack
from normalizer.corpus.inputs import Trouble
from normalizer.corpus.unpack import Layer, Source, source
from normalizer.corpus.work import Item, Task, Where

_BLOCK = 1 << 18
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')


def read(stream: Source, where: Where) -> Iterator[Task]:
    """The records of a file of JSON, by its format ``jsonl`` or told by its content (``json``)."""
    text = narrow(stream)
    for piece in lines(text) if where.format == "jsonl" else document(text):
        if not isinstance(piece, str):
            yield Item(piece[1], where.place, where.path, piece[0], record=True)
        elif not text.trouble:
            yield Trouble(where.place, piece)
    if text.trouble and not stream.trouble:
        yield Trouble(where.place, text.trouble)


def lines(stream: BinaryIO, offset: int = 0) -> Iterator[tuple[int, bytes] | str]:
    """The offset (bytes) and the bytes of every line that is not blank, without its line end; a BOM is left out.

    A string instead of a record says what is wrong with the file.
    """
    stream = narrow(stream)
    first = offset == 0
    while line := stream.readline(unpack.MOST_HELD):
        begin = len(_BOM) if first and line.startswith(_BOM) else 0
        first, length = False, len(line)
        if length == unpack.MOST_HELD and not line.endswith(b"\n"):
            while not line.endswith(b"\n") and (line := stream.readline(_BLOCK)):
                length += len(line)
            yield f"the line at byte {offset} is longer than {unpack.MOST_HELD >> 20} MiB, which is no article; it is passed by"
        elif (raw := line[begin:].rstrip(b"\r\n")).strip():
            yield offset + begin, raw
        offset += length


def document(stream: BinaryIO) -> Iterator[tuple[int, bytes] | str]:
    """The records of a ``.json`` file, told by its content: the elements of an array, one object, or one object a line.

    Of an array one element at a time is held. A string instead of a record says what is wrong with the file.
    """
    stream = narrow(stream)
    start = 0
    first = stream.readline(_BLOCK)
    while first and not first.removeprefix(_BOM).strip():
        start, first = start + len(first), stream.readline(_BLOCK)
    begin = start + (len(_BOM) if first.startswith(_BOM) else 0)
    first = first.removeprefix(_BOM)
    if first.lstrip().startswith(b"["):
        at = first.index(b"[") + 1
        yield from _elements(stream, begin + at, bytearray(first[at:]))
        return
    if not first.endswith(b"\n"):
        first += stream.readline(unpack.MOST_HELD)
    if not first:
        yield "holds no record"
        return
    if not _parses(first):
        first += unpack.held(stream)
        # An object over many lines has no line but its first that begins with a brace at the margin; lines of JSON have.
        if not stream.peek(1) and (_parses(first) or not re.search(rb"\n\{", first)):
            yield begin, first.rstrip()
            return
    yield from lines(source(_Behind(first, stream)), begin)


class _Behind(Layer):
    """Bytes that were read already, and then the stream that they came from."""

    def __init__(self, data: bytes, stream: Source) -> None:
        self._data, self._at, self._stream = data, 0, stream

    def some(self, size: int) -> bytes:
        if self._at < len(self._data):
            self._at += size
            return self._data[self._at - size : self._at]
        return self._stream.read1(size)


def narrow(stream: BinaryIO) -> Source:
    """The stream, or where a BOM says UTF-16 or UTF-32 (PowerShell writes that) its text as UTF-8; offsets are then those of the latter."""
    opened = source(stream)
    head = opened.peek(4)[:4]
    return source(Narrowed(opened, json.detect_encoding(head))) if head.startswith(_WIDE_BOMS) else opened


class Narrowed(Layer):
    """The text of a stream as UTF-8. ``codec``: what it is in."""

    def __init__(self, stream: Source, codec: str) -> None:
        self._stream, self._codec = stream, codec
        self._decoder = codecs.getincrementaldecoder(codec)("surrogatepass" if codec.startswith("utf") else "replace")
        self._made, self._over = b"", False

    def some(self, size: int) -> bytes:
        while not self._made and not self._over:
            data = self._stream.read1(size)
            self._over = not data
            try:
                self._made = self._decoder.decode(data, final=self._over).encode("utf-8", "surrogatepass")
            except UnicodeDecodeError:
                self._over, self.trouble = True, f"is no whole text in {self._codec}: it ends in the middle of a character, or is damaged"
        data, self._made = self._made[:size], self._made[size:]
        self.trouble = self.trouble or (self._stream.trouble if self._over else None)
        return data


def _parses(data: bytes) -> bool:
    try:
        canonical.parse(data)
    except ValueError:
        return False
    return True


def _elements(stream: Source, offset: int, buffer: bytearray) -> Iterator[tuple[int, bytes] | str]:
    """The elements of a JSON array whose bracket has been read, cut at the commas of its first level. ``buffer``: what was read behind it.

    A broken element hides no other, unless its own brackets or quotes are what is broken: then all up to where they close is one piece.
    """
    at, depth, quoted = 0, 1, False
    while depth:
        found = (_INSIDE if quoted else _OUTSIDE).search(buffer, at)
        if not found:
            at = max(at, len(buffer))  # past the end where the second half of an escape is in the next block
            block = stream.read(_BLOCK)
            buffer += block
            if block and len(buffer) <= unpack.MOST_HELD:
                continue
            yield from _element(bytes(buffer), offset)
            yield (
                f"the element at byte {offset} is longer than {unpack.MOST_HELD >> 20} MiB, or its brackets never close; the rest is not read"
                if block
                else "ends inside its array; it may have been cut off"
            )
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
    yield from _element(bytes(buffer) + unpack.held(stream), offset)


def _element(raw: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    if raw.strip():
        yield offset + len(raw) - len(raw.lstrip()), raw.strip()
