"""What houses call the parts of their files where the standards leave it to them: the data of ``rules/blocks/wire.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from normalizer.rulebook.files import root


@dataclass(frozen=True, slots=True)
class Houses:
    """All names in small letters; of lists the likeliest first."""

    #: An element of a dialect, and the element of NITF or HTML that it is read as.
    like: Mapping[str, str]
    #: By the element that they stand in, elements and the kind of piece that each is.
    inside: Mapping[str, Mapping[str, str]]
    #: What NITF's ``<meta>`` may call the slug.
    slugs: tuple[str, ...]
    #: Roles of NewsML 1's components and the kind of piece that each is; empty: no text of the story at all.
    roles: Mapping[str, str]
    #: Parts of the names of NewsML 1's news lines that are words to editors.
    notes: tuple[str, ...]
    #: Roles of NewsML-G2's notes: who signed the story; a pad that holds the other notes once more.
    signed: str
    pad: str
    #: Of XML of no standard: the elements that hold a story, and by field those that may stand beside it.
    story: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def houses() -> Houses:
    """The data, read when the first file of a wire is."""
    said = tomllib.loads((root() / "blocks" / "wire.toml").read_text(encoding="utf-8"))
    newsml, g2, record = said["newsml"], said["newsml-g2"], said["record"]
    return Houses(
        like={element: other for dialect in said["dialect"] for element, other in dialect.get("like", {}).items()},
        inside={around: kinds for dialect in said["dialect"] for around, kinds in dialect.get("inside", {}).items()},
        slugs=tuple(said["nitf"]["slugs"]),
        roles=newsml["roles"],
        notes=tuple(newsml["notes"]),
        signed=g2["signed"],
        pad=g2["pad"],
        story=tuple(record["story"]),
        fields={field: tuple(names) for field, names in record["fields"].items()},
    )
