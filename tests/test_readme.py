"""What the README shows is what happens. Its commands and Python lines are run by test_docs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import normalizer

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first code block in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_article_of_the_example() -> None:
    expected = json.loads(block("json"))
    article = normalizer.normalize(block("text")).to_dict()
    assert {key: article.get(key) for key in expected} == expected
