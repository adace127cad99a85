"""Prose that comes near a rule and must stay: each text of near-misses/ as the first, a middle and the last paragraph of an article."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import normalizer

FOLDER = Path(__file__).with_name("near-misses")
NEUTRAL = tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))["neutral"]
PLACES = ("first", "middle", "last")


def _texts() -> Iterator[tuple[str, str, str, str]]:
    """What each text is called, its language, itself and a place where it must stay; one that may be a title says in ``places`` where it is none."""
    for path in sorted(FOLDER.glob("*.toml")):
        for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get("text", ()), 1):
            assert row["why"], f"{path.name}: text {number} says not why it stays"
            for place in row.get("places", PLACES):
                yield f"{path.stem}-{number}-{row['language']}-{place}", row["language"], row["text"], place


@pytest.mark.parametrize(("language", "text", "place"), [row[1:] for row in _texts()], ids=[row[0] for row in _texts()])
def test_stays(language: str, text: str, place: str) -> None:
    paragraphs = list(NEUTRAL[language])
    paragraphs.insert(PLACES.index(place), text)
    article = normalizer.normalize("\n\n".join(paragraphs))
    if place == "first" and article.headline == text:  # a short line without a full stop at the head of a text is its title
        paragraphs.remove(text)
        assert [piece.kind for piece in article.removed] == ["headline"]
    else:
        assert article.removed == ()
    assert article.body == "\n\n".join(paragraphs)
