"""The two documents that the project started from: every value that must be read off them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import normalizer

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8")) if SEEDS.is_dir() else {}
#: How each kind of expectation is looked at; an expectation of another kind is a fault of this test.
KNOWN = {"want", "captions", "keywords", "body_starts", "body_ends", "body_not", "removed_kinds", "fragments", "editor_note_has"}

pytestmark = pytest.mark.skipif(not EXPECTED, reason="the seeds do not lie beside this checkout")


def value(article: dict[str, Any], path: str) -> Any:
    """The value at a dotted path."""
    found: Any = article
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_seed(name: str) -> None:
    expected = EXPECTED[name]
    assert set(expected) <= KNOWN
    article = normalizer.normalize((SEEDS / name).read_bytes()).to_dict()
    assert {path: value(article, path) for path in expected["want"]} == expected["want"]
    for exact in {"captions", "keywords"}.intersection(expected):
        assert article[exact] == expected[exact]
    body = article["body"]
    assert body.startswith(expected["body_starts"])
    assert body.endswith(expected["body_ends"])
    assert [words for words in expected["body_not"] if words in body] == []
    assert set(expected["removed_kinds"]) <= {piece["kind"] for piece in article["removed"]}
    told = [{key: piece[key] for key in ("language", "text")} for piece in article.get("fragments", [])]
    assert told == expected["fragments"]
    if "editor_note_has" in expected:
        assert any(expected["editor_note_has"] in note for note in article["editor_notes"])
