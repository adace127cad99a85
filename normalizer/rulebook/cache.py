"""The rule book's data by the hash of its files, so that two thousand lines of TOML are read once and not at every start.

What is kept is JSON and never code; its name has the SHA-256 of every pack's path and bytes and of the code that reads them, so a stale
copy cannot be found. Beside it is noted which bytes files of that size and time had. Where nothing can be written the book is read from its TOML, only slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from normalizer.rulebook.files import pack_paths, root
from normalizer.rulebook.sections import Sections, joined

#: So many books are kept: of the versions and packs that one machine works with at a time.
_BOOKS = 8
#: What a book is kept as: what was loaded, and its tables.
_PARTS = ("rules", "tables")
#: The modules that make what is kept.
_READERS = (
    "load.py",
    "check.py",
    "caps.py",
    "phrases.py",
    "scan.py",
    "sections.py",
    "shelf.py",
    "literals.py",
    "needs.py",
    "patterns.py",
    "fold.py",
    "tables.py",
)


def load_cached(folders: Sequence[Path] = ()) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The rule book's data (:func:`normalizer.rulebook.load.load`) and its tables, from the cache where the same files were read before."""
    home = user_cache_path("article-normalizer")
    packs = [(folder, pack_paths(folder)) for folder in (root(), *folders)]
    seen = home / f"seen-{_stamp(packs)}"
    try:
        key = seen.read_text(encoding="ascii")
    except OSError:
        key = _key(packs)
        _keep(seen, key.encode())
    data: Mapping[str, Any]
    ready: Mapping[str, Any]
    try:
        data, ready = (Sections((home / f"{part}-{key}").read_bytes()) for part in _PARTS)
    except (OSError, ValueError):
        from normalizer.rulebook.load import load
        from normalizer.rulebook.tables import tables

        key = _key(packs)
        data = load(folders)
        ready = tables(data)
        if _key(packs) == key:  # else a pack was changed meanwhile, and nobody knows which of the two was read
            for part, kept in zip(_PARTS, (data, ready), strict=True):
                _keep(home / f"{part}-{key}", joined(kept))
            _prune(home)
    return data, ready


#: A folder of packs and the packs in it.
_Packs = Sequence[tuple[Path, Sequence[Path]]]


def _stamp(packs: _Packs) -> str:
    """A hash of what the system says of the files: place, size, time of the last change to the nanosecond. Where it is known, so are their bytes
    (git trusts the same); reading five hundred files at every start would take 15 ms."""
    digest = hashlib.sha256()
    for path in (*_readers(), *(path for _, paths in packs for path in paths)):
        known = os.stat(path)
        digest.update(f"{path}\0{known.st_size}\0{known.st_mtime_ns}\0{known.st_ino}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:32]


def _key(packs: _Packs) -> str:
    """A hash of the bytes of the files, and of the code that reads them."""
    digest = hashlib.sha256()
    for reader in _readers():
        digest.update(reader.read_bytes())
    for folder, paths in packs:
        for path in paths:
            digest.update(f"\0{path.relative_to(folder).as_posix() if path != folder else path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _readers() -> list[Path]:
    return [Path(__file__).with_name(reader) for reader in _READERS]


def _keep(path: Path, data: bytes) -> None:
    """Write whole or not at all; a folder that cannot be written is no fault."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)


def _prune(home: Path) -> None:
    """Keep the newest books alone: one who writes rules makes a new one of 2 MB with every test."""
    for kind, most in (*((f"{part}-*", _BOOKS) for part in _PARTS), ("seen-*", 4 * _BOOKS)):
        with contextlib.suppress(OSError):
            newest = sorted(home.glob(kind), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in newest[most:]:
                path.unlink(missing_ok=True)
