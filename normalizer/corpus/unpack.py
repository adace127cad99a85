"""Bytes to read, unpacked on the way: compressed files as streams that hold one block, and the limits against bombs.

What goes wrong with a stream ends it quietly, so that what came before is read as usual; ``trouble`` then says what it was, and readers ask for
it at the end. A bomb ends the same way.
"""

from __future__ import annotations

import bz2
import io
import lzma
import os
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from normalizer import formats
from normalizer.corpus.inputs import STDIN

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

#: Read at a time: what the disk and the decompressors are quick with.
BLOCK = 1 << 16
#: One text, page or record is held in memory, and several workers hold a few: more than this is no article. (Pages with attributes of 50 MB occur.)
MOST_HELD = 1 << 26
#: Text shrinks to a third or a tenth, a dump of records with long keys to a fiftieth; gzip can reach 1,032 and zstd 32,000 on nothing but zeros.
MOST_RATIO = 250
#: So much may come of any file, whatever the ratio: it harms nobody, and small files of one repeated line are no bombs.
FREE = 1 << 24
#: No file of articles known is a tenth of this; what unpacks to more fills a disk, or an output.
MOST_UNPACKED = 1 << 40
#: Wrappings around an article: four are a page, compressed, in a zip archive in a ``.tar.gz``. A quine has no last one.
MOST_WRAPPED = 4
#: Members of one archive that are read. The largest archives of newspapers have some 800,000.
MOST_MEMBERS = 1_000_000
#: A zip archive or Parquet file that cannot be sought in (it comes through a pipe, or lies in another) is put aside, in memory up to here,
#: else in a file without a name.
SPOOL = 1 << 24

_LIE = "unpack it yourself and name what was in it, if you trust it"


class Budget:
    """How much has been read from the disk and how much came out of it, over all wrappings and members of one input."""

    def __init__(self) -> None:
        self.taken = 0
        self.given = 0

    def spend(self, number: int) -> str | None:
        """So many bytes more have come out. What speaks against going on, if anything."""
        self.given += number
        if self.given > MOST_UNPACKED:
            return f"unpacks to more than {MOST_UNPACKED >> 30} GiB; {_LIE}"
        if self.given > FREE and self.given > MOST_RATIO * self.taken:
            return f"unpacks to more than {MOST_RATIO} times its size, as bombs do and articles do not; {_LIE}"
        return None


class Layer(io.RawIOBase):
    """A stream of bytes that can only be read forward. Fills the buffer it is given unless it ends."""

    trouble: str | None = None

    def readable(self) -> bool:
        return True

    def some(self, size: int) -> bytes:
        """At most ``size`` bytes more; none at the end, be it a good or a bad one."""
        raise NotImplementedError

    def readinto(self, buffer: Any) -> int:
        view, filled = memoryview(buffer), 0
        while filled < len(view) and (data := self.some(len(view) - filled)):
            view[filled : filled + len(data)] = data
            filled += len(data)
        return filled


class Source(io.BufferedReader):
    """A buffered :class:`Layer` (or a file in memory), with a look at what comes next."""

    def head(self) -> bytes:
        """The first bytes of what comes, as many as tell its format; they stay to be read."""
        return self.peek(formats.HEAD)[: formats.HEAD]

    @property
    def trouble(self) -> str | None:
        """What ended it before its end, so far."""
        return getattr(self.raw, "trouble", None)


def source(layer: io.RawIOBase | BinaryIO) -> Source:
    """A layer to read from."""
    return layer if isinstance(layer, Source) else Source(layer, BLOCK)  # type: ignore[arg-type]


def held(stream: Source) -> bytes:
    """What is left of a stream, as far as one article may go (:data:`MOST_HELD`). Piece by piece: a reader asked for so much makes room for it."""
    pieces, room = [], MOST_HELD
    while room and (piece := stream.read(min(room, 4 * BLOCK))):
        pieces.append(piece)
        room -= len(piece)
    return b"".join(pieces)


class Disk(Layer):
    """A file, or standard input. OSError: it cannot be read."""

    def __init__(self, path: str, budget: Budget) -> None:
        self._file = io.FileIO(sys.stdin.fileno(), closefd=False) if path == STDIN else io.FileIO(path)
        known = os.fstat(self._file.fileno())
        #: An ordinary file: it can be read again.
        self.ordinary = stat.S_ISREG(known.st_mode) and path != STDIN
        self._budget, self._size = budget, known.st_size if self.ordinary else None

    def some(self, size: int) -> bytes:
        data = self._file.read(size) or b""
        taken = self._budget.taken + len(data)
        # What is read twice (an archive whose members lie upon each other) counts once.
        self._budget.taken = taken if self._size is None else min(taken, self._size)
        return data

    def seekable(self) -> bool:
        return self.ordinary

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
        super().close()


class Engine(Protocol):
    """What bz2, lzma and zstd have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many bytes."""


