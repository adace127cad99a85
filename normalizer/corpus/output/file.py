"""One output file, and standard output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO


class WrongUse(ValueError):
    """The caller asked for something that makes no sense; the message says what to ask for instead."""


class File:
    """A file that appears under its name, whole, when :meth:`commit` is called; until then it has a hidden name beside it."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))  # through a link, which stays
        self._draft = self.path.with_name(f".{self.path.name}.{os.getpid()}.draft")
        self._file: BinaryIO = self._draft.open("wb")
        self._stream = self.packed(self._file)

    def packed(self, stream: BinaryIO) -> BinaryIO:
        """What lines are written to, so that they come to the stream as the file is to hold them."""
        return stream

    def write(self, line: bytes) -> None:
        """One more line, given without its end."""
        self._stream.write(line + b"\n")

    def close(self) -> None:
        """Everything is on the disk, under the hidden name."""
        if not self._file.closed:
            if self._stream is not self._file:
                self._stream.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def commit(self) -> None:
        """The file appears."""
        self.close()
        if self.path.exists():
            self._draft.chmod(self.path.stat().st_mode & 0o7777)
        self._draft.replace(self.path)

    def discard(self) -> None:
        """Nothing is left of it, and what had its name stays."""
        self._file.close()
        self._draft.unlink(missing_ok=True)


class Stream:
    """Standard output, a line an article. ``shown``: how a line goes to a terminal; ``None``: as it is."""

    def __init__(self, stream: BinaryIO, shown: Any = None) -> None:
        self._stream, self._shown = stream, shown

    def write(self, line: bytes) -> None:
        """One more line, given without its end."""
        self._stream.write((self._shown(line) if self._shown else line) + b"\n")

    def commit(self) -> None:
        """All of it is out."""
        self._stream.flush()

    def discard(self) -> None:
        """What has gone out is out."""
