"""The contract's invariants, over every sample and over texts that hypothesis makes of wire copy and noise."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
import tarfile
import uuid
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from types import FrameType

import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from normalizer import Article, Normalizer, canonical, normalize
from normalizer.layout import lay_out, view
from normalizer.match import match
from normalizer.rulebook import book
from normalizer.rulebook.author import examples
from normalizer.rulebook.fold import fold
from normalizer.settings import Hints

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
    return check_article(normalize(data))


def check_article(article: Article) -> Article:
    """The same of an article that is made."""
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


# --- linear, counted in calls, so that no machine makes a difference


def _calls(text: str) -> int:
    """How many calls, of Python and of C, claiming everything in a text takes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        match(text, book(), Hints())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "made",
    [
        lambda times: "\n\n".join([PROSE, *["Share this article"] * times]),  # each line is a claim: of thousands, each was compared with all
        lambda times: "\n\n".join(f"BERLIN (dpa) - {PROSE} {number}" for number in range(times)),
        lambda times: "\n\n".join(f"{PROSE} {number // 2}" for number in range(times)),
        lambda times: "\n".join([*(f"Anchor {number} lost in harbour storm" for number in range(times)), PROSE]),
    ],
    ids=["furniture", "datelines", "repetition", "titles"],
)
def test_work_grows_as_the_text_does(made: Callable[[int], str]) -> None:
    _calls(made(2))  # compiles
    less, more = (_calls(made(times)) for times in (400, 800))
    assert 100 * more < 240 * less


# --- what the engine spares itself


def test_what_is_spared_is_never_a_match() -> None:
    """The looks before a search are read off the patterns: no pattern matches a paragraph of any rule's examples where one of its looks says no."""
    rules = book()
    missed = []
    for window in sorted({seen.text[start:end] for seen in (view(lay_out(piece)) for piece in PIECES) for start, end in seen.paragraphs}):
        marked, named = rules.marked(window), bool(rules.agencies.stand(window))
        matching = [(number, rule) for number, rule in enumerate(rules.rules) if rule.compiled.search(marked.text)]
        standing = set(rules.proposer.standing([(number, 0) for number, _ in matching], fold(window), view(lay_out(window))))
        spared = {rule.id for _, rule in matching if not rule.may_match(window, 0, len(window)) or (rule.named and not named)}
        spared |= {rule.id for number, rule in matching if (number, 0) not in standing}
        missed += [(rule, window) for rule in sorted(spared)]
    assert missed == []


# --- the same out of every kind of file


def _table(texts: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("id", "text"), *enumerate(texts)])
    return out.getvalue().encode()


def _lines(texts: list[str]) -> bytes:
    return b"".join(canonical.write({"id": str(number), "text": text}) + b"\n" for number, text in enumerate(texts))


def _parquet(texts: list[str]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": list(range(len(texts))), "text": texts}), out)
    return out.getvalue()


def _warc(texts: list[str]) -> bytes:
    head = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:{}>\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n"
    return b"".join(head.format(uuid.UUID(int=at), len(text.encode())).encode() + text.encode() + b"\r\n\r\n" for at, text in enumerate(texts))


def _zip(texts: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", text)
    return out.getvalue()


def _tar(texts: list[str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for number, text in enumerate(texts):
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


def _feed(texts: list[str]) -> bytes:
    items = "".join(
        f"<item><guid>{at}</guid><description>{escape(''.join(f'<p>{escape(line)}</p>' for line in text.splitlines()))}</description></item>"
        for at, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Coast Post</title>{items}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.csv", _table),
        ("a.jsonl", _lines),
        ("a.jsonl.gz", lambda texts: gzip.compress(_lines(texts))),
        ("a.jsonl.bz2", lambda texts: bz2.compress(_lines(texts))),
        ("a.jsonl.xz", lambda texts: lzma.compress(_lines(texts))),
        ("a.parquet", _parquet),
        ("a.warc", _warc),
        ("a.zip", _zip),
        ("a.tar.gz", _tar),
        ("a.rss", _feed),
    ],
)
def test_out_of_every_kind_of_file(name: str, made: Callable[[list[str]], bytes], tmp_path: Path) -> None:
    texts = [normalize(sample.read_bytes()).source_text for sample in SAMPLES if sample.suffix == ".txt"]
    texts = [text for text in texts if "\x02" not in text]  # XML and WARC readers may take no control characters
    (tmp_path / name).write_bytes(made(texts))
    articles = list(Normalizer().normalize_file(tmp_path / name))
    assert [check_article(article).source.record or article.source.path for article in articles if isinstance(article, Article)]
    assert len(articles) == len(texts)
    if not name.endswith(".rss"):  # of a feed, line ends are those of its paragraphs
        assert [article.body for article in articles if isinstance(article, Article)] == [normalize(text).body for text in texts]
