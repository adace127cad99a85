"""Copy as wires print it, one table a part of the world: the body to the letter, and every field that the table states."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import normalizer

COPY = [
    (f"{path.stem}: {copy['name']}", copy)
    for path in sorted((Path(__file__).parent / "copy").glob("*.toml"))
    for copy in tomllib.loads(path.read_text(encoding="utf-8"))["copy"]
]


@pytest.mark.parametrize("copy", [copy for _, copy in COPY], ids=[name for name, _ in COPY])
def test_copy(copy: dict[str, Any]) -> None:
    article = normalizer.normalize(copy["raw"]).to_dict()
    assert article["body"] == copy["body"]
    wanted = copy["fields"]  # a field that must not be read is wanted empty
    assert {name: article.get(name, type(value)()) for name, value in wanted.items()} == wanted
