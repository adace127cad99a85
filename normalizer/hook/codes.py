"""The diagnostics: one page a code in ``codes/``, whose head says what of an article it is about. A new code is a new page.

A head is lines of ``key: value`` between two lines of ``---``:

``name``      what is found, in a word or two: it begins the message
``family``    the heading it stands under
``pieces``    kinds of removed pieces (:data:`normalizer.article.KINDS`), ``repairs`` kinds of repairs, ``cautions`` codes of warnings, and
``judges``    what :mod:`normalizer.hook.diagnose` looks at besides
``fixed``     yes, or no: a person has to look
``default``   no: looked for only where it is selected
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from normalizer.config import DEFAULT, nearest

ALL = "all"
_PAGES = Path(__file__).with_name("codes")


class Code(NamedTuple):
    """A diagnostic. ``about`` holds what it is about: ``piece:dateline``, ``repair:mojibake``, ``caution:text/lost``, ``judge:layout``."""

    id: str
    name: str
    family: str
    about: tuple[str, ...]
    fixed: bool
    default: bool
    page: str


class UnknownCode(ValueError):
    """No diagnostic and no family is called so; the message says what is near."""


@cache
def codes() -> Mapping[str, Code]:
    """Every diagnostic by its code, in order."""
    return {path.stem: _read(path) for path in sorted(_PAGES.glob("*.md"))}


@cache
def by_subject() -> Mapping[str, Code]:
    """The diagnostic for each thing it may be about."""
    return {subject: code for code in codes().values() for subject in code.about}


def _read(path: Path) -> Code:
    _, head, page = path.read_text(encoding="utf-8").split("---\n", 2)
    said = {key: value.split() if key in ("pieces", "repairs", "cautions", "judges") else value for key, value in _lines(head)}
    about = (f"{subject[:-1]}:{one}" for subject in ("pieces", "repairs", "cautions", "judges") for one in said.get(subject, ()))
    return Code(
        path.stem, str(said["name"]), str(said["family"]), tuple(about), said["fixed"] == "yes", said.get("default", "yes") == "yes", page.lstrip()
    )


def _lines(head: str) -> Iterable[tuple[str, str]]:
    for line in head.splitlines():
        key, _, value = line.partition(":")
        yield key.strip(), value.strip()


def chosen(select: Iterable[str], ignore: Iterable[str] = ()) -> frozenset[str]:
    """The codes that words stand for: a code (``DAT001``), the beginning of some (``DAT``), ``default``, ``all``. UnknownCode: a word stands for none."""
    return frozenset(_meant(select) - _meant(ignore))


def _meant(words: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for word in words:
        if word.lower() == DEFAULT:
            meant = {code.id for code in codes().values() if code.default}
        else:
            meant = {id for id in codes() if word.lower() == ALL or (word and id.startswith(word.upper()))}
        if not meant:
            families = dict.fromkeys(id.rstrip("0123456789") for id in codes())
            raise UnknownCode(f"there is no code {word!r}; {nearest(word.upper(), [*codes(), *families], [DEFAULT, ALL, *families])}")
        found |= meant
    return found


def asks_language(wanted: Collection[str]) -> bool:
    """Whether any of the codes needs a language model."""
    return any(code in wanted for subject, code in ((s, c.id) for s, c in by_subject().items()) if subject in ("judge:fragment", "judge:language"))
