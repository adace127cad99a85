"""Which files are looked at, how they are read, and how one is replaced: whole, only if nobody touched it meanwhile, never through a link."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from normalizer import formats
from normalizer.config import WRITTEN, Config
from normalizer.corpus.inputs import STDIN, Found, Trouble, find


class Chosen(NamedTuple):
    """A file to look at. ``relative``: its path for patterns and baselines, from the settings' folder; ``config``: what holds for it."""

    path: str
    reader: str
    relative: str
    config: Config


def choose(paths: Collection[str], config: Config, own: Collection[str] = ()) -> Iterator[Chosen | Trouble]:
    """The files that the arguments mean, but for those the settings exclude. ``own``: what this run writes.

    In folders those of the formats that are set (text and JSON, where none are); what is named outright is of any format.
    """
    top = os.path.realpath(config.folder)
    for found in find(paths, own):
        if isinstance(found, Trouble):
            yield found
        elif isinstance(found, Found):
            if found.path == STDIN:
                yield Trouble(STDIN, "check and fix work on files; normalise standard input with: normalizer run -")
                continue
            relative = os.path.relpath(os.path.realpath(os.path.dirname(found.path) or os.curdir), top).replace(os.sep, "/")
            relative = os.path.normpath(f"{relative}/{os.path.basename(found.path)}").replace(os.sep, "/")
            here = config.at(relative)
            asked = found.reader in here.formats or (found.named and "formats" not in here.where)
            if asked and not here.excludes(relative):
                yield Chosen(found.path.removeprefix(f".{os.sep}"), found.reader, relative, here)


def only_checked(path: str) -> str | None:
    """The name of a file's format, by the file's name, if nothing is written back into such files; ``None``: it may be."""
    format = formats.named(os.path.basename(path))
    return format.name if format and format.name not in WRITTEN else None


def behind_link(path: str) -> str | None:
    """The link on the way to a file, the file itself included, that leads through what the caller named; ``None``: there is none.

    Below the working folder each step counts. Elsewhere the way to the file's folder is the caller's own (``/tmp`` is a link on macOS).
    """
    absolute, base = os.path.abspath(path), os.getcwd()
    if os.path.commonpath((absolute, base)) != base:
        base = os.path.dirname(absolute)
    step = base
    for name in os.path.relpath(absolute, base).split(os.sep):
        step = os.path.join(step, name)
        if os.path.islink(step):
            return os.path.relpath(step)
    return None


def is_named(link: str, paths: Collection[str]) -> bool:
    """Whether the caller named a link, or something behind it."""
    top = os.path.abspath(link)
    return any(os.path.commonpath((os.path.abspath(path), top)) == top for path in paths)


def in_git(path: str) -> bool:
    """Whether a file or folder lies in a git work tree. A link lies where it is and not where it leads: it is not followed."""
    where = Path(os.path.abspath(path))
    return any((above / ".git").exists() for above in (where, *where.parents))


def read(path: str) -> tuple[bytes, os.stat_result]:
    """A file's bytes and what the system says of it, of one and the same moment. OSError: it cannot be read, is a link or no ordinary file."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        known = os.fstat(handle)
        if not stat.S_ISREG(known.st_mode):
            raise OSError(0, "no ordinary file", path)
        return file.read(), known


def replace(path: str, before: bytes, known: os.stat_result, after: bytes) -> str | None:
    """Put ``after`` in the place of a file that still is what :func:`read` gave. What keeps it from that, or ``None``: done.

    Mode and owner stay; the file is whole at every moment.
    """
    draft = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.{os.getpid()}.draft")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(after)
                file.flush()
                _dress(handle, known)
                os.fsync(handle)
            if not _same(path, before, known):
                return "changed meanwhile"
            os.replace(draft, path)
        finally:
            if os.path.lexists(draft):
                os.unlink(draft)
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"
    return None


def _dress(handle: int, known: os.stat_result) -> None:
    """Owner and mode of the old file for the new one. OSError: not ours to give."""
    new = os.fstat(handle)
    if hasattr(os, "fchown") and (new.st_uid, new.st_gid) != (known.st_uid, known.st_gid):
        os.fchown(handle, known.st_uid, known.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(known.st_mode))


def _same(path: str, before: bytes, known: os.stat_result) -> bool:
    data, now = read(path)
    return data == before and (now.st_ino, now.st_dev, now.st_mode) == (known.st_ino, known.st_dev, known.st_mode)
