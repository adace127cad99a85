"""The rule book's data by the hash of its files, so that two thousand lines of TOML are read once and not at every start.

What is kept is JSON and never code; its name is the SHA-256 of every pack's path and bytes and of the code that reads them, so a stale
copy cannot be found. Where nothing can be written the book is read from its TOML, only slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from platformdirs import user_cache_path

from normalizer.rulebook.files import pack_paths, root

#: The modules that make what is kept.
_READERS = ("load.py", "check.py", "caps.py", "phrases.py", "literals.py", "needs.py", "patterns.py", "fold.py", "tables.py")


def load_cached(folders: Sequence[Path] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rule book's data (:func:`normalizer.rulebook.load.load`) and its tables, from the cache where the same files were read before."""
    kept = user_cache_path("article-normalizer") / f"rules-{_key(folders)}.json"
    try:
        data, ready = orjson.loads(kept.read_bytes())
    except (OSError, ValueError):
        from normalizer.rulebook.load import load
        from normalizer.rulebook.tables import tables

        data = load(folders)
        ready = tables(data)
        _keep(kept, orjson.dumps((data, ready)))
    return data, ready


def _key(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for reader in _READERS:
        digest.update(Path(__file__).with_name(reader).read_bytes())
    for folder in (root(), *folders):
        for path in pack_paths(folder):
            digest.update(f"\0{(path.relative_to(folder).as_posix() if path != folder else path.name)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _keep(path: Path, data: bytes) -> None:
    """Write whole or not at all; a folder that cannot be written is no fault."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
