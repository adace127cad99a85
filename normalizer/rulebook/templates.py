"""Whether the ``[page]`` table of a pack chooses what its author says it does: each example page is read as pages are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from normalizer.article import Span
from normalizer.extract import Extracted, Ways, extract
from normalizer.rulebook.check import Data
from normalizer.rulebook.lint import Finding
from normalizer.settings import Hints

_KINDS = {"headline": "headline", "deck": "deck"}


def template(stem: str, pack: Data) -> dict[str, Any]:
    """A pack's selectors as the book holds them: without what only their author needs."""
    return {"id": stem, **{key: value for key, value in pack["page"].items() if key not in ("example", "source")}}


def template_findings(packs: Sequence[tuple[str, Data]]) -> Iterator[Finding]:
    """What the example pages of packs give that their author did not say, and the other way round."""
    for name, pack in packs:
        for number, example in enumerate(pack.get("page", {}).get("example", ()), 1):
            (story,) = extract(example["html"], Hints(url=example["url"], media_type="text/html"), Ways(publishers=(template(name, pack),)))
            for fault in _faults(example, story):
                yield Finding(name, f"page example {number}", "page", fault)


def _faults(example: Data, story: Extracted) -> Iterator[str]:
    body = _paragraphs(story)
    if body != example["body"]:
        yield f"its body is {body}, not {example['body']}"
    for words in example.get("never", ()):
        if words not in story.text:
            yield f"{words!r} stands nowhere on the page, so that nothing is shown by its not being chosen"
        elif any(words in paragraph for paragraph in body):
            yield f"{words!r} is in its body"
    for key, kind in _KINDS.items():
        if key in example and (found := _of_kind(story, kind)) != [example[key]]:
            yield f"its {key} is {found}, not {example[key]!r}"
    if "captions" in example and (found := _of_kind(story, "caption")) != example["captions"]:
        yield f"its captions are {found}, not {example['captions']}"
    if "authors" in example and list(story.fields.get("authors", ())) != example["authors"]:
        yield f"its authors are {list(story.fields.get('authors', ()))}, not {example['authors']}"
    if "published" in example and story.fields.get("published") != example["published"]:
        yield f"it is published at {story.fields.get('published')!r}, not {example['published']!r}"


def _paragraphs(story: Extracted) -> list[str]:
    masked = list(story.text)
    for piece in story.pieces:
        masked[piece.start : piece.end] = "\n" * (piece.end - piece.start)
    return [" ".join(line.split()) for line in "".join(masked).split("\n") if line.strip()]


def _of_kind(story: Extracted, kind: str) -> list[str]:
    return [_words(story.text, piece) for piece in story.pieces if piece.kind == kind]


def _words(text: str, piece: Span) -> str:
    return " ".join(text[piece.start : piece.end].split())
