"""WARC and WET: pages as a crawler stored them, or the texts that were made of them. Read by ``fastwarc`` (extra ``warc``).

Of each record the address, the id and the day of the crawl are kept; HTTP's charset and media type are hints, as they are everywhere. What is
no page or text (pictures, scripts, errors, redirections) is passed over and counted; requests and notes about the crawl are no documents.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from normalizer import formats
from normalizer.corpus import unpack
from normalizer.corpus.inputs import PassedOver, Trouble
from normalizer.corpus.unpack import BLOCK, DAMAGE, Budget, Source, Unpacked, source
from normalizer.corpus.work import Item, Task, Where
from normalizer.records import Rejected
from normalizer.settings import Hints

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_HTTP = re.compile(rb"HTTP/[0-9.]{1,5}[ \t]+([0-9]{3})")
_FOUND = 200
#: What stands behind every record.
_END = b"\r\n\r\n"


class _Stream:
    """A source as fastwarc asks of one: it wants to know where it is, and panics where nobody can tell."""

    def __init__(self, stream: Source) -> None:
        self._stream, self._at, self._last = stream, 0, b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, BLOCK) if size >= 0 else BLOCK)
        self._at += len(data)
        self._last = (self._last + data)[-len(_END) :] if len(data) < len(_END) else data[-len(_END) :]
        return data

    @property
    def whole(self) -> bool:
        """Whether what has been read ends as records do."""
        return self._last == _END or self._last.endswith(b"\n\n")

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        raise io.UnsupportedOperation("seek")

    def close(self) -> None:
        """Whoever opened it closes it."""


def read(stream: Source, where: Where) -> Iterator[Task]:
    """The documents of an archive of the web. ImportError: fastwarc is not there."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    file = _Stream(stream)
    records: Any = ArchiveIterator(file, record_types=wanted, parse_http=False, stream_detect=False)
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            headers, length, at = record.headers, record.content_length, record.stream_pos
            if length > unpack.MOST_HELD:
                yield Trouble(
                    where.place, f"the record at byte {at} is longer than {unpack.MOST_HELD >> 20} MiB, which is no article; it is passed by"
                )
                continue
            block = record.reader.read(length)
        except (OSError, ValueError) as error:
            if not stream.trouble:
                yield Trouble(where.place, f"is damaged: {error}; the records before it are read")
            return
        if len(block) < length or not (headers.get("Content-Length") or "").isdigit():
            yield Rejected(where.place, at, "a record that is cut off; fetch the file again", block)
            continue
        yield _task(block, headers, at, where)
    if not file.whole and not stream.trouble:
        yield Trouble(where.place, "is cut off: its last record has no end; fetch it again")


@dataclass(frozen=True, slots=True)
class _Said:
    """What HTTP, or the record itself, says of a document."""

    body: bytes
    status: int
    media_type: str | None
    encodings: tuple[str, ...] = ()
    chunked: bool = False


def _task(block: bytes, headers: Any, offset: int, where: Where) -> Task:
    kind = headers.get("Content-Type") or ""
    said = _http(block) if kind.startswith("application/http") else _Said(block, _FOUND, kind or None)
    format = formats.by_type(said.media_type or "text/html")
    if said.status != _FOUND or format is None or format.holds != "story":
        return PassedOver(f"{where.place}: byte {offset}")
    try:
        body = _decoded(_joined(said.body) if said.chunked else said.body, said.encodings, where.budget)
    except DAMAGE as error:
        return Rejected(where.place, offset, f"its content cannot be unpacked: {error}", block)
    if formats.packed(body[: formats.HEAD]) or formats.stranger(body[: formats.HEAD]):
        return PassedOver(f"{where.place}: byte {offset}")
    charset = _CHARSET.search(said.media_type or "")
    hints = Hints(
        path=where.path,
        url=headers.get("WARC-Target-URI") or None,
        media_type=said.media_type.partition(";")[0].strip().lower() if said.media_type else None,
        charset=charset[1] if charset else None,
        record=(headers.get("WARC-Record-ID") or "").strip("<>") or None,
    )
    day = headers.get("WARC-Date")
    return Item(body, where.place, where.path, offset, hints=hints, extensions={"WARC-Date": day} if day else None, origin=block)


def _http(block: bytes) -> _Said:
    """A response of HTTP/1.1 taken apart."""
    end = re.search(rb"\r?\n\r?\n", block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    status = _HTTP.match(head)
    said: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            said[name.strip().lower()] = value.strip()
    codings = tuple(coding.strip().lower() for coding in said.get("content-encoding", "").split(",") if coding.strip())
    return _Said(body, int(status[1]) if status else 0, said.get("content-type"), codings, "chunked" in said.get("transfer-encoding", "").lower())


def _joined(body: bytes) -> bytes:
    """A body without the lengths between its chunks; crawlers that took them out leave the header that tells of them."""
    parts: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(body, at):
        length = int(chunk[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[chunk.end() : chunk.end() + length])
        at = chunk.end() + length + len(b"\r\n")
    return b"".join(parts) if parts and at >= len(body) else body


def _decoded(body: bytes, codings: tuple[str, ...], budget: Budget) -> bytes:
    """A body as it was before the server packed it; crawlers that unpacked it leave the header. One of :data:`DAMAGE`: it cannot be."""
    for coding in reversed(codings[-unpack.MOST_WRAPPED :]):
        if found := formats.packed(body[: formats.HEAD]):
            if found.holds == "file":
                body = _all(source(Unpacked(source(io.BytesIO(body)), found.name, budget)))
        elif coding == "deflate":
            body = _deflated(body, budget)
        elif coding == "br":
            body = _brotli(body, budget)
    return body


def _all(stream: Source) -> bytes:
    body = unpack.held(stream)
    if stream.trouble or stream.peek(1):
        raise ValueError(stream.trouble or f"it is longer than {unpack.MOST_HELD >> 20} MiB")
    return body


def _deflated(body: bytes, budget: Budget) -> bytes:
    """zlib's format, or as some servers understand "deflate" a bare stream; or the body itself, where it is neither."""
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _capped(zlib.decompressobj(wbits).decompress(body, unpack.MOST_HELD), budget)
        except zlib.error:
            continue
    return body


def _brotli(body: bytes, budget: Budget) -> bytes:
    """Brotli, or the body itself where it is none. The library comes with fastwarc."""
    import brotli

    try:
        return _capped(brotli.Decompressor().process(body, output_buffer_limit=unpack.MOST_HELD), budget)
    except brotli.error:
        return body


def _capped(body: bytes, budget: Budget) -> bytes:
    refused = budget.spend(len(body))
    if refused or len(body) >= unpack.MOST_HELD:
        raise ValueError(refused or f"it is longer than {unpack.MOST_HELD >> 20} MiB")
    return body
