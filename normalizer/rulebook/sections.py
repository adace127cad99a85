"""Plain data as one file of sections, each of them read when it is first asked for.

A short command asks for half of what the kept rule book has; the rest would be some ten milliseconds and ten megabytes for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Any
from zlib import crc32

import orjson


def joined(data: Mapping[str, Any]) -> bytes:
    """The bytes of a file of sections: a line of JSON with the lengths by name and the CRC-32 of the rest, then each section as JSON."""
    parts = {name: orjson.dumps(part) for name, part in data.items()}
    rest = b"".join(parts.values())
    return b"\n".join((orjson.dumps([{name: len(part) for name, part in parts.items()}, crc32(rest)]), rest))


class Sections(Mapping[str, Any]):
    """What :func:`joined` made. ValueError: the bytes are not of such a file, or not all of it."""

    def __init__(self, raw: bytes) -> None:
        head, _, self._rest = raw.partition(b"\n")
        lengths, checksum = orjson.loads(head)
        if crc32(self._rest) != checksum:  # a machine that lost power may have the file's length and none of its bytes
            raise ValueError("not the sections that were written")
        self._places = dict(zip(lengths, pairwise(accumulate(lengths.values(), initial=0)), strict=True))
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            start, end = self._places[name]
            self._read[name] = orjson.loads(memoryview(self._rest)[start:end])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
