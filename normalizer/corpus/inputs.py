"""Which files an input argument means, in the order of their path's bytes."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import NamedTuple

from normalizer import formats

STDIN = "-"


class Found(NamedTuple):
    """A file to read: where it is, its path relative to the input argument (with ``/``, NFC), and what it is by its name.

    ``reader``: the name of the format that such names have, ``text`` where they say nothing; the content has the last word when it is read.
    ``named``: it was named outright, and not found in a folder.
    """

    path: str
    relative: str
    reader: str
    named: bool = True


class Trouble(NamedTuple):
    """Something that was asked for and cannot be had: which, and why, with what to try. The run goes on."""

    place: str
    reason: str


class PassedOver(NamedTuple):
    """A file in a folder that is no article by its name."""

    place: str


def find(inputs: Collection[str], own: Collection[str] = ()) -> Iterator[Found | Trouble | PassedOver]:
    """The files that the arguments (files, folders, globs, ``-``) mean, each once, in the order of their path's bytes on every machine.

    Hidden files, links that leave the folder given, and ``own`` (what this run writes) are passed over.
    """
    named: dict[str, tuple[str, str]] = {}
    for argument in inputs:
        matched = _matched(argument)
        if not matched:
            yield Trouble(argument, "nothing matches this pattern; quote it, and look at the folder's name")
        for path, base in matched:
            named.setdefault(os.path.normpath(path), (path, base))
    folders = [path for path in named if os.path.isdir(path)]
    for path in sorted(named, key=lambda path: os.fsencode(path + ("/" if path in folders else ""))):
        written, base = named[path]
        if path in folders:
            yield from _folder(path, written, _real(own))
        elif not any(_reaches(folder, path) for folder in folders):
            yield _file(written, base)


def _matched(argument: str) -> list[tuple[str, str]]:
    """Paths with the folder that they are named relative to. A name that exists is no pattern, whatever brackets are in it."""
    if argument == STDIN or not glob.has_magic(argument) or os.path.lexists(argument):
        return [(argument, os.path.dirname(argument))]
    base: list[str] = []
    for part in PurePath(argument).parts[:-1]:
        if glob.has_magic(part):
            break
        base.append(part)
    return [(path, os.path.join(*base) if base else "") for path in glob.glob(argument, recursive=True)]


def _real(paths: Collection[str]) -> frozenset[str]:
    return frozenset(os.path.realpath(path) for path in paths)


def _reaches(folder: str, path: str) -> bool:
    """Whether walking the folder comes by a file that was also named outright, so that it is read once."""
    parts = os.path.relpath(path, folder).split(os.sep)
    return os.pardir not in parts and not any(part.startswith(".") for part in parts) and formats.named(os.path.basename(path)) is not None


def _file(path: str, base: str) -> Found | Trouble:
    if path == STDIN:
        return Found(STDIN, STDIN, "text")
    if not os.path.exists(path):
        return Trouble(path, "no such file or folder; look at the name")
    return _found(path, base, named=True)


def _found(path: str, base: str, *, named: bool) -> Found:
    format = formats.named(os.path.basename(path))
    return Found(path, _relative(path, base), format.name if format else "text", named)


def _relative(path: str, base: str) -> str:
    """A path as the article states it: ``/`` on every machine, NFC (macOS names files in NFD), U+FFFD for bytes that are no UTF-8."""
    relative = os.path.relpath(path, base or os.curdir).replace(os.sep, "/")
    return unicodedata.normalize("NFC", os.fsencode(relative).decode("utf-8", "replace"))


def _folder(path: str, written: str, own: frozenset[str]) -> Iterator[Found | Trouble | PassedOver]:
    empty = True
    for result in _walk(path, (os.path.realpath(path),), path, own, set()):
        empty = empty and isinstance(result, PassedOver)
        yield result
    if empty:
        yield Trouble(written, "no articles in this folder; 'normalizer formats' shows which names it looks for")


def _walk(folder: str, above: tuple[str, ...], top: str, own: frozenset[str], linked: set[str]) -> Iterator[Found | Trouble | PassedOver]:
    """A folder's files in the order of their path's bytes, holding one folder's names at a time.

    ``above``: the real folders from ``top`` to this one; ``linked``: those that a link led to. Each is followed once, so that links end.
    """
    try:
        with os.scandir(folder) as entries:
            listed = [(entry.name, entry.is_dir(), entry.is_symlink()) for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        yield Trouble(folder, f"this folder cannot be read: {error.strerror}")
        return
    # With "/" after a folder's name the order of the names is the order of whole paths: a.txt comes before a/b.
    for name, is_folder, is_link in sorted(listed, key=lambda entry: os.fsencode(entry[0] + ("/" if entry[1] else ""))):
        path = os.path.join(folder, name)
        real = os.path.realpath(path) if is_link else os.path.join(above[-1], name)
        if real in own or (is_link and os.path.commonpath((real, above[0])) != above[0]):
            continue
        if is_folder:
            if not is_link or (real not in above and real not in linked):
                linked |= {real} if is_link else set()
                yield from _walk(path, (*above, real), top, own, linked)
        else:
            yield from _entry(path, top)


def _entry(path: str, top: str) -> Iterator[Found | Trouble | PassedOver]:
    if formats.named(os.path.basename(path)) is None:
        yield PassedOver(path)
    elif not os.path.exists(path):
        yield Trouble(path, "this link leads nowhere")
    elif os.path.isfile(path):
        yield _found(path, top, named=False)
