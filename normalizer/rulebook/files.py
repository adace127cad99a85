"""Where the rule files are: in the wheel as ``normalizer/rules``, in a checkout and an editable install as ``rules/`` beside the package."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


class PackError(ValueError):
    """A pack that cannot be read: the message names the file, what is wrong and what to try."""


@cache
def root() -> Path:
    """The folder that holds ``blocks/``, ``languages/``, ``agencies/`` ... FileNotFoundError, in one line, where there is none."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "blocks").is_dir():
            return folder
    raise FileNotFoundError(f"no rule files at {package / 'rules'} or {package.parent / 'rules'}: reinstall article-normalizer")


def pack_paths(folder: Path) -> list[Path]:
    """The packs of a rules folder, in the order of their names. PackError: a folder of a stranger holds what it may not."""
    if folder == root():
        found = (os.path.join(where, name) for where, _, names in os.walk(folder) for name in names if name.endswith(".toml"))
        return [Path(path) for path in sorted(found, key=lambda path: path.split(os.sep))]
    from normalizer.rulebook.caps import stranger_paths

    return stranger_paths(folder)
