"""Where articles go: standard output, one file, or a folder of parts. Files appear whole or not at all."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from normalizer import canonical
from normalizer.records import Rejected

#: Articles in one part of a folder: at the 3 to 5 kB of a news article a file that any tool opens.
PART = 10_000


class WrongUse(ValueError):
    """The caller asked for something that makes no sense; the message says what to ask for instead."""


class File:
    """A file that appears under its name, whole, when :meth:`commit` is called; until then it has a hidden name beside it."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))  # through a link, which stays
        self._draft = self.path.with_name(f".{self.path.name}.{os.getpid()}.draft")
        self._stream: BinaryIO = self._draft.open("wb")

    def write(self, line: bytes) -> None:
        self._stream.write(line + b"\n")

    def close(self) -> None:
        """Everything is on the disk, under the hidden name."""
        if not self._stream.closed:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()

    def commit(self) -> None:
        self.close()
        if self.path.exists():
            self._draft.chmod(self.path.stat().st_mode & 0o7777)
        self._draft.replace(self.path)

    def discard(self) -> None:
        self._stream.close()
        self._draft.unlink(missing_ok=True)


class Stream:
    """Standard output, a line an article. ``shown``: how a line goes to a terminal; ``None``: as it is."""

    def __init__(self, stream: BinaryIO, shown: Any = None) -> None:
        self._stream, self._shown = stream, shown

    def write(self, line: bytes) -> None:
        self._stream.write((self._shown(line) if self._shown else line) + b"\n")

    def commit(self) -> None:
        self._stream.flush()

    def discard(self) -> None:
        """What has gone out is out."""


class Parts:
    """A folder of ``part-00000.jsonl`` and on, :data:`PART` articles each; all of them appear at the end."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._count = folder, 0
        self._parts = [self._part()]

    def _part(self) -> File:
        return File(self._folder / f"part-{self._count // PART:05d}.jsonl")

    def write(self, line: bytes) -> None:
        if self._count and self._count % PART == 0:
            self._parts[-1].close()
            self._parts.append(self._part())
        self._parts[-1].write(line)
        self._count += 1

    def commit(self) -> None:
        for part in self._parts:
            part.commit()

    def discard(self) -> None:
        for part in self._parts:
            part.discard()


Sink = File | Stream | Parts


def target(name: str) -> type[File | Parts]:
    """What a name after ``-o`` means. WrongUse: nothing that can be written."""
    path = Path(name)
    if name.endswith(("/", os.sep)) or path.is_dir():
        if path.is_dir() and any(path.glob("part-*.jsonl")):
            raise WrongUse(f"{name} already holds parts of another run; name an empty folder, or take them away")
        if path.exists() and not path.is_dir():
            raise WrongUse(f"cannot write to {name}: it is no folder")
        return Parts
    if not name.endswith(".jsonl"):
        raise WrongUse(f"cannot write to {name}: name a file that ends in .jsonl, or a folder (with / at the end)")
    _must_be_a_place(path)
    return File


def _must_be_a_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise WrongUse(f"cannot write {path}: there is no folder {path.parent}; make it first")
    if path.exists() and not path.is_file():
        raise WrongUse(f"cannot write {path}: it is no ordinary file")


class Rejects:
    """The rejects file: one JSON object a line, ``source``, ``offset``, ``reason`` and ``raw`` (``raw_base64`` where the bytes are no UTF-8)."""

    def __init__(self, name: str | None) -> None:
        if name:
            _must_be_a_place(Path(name))
        self._file = File(Path(name)) if name else None

    def write(self, rejected: Rejected) -> None:
        if not self._file:
            return
        said: dict[str, Any] = {"source": os.fsencode(rejected.source).decode("utf-8", "replace"), "offset": rejected.offset}
        said["reason"] = rejected.reason.encode("utf-8", "replace").decode()
        try:
            said["raw"] = rejected.raw.decode()
        except UnicodeDecodeError:
            said["raw_base64"] = base64.b64encode(rejected.raw).decode("ascii")
        self._file.write(canonical.write(said))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file:
            if kind is None:
                self._file.commit()
            else:
                self._file.discard()
