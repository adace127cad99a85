"""The contract's invariants, over every sample and over texts that hypothesis makes of wire copy and noise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer import Article, normalize
from normalizer.rulebook.author import examples

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "raw").iterdir())
#: Pieces that rules look at, so that made texts reach the rules: every example of the rule book, prose around them, noise.
PIECES = sorted({example.text for example in examples()})
PROSE = (
    "The committee met again on Thursday and put off its decision on the harbour until the autumn, which surprised nobody who had followed the talks."
)

wire_text = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.just(PROSE), st.sampled_from(["A title of some words", "END", "- 1 -", "\t", "x" * 300]), st.text(max_size=80)
    ),
    min_size=1,
    max_size=8,
).flatmap(lambda parts: st.sampled_from(["\n", "\n\n", "\r\n", " ", " \n "]).map(lambda glue: glue.join(parts)))


def check(data: bytes | str) -> Article:
    """Every invariant that one article can show."""
    article = normalize(data)
    text = article.source_text
    covered = [0] * len(text)
    for span in article.spans:
        for i in range(span.start, span.end):
            covered[i] += 1
    assert all(count == 1 if not char.isspace() else count <= 1 for char, count in zip(text, covered, strict=True)), "each character in one span"
    assert [r.text for r in article.removed] == [text[r.start : r.end] for r in article.removed]
    body = [text[span.start : span.end] for span in article.spans if span.kind == "body"]
    assert "".join("".join(body).split()) == "".join(article.body.split()), "the body is slices of T in its order"
    assert article.to_json() == Article.from_json(article.to_json()).to_json()
    again = normalize(article.body)
    assert again.body == article.body, "normalising a body changes nothing"
    assert again.removed == ()
    return article


def undo_repairs(article: Article) -> str:
    text = article.source_text
    for repair in reversed(article.repairs):
        assert text[repair.start : repair.end] == repair.after
        text = text[: repair.start] + repair.before + text[repair.end :]
    return text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_samples(sample: Path) -> None:
    check(sample.read_bytes())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wire_text)
def test_made_wire_copy(text: str) -> None:
    article = check(text)
    assert undo_repairs(article) == text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


def test_wrong_use_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="bytes or str"):
        normalize(3)  # type: ignore[arg-type]


def test_nothing_in_nothing_out() -> None:
    article = normalize(b"")
    assert (article.body, article.language, article.removed) == ("", "und", ())
    assert json.loads(article.to_json())["schema"] == "article/1"
