"""The author's workbench: the packs that are looked at, the book they make, and everything that can be wrong with them."""

from __future__ import annotations

import difflib
import os
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from normalizer.rulebook.author import Example, examples_of, failure
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.check import Data
from normalizer.rulebook.files import PackError, pack_paths, root
from normalizer.rulebook.lint import Finding, lint, lint_blocks
from normalizer.rulebook.listing import entries
from normalizer.rulebook.load import load, packs_of
from normalizer.rulebook.style import StyleError, canonical
from normalizer.rulebook.templates import template_findings
from normalizer.rulebook.trial import idle_packs, prose_findings, trial

_BLOCKS = "blocks/"
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: the folder of rules it is in, its path below it, what it says."""

    folder: Path
    name: str
    data: Data

    @property
    def path(self) -> Path:
        """Its file."""
        return self.folder if self.folder.is_file() else self.folder / self.name


@dataclass(frozen=True)
class Bench:
    """All packs of the shipped book and of more folders, and which of them are looked at."""

    folders: tuple[Path, ...]
    all: tuple[Pack, ...]
    chosen: tuple[Pack, ...]

    @property
    def packs(self) -> list[tuple[str, Data]]:
        """Every pack but the blocks, as (path below its rules folder, what it says)."""
        return [(pack.name, pack.data) for pack in self.all]

    @cached_property
    def book(self) -> RuleBook:
        """The book of all packs."""
        return RuleBook.of(load(self.folders))

    @cached_property
    def examples(self) -> list[Example]:
        """The examples and counter-examples of the chosen packs."""
        return [example for pack in self.chosen for example in examples_of(pack.name, pack.data)]

    @staticmethod
    def is_of(name: str, wanted: str) -> bool:
        """Whether a pack's name is, or lies below, the one wanted; with or without ``.toml``."""
        bare = wanted.strip("/").removesuffix(_SUFFIX)
        return name.removesuffix(_SUFFIX) == bare or name.startswith(f"{bare}/") or name.rpartition("/")[2].removesuffix(_SUFFIX) == bare

    def near(self, wanted: str) -> list[str]:
        """Ids like one that there is not."""
        return difflib.get_close_matches(wanted, [entry.id for entry in entries(self.packs)], 3)

    def failures(self) -> Iterator[str]:
        """What is wrong with the examples."""
        return (wrong for example in self.examples if (wrong := failure(example, self.book)))

    def findings(self, styled: bool = True) -> list[Finding]:
        """What is wrong with the chosen packs as they are written; ``styled``: also that one is not in its one form."""
        named = [(pack.name, pack.data) for pack in self.chosen]
        found = lint(named, self.book.data["blocks"], self.book.words.written)
        if len(self.chosen) == len(self.all):
            found += lint_blocks(self.book.data["blocks"])
        found += template_findings(named)
        return found + (list(self._unstyled()) if styled else [])

    def _unstyled(self) -> Iterator[Finding]:
        for pack in self.chosen:
            text = pack.path.read_text(encoding="utf-8")
            try:
                if canonical(pack.name, text) != text:
                    yield Finding(pack.name, "pack", "form", "is not in the one form of a pack; --fix writes it so")
            except StyleError as error:
                yield Finding(pack.name, "pack", "form", str(error))

    def prose(self, texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
        """What the book takes of clean prose."""
        return prose_findings(texts, self.book)

    def trials(self) -> list[Finding]:
        """What grows faster than the text, and which packs change nothing."""
        named = [(pack.name, pack.data) for pack in self.chosen]
        return trial(named, self.book) + idle_packs(named, self.book, self._without)

    def _without(self, name: str) -> RuleBook:
        return RuleBook.of(load(self.folders, without=name))

    def fix(self) -> tuple[list[Path], list[str]]:
        """Write the chosen packs in their one form: the files that changed, and why others could not be written."""
        changed, refused = [], []
        for pack in self.chosen:
            text = pack.path.read_text(encoding="utf-8")
            try:
                written = canonical(pack.name, text)
                if written != text:
                    _replace(pack.path, written)
                    changed.append(pack.path)
            except (StyleError, tomllib.TOMLDecodeError) as error:
                refused.append(str(error))
            except OSError as error:
                refused.append(f"{pack.path}: cannot be written: {error.strerror}")
        return changed, refused


def _replace(path: Path, text: str) -> None:
    """Write whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def open_bench(folders: Sequence[Path] = (), wanted: str | None = None) -> Bench:
    """The workbench of the shipped book and more folders. ``wanted`` chooses packs by name; a path that exists is a folder of its own.

    PackError: a pack cannot be read.
    """
    known = tuple(folders)
    path = Path(wanted) if wanted else None
    if path and (path.is_dir() or path.is_file()) and not path.resolve().is_relative_to(root()):
        if path.resolve() not in [folder.resolve() for folder in known]:
            known = (*known, path)
        packs = _all(known)
        return Bench(known, packs, tuple(pack for pack in packs if pack.path.resolve().is_relative_to(path.resolve())))
    packs = _all(known)
    if path and path.exists() and path.resolve().is_relative_to(root()):
        return Bench(known, packs, tuple(pack for pack in packs if pack.path.resolve().is_relative_to(path.resolve())))
    return Bench(known, packs, tuple(pack for pack in packs if wanted is None or Bench.is_of(pack.name, wanted)))


def _all(folders: Sequence[Path]) -> tuple[Pack, ...]:
    packs = []
    for folder in (root(), *folders):
        if not pack_paths(folder):
            raise PackError(f"{folder}: no rule pack is in it")
        packs += [Pack(folder, name, data) for name, data in packs_of(folder) if not name.startswith(_BLOCKS)]
    return tuple(packs)
