"""Tables as text (CSV, TSV): the first row names the keys, each other row is a record.

The quoting is that of RFC 4180 and of Python's ``csv``: a quote opens a cell only where the cell begins. Not by ``csv`` itself, whose cells end
at 128 kB unless a setting of the whole process is changed, and which does not say where in the file a row begins. A row stays bytes until it is
known where it ends, so that rejects hold it to the byte, and bytes in another charset spoil their own row alone.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from normalizer.article import Encoding
from normalizer.corpus import unpack
from normalizer.corpus.inputs import Trouble
from normalizer.corpus.jsons import Narrowed
from normalizer.corpus.unpack import Layer, Source, source
from normalizer.corpus.work import Item, Task, Where
from normalizer.decode import decode
from normalizer.records import Rejected

_DELIMITERS = ",;\t|"
#: The charset is told, and the delimiter chosen, by this much of the file.
_SAMPLE = 1 << 20
#: Charsets in which the byte of a quote, comma or line end may be half of another character.
_AMBIGUOUS = re.compile(r"utf-(?:16|32|7)|iso2022|hz")
#: A row of commas alone is no record.
_MOST_COLUMNS = 10_000
_UTF8 = Encoding("utf-8", "utf-8", 1000)
_BOM = b"\xef\xbb\xbf"
#: A byte that UTF-8 has not, and those that Windows-1252 has not either.
_STRAY = re.compile("[\udc80-\udcff]+")
_UNDEFINED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
#: Excel's own line before the first row.
_SEPARATOR = re.compile(rb"sep=(.)", re.IGNORECASE)


def read(stream: Source, where: Where) -> Iterator[Task]:
    """The rows of a table as records. A row with more or fewer cells than the first is rejected: which of them is missing nobody can tell."""
    sample = stream.read(_SAMPLE)
    encoding = _encoding(sample)
    every = None
    table: Source = source(_Opened(sample, stream))
    if _AMBIGUOUS.match(encoding.name):
        every = encoding
        table = source(Narrowed(table, encoding.name))
        encoding, sample = _UTF8, table.peek(unpack.BLOCK)
    signs = sample.replace(b"\r\n", b"")
    if b"\r" in signs and b"\n" not in signs:  # as Macs once wrote
        table, sample = source(_Unix(table)), sample.replace(b"\r", b"\n")
    delimiter = "\t" if where.format == "tsv" else _delimiter(sample, encoding)
    keys: list[str] = []
    for offset, raw, why in _rows(table, delimiter):
        if table.trouble and not table.peek(1):
            yield Rejected(where.place, offset, "the last row of what could be read; it may be cut off", raw)
        elif why:
            yield Rejected(where.place, offset, why, raw)
        elif keys:
            yield _record(raw, offset, keys, delimiter, encoding, every, where)
        elif not _SEPARATOR.fullmatch(raw):
            keys = _unique(_cells(_text(raw, encoding)[0], delimiter))
            if len(keys) > _MOST_COLUMNS:
                yield Trouble(where.place, f"has more than {_MOST_COLUMNS} columns; is it a table?")
                return
    if table.trouble and not stream.trouble:
        yield Trouble(where.place, table.trouble)
    elif not keys and not table.trouble:
        yield Trouble(where.place, "is an empty table; its first row should name the columns")


class _Opened(Layer):
    """A sample, and then the stream that it was read from."""

    def __init__(self, sample: bytes, stream: Source) -> None:
        self._sample, self._at, self._stream = sample, 0, stream

    def some(self, size: int) -> bytes:
        data = self._sample[self._at : self._at + size]
        self._at += len(data)
        if not data:
            self._sample = b""
            data = self._stream.read1(size)
            self.trouble = None if data else self._stream.trouble
        return data


class _Unix(Layer):
    """Carriage returns alone as line ends."""

    def __init__(self, stream: Source) -> None:
        self._stream = stream

    def some(self, size: int) -> bytes:
        data = self._stream.read1(size).replace(b"\r", b"\n")
        self.trouble = None if data else self._stream.trouble
        return data


def _encoding(sample: bytes) -> Encoding:
    """What the table is in, as far as its beginning tells."""
    whole = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else sample
    return decode(whole or sample).encoding or _UTF8


def _text(raw: bytes, encoding: Encoding) -> tuple[str, Encoding | None]:
    """A row's text, and its encoding where that is not UTF-8: that of the table if the row's bytes may be in it. In a table that is UTF-8 but for
    a few bytes those are Windows-1252, as everywhere: a row alone is too short to tell."""
    try:
        return raw.decode(), None
    except UnicodeDecodeError:
        pass
    if encoding.how == "almost-utf-8":
        return _STRAY.sub(_windows, raw.decode("utf-8", "surrogateescape")), encoding
    if encoding.name != "utf-8":
        try:
            return raw.decode(encoding.name), encoding
        except (UnicodeDecodeError, LookupError):
            pass
    decoded = decode(raw)
    return decoded.text, decoded.encoding


def _windows(stray: re.Match[str]) -> str:
    found = (bytes((ord(sign) - 0xDC00,)) for sign in stray[0])
    return "".join(byte.decode("latin-1" if byte in _UNDEFINED else "cp1252") for byte in found)


def _record(raw: bytes, offset: int, keys: list[str], delimiter: str, encoding: Encoding, every: Encoding | None, where: Where) -> Item | Rejected:
    text, told = _text(raw, encoding)
    cells = _cells(text, delimiter)
    if len(cells) > len(keys) and not any(cells[len(keys) :]):  # Excel fills rows with empty cells
        cells = cells[: len(keys)]
    if len(cells) != len(keys):
        return Rejected(where.place, offset, f"a row of {len(cells)} cells under {len(keys)} names of columns; is a quote missing?", raw)
    made = json.dumps(dict(zip(keys, cells, strict=True)), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Item(made, where.place, where.path, offset, record=True, origin=raw, encoding=every or told)


def _rows(table: Source, delimiter: str) -> Iterator[tuple[int, bytes, str | None]]:
    """Where a row begins (bytes), its bytes without the line end, and why it is none. Blank lines are left out."""
    offset, held, inside = 0, bytearray(), False
    if table.peek(len(_BOM)).startswith(_BOM):
        offset = len(table.read(len(_BOM)))
    while line := table.readline(unpack.MOST_HELD):
        inside = _is_open(line, delimiter.encode(), inside)
        held += line
        if inside and len(held) < unpack.MOST_HELD:
            continue
        if raw := bytes(held).rstrip(b"\r\n"):
            yield offset, raw, "a quote that is not closed again for 64 MiB" if inside else None
        offset, held, inside = offset + len(held), bytearray(), False
    if held:
        yield offset, bytes(held), "a quote that is never closed; every row behind it is in here"


def _is_open(line: bytes, delimiter: bytes, inside: bool) -> bool:
    """Whether a quoted cell goes on behind this line."""
    at = line.find(b'"')
    while at >= 0:
        if not inside:
            inside = at == 0 or line[at - 1 : at] == delimiter
        elif line[at + 1 : at + 2] == b'"':
            at += 1
        else:
            inside = False
        at = line.find(b'"', at + 1)
    return inside


@lru_cache(maxsize=len(_DELIMITERS))
def _cell(delimiter: str) -> re.Pattern[str]:
    cut = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]++|"")*+)(?:"|\Z)([^{cut}]*+)|([^{cut}]*+))({cut}|\Z)')


def _cells(row: str, delimiter: str) -> list[str]:
    """The cells of a row; no more than tell that there are too many."""
    cells: list[str] = []
    at, pattern = 0, _cell(delimiter)
    while len(cells) <= _MOST_COLUMNS and (found := pattern.match(row, at)):
        quoted, behind, plain, cut = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"') + behind)
        at = found.end()
        if not cut:
            break
    return cells


def _delimiter(sample: bytes, encoding: Encoding) -> str:
    """The sign that splits the first two rows into equally many cells, the most; else the one that the first row has most of."""
    if said := _SEPARATOR.match(sample.removeprefix(_BOM)):
        return said[1].decode("latin-1")
    best, chosen = (0, 1), _DELIMITERS[0]
    for delimiter in _DELIMITERS:
        rows = islice(_rows(source(io.BytesIO(sample)), delimiter), 2)
        counts = [len(_cells(_text(raw, encoding)[0], delimiter)) for _, raw, _ in rows]
        score = (int(len(set(counts)) == 1), counts[0]) if counts else best
        if score[1] > 1 and score > best:
            best, chosen = score, delimiter
    return chosen


def _unique(names: list[str]) -> list[str]:
    """The names of the columns as keys: none empty, none twice."""
    keys: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        key = name.strip() or f"column {number}"
        keys[key if key not in keys else f"{key} ({number})"] = None
    return list(keys)
