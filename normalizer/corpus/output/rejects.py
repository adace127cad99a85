"""The rejects file."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from normalizer import canonical
from normalizer.corpus.output.file import File
from normalizer.corpus.output.target import must_be_a_place
from normalizer.records import Rejected


class Rejects:
    """The rejects file: one JSON object a line, ``source``, ``offset``, ``reason`` and ``raw`` (``raw_base64`` where the bytes are no UTF-8)."""

    def __init__(self, name: str | None) -> None:
        if name:
            must_be_a_place(Path(name))
        self._file = File(Path(name)) if name else None

    def write(self, rejected: Rejected) -> None:
        """One more."""
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
