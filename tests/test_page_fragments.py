"""Pieces of pages, as feeds and records carry them: nothing is around them, so that all of them is story but what their elements say is none."""

from __future__ import annotations

import pytest
from test_invariants import check

from normalizer import Hints, extract
from normalizer.extract import Extracted
from normalizer.extract.fragment import read_fragment

LEAD = "The harbour bridge of Port Town was closed on Tuesday after a storm had torn parts of its railing into the sea, the council said."
SHORT = "Nobody was hurt."


def taken(story: Extracted) -> list[tuple[str, str, str]]:
    return [(piece.kind, piece.rule, story.text[piece.start : piece.end]) for piece in story.pieces]


def test_all_of_a_fragment_is_story() -> None:
    story = read_fragment(f"<p>{LEAD}</p><p>{SHORT}</p><ul><li>One</li><li>Two</li></ul>")
    assert story.text == f"{LEAD}\n\n{SHORT}\n\nOne\n\nTwo"
    assert (story.pieces, story.warnings) == ((), ())


def test_captions_and_furniture_are_told_by_their_elements() -> None:
    story = read_fragment(
        f"<p>{LEAD}</p><figure><img src=a.jpg><figcaption>The bridge. <cite>Jo Doe/AFP</cite></figcaption></figure><p>{SHORT}</p>"
        '<p class="wp-caption-text">The sea</p><nav><a href=/>Home</a></nav><button>Share</button>'
    )
    assert taken(story) == [
        ("caption", "page/figcaption", "The bridge. Jo Doe/AFP"),
        ("caption", "page/figcaption", "The sea"),
        ("furniture", "page/outside", "Home"),
        ("furniture", "page/outside", "Share"),
    ]


def test_an_element_that_merely_speaks_of_captions_is_story() -> None:
    assert taken(read_fragment(f'<p class="captions-of-the-week">{LEAD}</p><aside>{SHORT}</aside>')) == []


def test_a_caption_inside_of_furniture_is_told_once() -> None:
    assert taken(read_fragment("<noscript>Look: <figure><figcaption>A sea</figcaption></figure></noscript>")) == [
        ("caption", "page/figcaption", "A sea")
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Prices rose &lt;5&nbsp;% &amp; fell", "Prices rose <5\u00a0% & fell"),
        ("", ""),
        ("https://coast.example/bridge", "https://coast.example/bridge"),
        ("<![CDATA[<p>One</p>]]><p>two</p>", "One\n\ntwo"),
        ('<?xml version="1.0"?><p>One</p>', "One"),
        ("<p>One<script>var x = '<p>no</p>';</script><!-- no --></p>", "One"),
        ("One<br>two<br/><br/>three", "One\ntwo\n\nthree"),
        ("<p>a\x00b</p>", "a b"),
    ],
)
def test_the_text_of_fragments(html: str, text: str) -> None:
    assert read_fragment(html).text == text


def test_a_torn_fragment_says_so() -> None:
    story = read_fragment(f"<p>{LEAD}</p><script>var a")
    assert story.text == LEAD
    assert [caution.code for caution in story.warnings] == ["page/cut"]


@pytest.mark.parametrize(
    "html", ["<b>" * 50_000 + LEAD, f"<p>{LEAD}</p>" * 10_000, f"<p>{LEAD}</p>" + "<a " * 200_000], ids=["levels", "tags", "torn"]
)
def test_a_monstrous_fragment_keeps_its_text(html: str) -> None:
    story = read_fragment(html)
    assert story.text.count(LEAD) == max(1, html.count("<p>"))
    assert [caution.code for caution in story.warnings] == ["page/unreadable"]


def test_unclosed_paragraphs_are_no_levels() -> None:
    assert read_fragment("<p>One" * 5_000).warnings == ()


def test_a_piece_of_a_page_given_as_a_document_is_read_as_one() -> None:
    html = f"<div><p>{LEAD}</p><p>{SHORT}</p></div>"
    (story,) = extract.extract(html, Hints())
    assert story == read_fragment(html)
    article = check(html)
    assert article.body == f"{LEAD}\n\n{SHORT}"
    assert article.warnings == ()