class Inflate:
    """zlib with the manners of the others. ``wbits``: 31 gzip, -15 the bare stream of a zip archive."""

    def __init__(self, wbits: int = 31) -> None:
        self._engine, self._rest = zlib.decompressobj(wbits), b""
        self._error: zlib.error | None = None

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def needs_input(self) -> bool:
        return not (self._rest or self.eof or self._error)

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        if self._error:
            raise self._error
        data, before = self._rest + data, self._engine.copy()
        try:
            made = self._engine.decompress(data, max_length)
        except zlib.error as error:
            self._error = error
            made = _salvaged(before, data, max_length)
        self._rest = self._engine.unconsumed_tail
        return made


def _salvaged(engine: Any, data: bytes, most: int) -> bytes:
    """What comes of the data before the byte at which zlib finds them damaged: it keeps that to itself, be it a whole text and a wrong checksum."""
    good, bad = 0, len(data)
    while bad - good > 1:
        middle = (good + bad) // 2
        try:
            engine.copy().decompress(data[:middle], most)
            good = middle
        except zlib.error:
            bad = middle
    made: bytes = engine.decompress(data[:good], most)
    return made


ENGINES: dict[str, Callable[[], Engine]] = {
    "gzip": Inflate,
    "bz2": bz2.BZ2Decompressor,
    # Presets ask for 65 MB at most; a header may ask for 4 GB.
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=1 << 28),
    "zstd": ZstdDecompressor,
}
#: What engines raise on damage, bz2 an OSError among them.
DAMAGE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, ZstdError)


class Unpacked(Layer):
    """What a compressed stream holds: all its members one after the other. ``kind``: a key of :data:`ENGINES`."""

    def __init__(self, packed: Source, kind: str, budget: Budget) -> None:
        self._packed, self._kind, self._budget = packed, kind, budget
        self._engine = ENGINES[kind]()
        self._ahead = b""  # read, and not yet given to an engine
        self._over = False

    def some(self, size: int) -> bytes:
        while not self._over:
            if self._engine.eof and not self._next():
                break
            hungry = self._engine.needs_input
            data, self._ahead = (self._ahead or self._packed.read1(BLOCK), b"") if hungry else (b"", self._ahead)
            try:
                made = self._engine.decompress(data, min(size, BLOCK))
            except DAMAGE as error:
                self._end(_damage(error))
                break
            if self._engine.eof:
                self._ahead = self._engine.unused_data
            if made:
                if refused := self._budget.spend(len(made)):
                    self._end(refused)
                    break
                return made
            if hungry and not data and not self._engine.eof:
                self._end(self._packed.trouble or f"is cut off: its {self._kind} data has no end; fetch it again")
        return b""

    def _next(self) -> bool:
        """Begin the next member, if one follows."""
        while not self._ahead.strip(b"\0"):  # members may be padded with zeros
            self._ahead = self._packed.read1(BLOCK)
            if not self._ahead:
                self._over = True
                return False
        self._ahead = self._ahead.lstrip(b"\0")
        if len(self._ahead) < formats.HEAD:
            self._ahead += self._packed.read(formats.HEAD - len(self._ahead))
        found = formats.packed(self._ahead)
        if found is None or found.name != self._kind:
            self._end(f"holds something behind its {self._kind} data that is none; that is not read")
            return False
        self._engine = ENGINES[self._kind]()
        return True

    def _end(self, trouble: str) -> None:
        self._over, self.trouble = True, trouble


class Part(Layer):
    """The next ``size`` bytes of a stream, and no more."""

    def __init__(self, whole: Source, size: int) -> None:
        self._whole, self.left = whole, size

    def some(self, size: int) -> bytes:
        data = self._whole.read1(min(size, self.left, BLOCK)) if self.left else b""
        self.left -= len(data)
        if self.left and not data:
            self.trouble = self._whole.trouble or f"is cut off: {self.left} bytes of it are missing; fetch it again"
            self.left = 0
        return data


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``name``: as the archive has it, no more than a label; ``refused``: why it cannot be read.

    With neither stream nor reason it is a link or a device, which hold no article.
    """

    name: str
    stream: Source | None = None
    refused: str | None = None


def _damage(error: Exception) -> str:
    if "memory" in str(error).lower():  # zstd --long=31, or a header of xz that says so
        return "asks for more memory than unpacking may take; pack it anew with the usual window"
    return f"is damaged: {error}; what came before is read"


def seekable(packed: Source) -> Source:
    """The stream, or a copy of the rest of it that can be sought in. The copy is no member of an archive and has no name on the disk."""
    if packed.seekable():
        return packed
    aside = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115  closed with the stream that is given back
    while data := packed.read(BLOCK):
        aside.write(data)
    aside.seek(0)
    return source(_Aside(aside, packed.trouble))


class _Aside(Layer):
    """A stream that was put aside."""

    def __init__(self, file: Any, trouble: str | None) -> None:
        self._file, self.trouble = file, trouble

    def some(self, size: int) -> bytes:
        data: bytes = self._file.read(size)
        return data

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._file.seek(offset, whence)
        return int(self._file.tell())

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()
