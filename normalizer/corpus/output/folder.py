"""Folders: of parts with many articles each, and of one file an article. All files of a run appear at its end."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

import orjson

from normalizer.corpus.output.file import File

#: Articles in one part of a folder: at the 3 to 5 kB of a news article a file that any tool opens.
PART = 10_000
#: Where the shapes say which article it is.
_IDS = ("id", "uri", "identifier")
_DIGEST = re.compile(r"sha256:([0-9a-f]{8})[0-9a-f]{56}")


class Parts:
    """A folder of ``part-00000.jsonl`` and on, :data:`PART` articles each."""

    pattern = "part-*.jsonl"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._count = folder, 0
        self._parts = [self._part()]

    def _part(self) -> File:
        return File(self._folder / f"part-{self._count // PART:05d}.jsonl")

    def write(self, line: bytes) -> None:
        """One more article."""
        if self._count and self._count % PART == 0:
            self._parts[-1].close()
            self._parts.append(self._part())
        self._parts[-1].write(line)
        self._count += 1

    def commit(self) -> None:
        """All parts appear."""
        for part in self._parts:
            part.commit()

    def discard(self) -> None:
        """Nothing is left of them."""
        for part in self._parts:
            part.discard()


class Each:
    """A folder with one file an article, ``00000001-3fa9c1d2.json``: its number in the run, and how its id begins.

    So the files stand in the run's order, the names mean the same on every system whatever the articles are called, and none is written twice.
    """

    pattern = "[0-9]*-[0-9a-f]*.json"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._count = folder, 0
        self._drafts = folder / f".articles.{os.getpid()}.draft"
        self._drafts.mkdir()

    def write(self, line: bytes) -> None:
        """One more article."""
        self._count += 1
        (self._drafts / f"{self._count:08d}-{_digest(line)}.json").write_bytes(line + b"\n")

    def commit(self) -> None:
        """All files appear. FileExistsError: one of their names is taken by now."""
        for draft in sorted(self._drafts.iterdir()):
            place = self._folder / draft.name
            if place.exists():
                raise FileExistsError(17, "there is a file of this name already", str(place))
            draft.replace(place)
        self._drafts.rmdir()

    def discard(self) -> None:
        """Nothing is left of them."""
        shutil.rmtree(self._drafts, ignore_errors=True)


def _digest(line: bytes) -> str:
    """Eight digits of the article's id; where it was not asked for, of what is written."""
    plain = orjson.loads(line)
    ids = (_DIGEST.fullmatch(plain[key]) for key in _IDS if isinstance(plain.get(key), str))
    found = next((one for one in ids if one), None)
    return found[1] if found else hashlib.sha256(line).hexdigest()[:8]
