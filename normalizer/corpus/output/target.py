"""What a name after ``-o`` means."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from normalizer.corpus.output.file import File, Stream, WrongUse
from normalizer.corpus.output.folder import Each, Parts
from normalizer.corpus.output.packed import Gzip, Zstandard
from normalizer.corpus.output.table import Table, needed
from normalizer.export import Form

Sink = File | Stream | Parts | Each | Table
#: How the names of files end that articles can be written to as lines.
LINES: Mapping[str, type[File]] = {".jsonl": File, ".jsonl.gz": Gzip, ".jsonl.zst": Zstandard}
_TABLE = ".parquet"


def target(name: str, form: Form, *, each: bool = False) -> Callable[[Path], Sink]:
    """What opens the output of that name. ``each``: a folder with one file an article. WrongUse: nothing that can be written so."""
    path = Path(name)
    if name.endswith(("/", os.sep)) or path.is_dir():
        return _folder(name, path, Each if each else Parts)
    if each:
        raise WrongUse(f"--each writes a folder with one file an article, and {name} is none; end its name with /")
    if name.endswith(_TABLE):
        if form.shape != "article":
            raise WrongUse(f"{name}: a Parquet file holds articles by their own columns; leave --as out, or name a file that ends in .jsonl")
        needed()
        must_be_a_place(path)
        return partial(Table, keys=form.keys)
    kind = next((kind for ending, kind in LINES.items() if name.endswith(ending)), None)
    if kind is None:
        raise WrongUse(f"cannot write to {name}: name a file that ends in {', '.join(LINES)} or {_TABLE}, or a folder (with / at the end)")
    must_be_a_place(path)
    return kind


def _folder(name: str, path: Path, kind: type[Parts | Each]) -> Callable[[Path], Sink]:
    if path.is_dir() and any(path.glob(kind.pattern)):
        what = "parts" if kind is Parts else "articles"
        raise WrongUse(f"{name} already holds {what} of another run; name an empty folder, or take them away")
    if path.exists() and not path.is_dir():
        raise WrongUse(f"cannot write to {name}: it is no folder")
    return kind


def must_be_a_place(path: Path) -> None:
    """WrongUse: no file can be written there."""
    if not path.parent.is_dir():
        raise WrongUse(f"cannot write {path}: there is no folder {path.parent}; make it first")
    if path.exists() and not path.is_file():
        raise WrongUse(f"cannot write {path}: it is no ordinary file")
