"""Templates of publishers: CSS selectors in packs say where the story stands, and nothing else on pages of other hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from normalizer import Hints, Normalizer
from normalizer.extract import Ways, extract, publisher
from normalizer.rulebook import PackError
from normalizer.rulebook.check import check_pack
from normalizer.rulebook.files import root
from normalizer.rulebook.load import load, packs_of
from normalizer.rulebook.style import canonical
from normalizer.rulebook.templates import template_findings
from normalizer.settings import Settings

PAGES = [(name, pack) for name, pack in packs_of(root()) if "page" in pack]
HTML = """<!DOCTYPE html><html><head><title>Bridge closed - Coast Post</title>
<meta property="article:published_time" content="2024-03-05T10:20:00Z"></head><body><h1>Bridge closed after the storm</h1>
<div class="head"><p class="deck">It opens in May.</p><span class="who">By Ann Miller</span> <time class="when" datetime="2024-03-05">Tuesday</time></div>
<div class="text"><p>The bridge was closed.</p><div class="promo">Read this as well</div><p>It will open in May.</p><p class="under">The bridge</p></div>
<div class="text2"><p>Another story of ours, which has a lot more to say about bridges and the sea and much else.</p></div></body></html>"""
PACK: dict[str, Any] = {
    "id": "coast", "hosts": ["coast.example"], "story": ".text", "drop": ".promo", "headline": "h1", "deck": ".head > .deck", "byline": ".who",
    "published": ".when", "caption": ".under",
}  # fmt: skip


def read(url: str | None, html: str = HTML, **changed: Any) -> Any:
    (story,) = extract(html, Hints(url=url), Ways(publishers=({**PACK, **changed},)))
    return story


def pieces(story: Any) -> list[tuple[str, str]]:
    return [(piece.rule, story.text[piece.start : piece.end]) for piece in story.pieces]


@pytest.mark.parametrize("pack", PAGES, ids=lambda pack: pack[0])
def test_examples_of_shipped_templates(pack: tuple[str, dict[str, Any]]) -> None:
    assert list(template_findings([pack])) == []


def test_the_book_holds_the_templates_without_their_examples() -> None:
    pages = load()["pages"]
    assert {page["id"] for page in pages} == {Path(name).stem for name, _ in PAGES}
    assert not any("example" in page or "source" in page for page in pages)


def test_what_selectors_choose() -> None:
    story = read("https://www.coast.example/bridge")
    assert pieces(story) == [
        ("page/outside", "Bridge closed - Coast Post"),
        ("page/headline", "Bridge closed after the storm"),
        ("page/deck", "It opens in May."),
        ("page/byline", "By Ann Miller"),
        ("page/published", "Tuesday"),
        ("page/outside", "Read this as well"),
        ("page/figcaption", "The bridge"),
        ("page/outside", "Another story of ours, which has a lot more to say about bridges and the sea and much else."),
    ]
    assert story.fields["authors"] == ("By Ann Miller",), "which words stand before a name, the rule book knows: the article has the name alone"
    assert story.evidence["authors"] == "page/byline"
    assert (story.fields["published"], story.evidence["published"]) == ("2024-03-05T10:20:00Z", "article:published_time"), (
        "the same day with its time"
    )


def test_another_day_than_the_markup_states() -> None:
    story = read("https://coast.example/bridge", HTML.replace('datetime="2024-03-05"', 'datetime="2024-03-06"'))
    assert (story.fields["published"], story.evidence["published"]) == ("2024-03-06", "page/published")


@pytest.mark.parametrize(("url", "known"), [
    ("https://coast.example/a", True), ("http://www.coast.example:8080/a", True), ("https://COAST.example", True),
    ("https://notcoast.example/a", False), ("https://coast.example.org/", False), ("https://x.example/?u=coast.example", False),
    ("http://[", False), ("coast.example/a", False), (None, False),
])  # fmt: skip
def test_hosts(url: str | None, known: bool) -> None:
    assert (publisher.pack_of([PACK], url) is PACK) is known


def test_the_page_itself_may_say_whose_it_is() -> None:
    linked = HTML.replace("</head>", '<link rel="canonical" href="https://coast.example/bridge"></head>')
    assert ("page/outside", "Read this as well") in pieces(read(None, linked))


def test_a_template_that_does_not_fit_is_not_used() -> None:
    plain = extract(HTML, Hints(url="https://coast.example/a"))
    for changed in ({"story": ".gone"}, {"story": ".promo", "drop": ".promo"}):
        assert (read("https://coast.example/a", **changed),) == plain


def test_a_deep_page_is_read_without_selectors() -> None:
    deep = HTML.replace('<div class="text">', "<div>" * 200 + '<div class="text">')
    assert ("page/deck", "It opens in May.") not in pieces(read("https://coast.example/a", deep))


def test_whole_articles(tmp_path: Path) -> None:
    (tmp_path / "coast.toml").write_text(
        '[page]\nhosts = ["coast.example"]\nsource = "a page"\nstory = ".text"\ndrop = ".promo"\ndeck = ".deck"\n\n[[page.example]]\n'
        'url = "https://coast.example/a"\nhtml = "<html><div class=text>One</div>"\nbody = ["One"]\n',
        encoding="utf-8",
    )
    article = Normalizer(Settings(rules=(str(tmp_path),))).normalize(HTML, Hints(url="https://coast.example/a"))
    assert article.headline == "Bridge closed after the storm"
    assert article.deck == "It opens in May."
    assert article.body == "The bridge was closed.\n\nIt will open in May.\n\nThe bridge"


def pack_with(**changed: Any) -> dict[str, Any]:
    example = {"url": "https://a.example/", "html": "<p>One</p>", "body": ["One"]}
    return {"page": {"hosts": ["a.example"], "source": "seen", "story": "p", "example": [example]} | changed}


@pytest.mark.parametrize("selector", [
    "article", ".text p", "#body > .text", "div.a.b[data-x] > p", "[itemprop=articleBody]", '[class*="ad-"]', "p:not(.ad), h2", "main article > p",
    "* > p",
])  # fmt: skip
def test_selectors(selector: str) -> None:
    check_pack("a.toml", pack_with(story=selector))


@pytest.mark.parametrize("selector", [
    "", " ", "p:has(a)", "p:nth-child(2)", "div div p", "a b > c d", "p + p", "p ~ p", "p:not(:has(a))", "p,h2", "p > ", "> p", "p::text", "p:is(a)",
    "a > b > c > d > e > f", "x" * 1_001, "[a='b']", "p{}",
])  # fmt: skip
def test_selectors_that_are_none_or_could_hang(selector: str) -> None:
    with pytest.raises(PackError, match="'drop' must be CSS"):
        check_pack("a.toml", pack_with(drop=selector))


@pytest.mark.parametrize(("changed", "says"), [
    ({"hosts": []}, "'hosts' must be a list of host names"), ({"hosts": ["com"]}, "host names"), ({"hosts": ["https://a.example"]}, "host names"),
    ({"example": []}, r"show with a \[\[page.example\]\]"), ({"example": [{"html": "x", "body": ["x"]}]}, "'url' is missing"), ({"body": "p"}, "unknown key 'body'"),
])  # fmt: skip
def test_tables_that_are_no_templates(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(PackError, match=says):
        check_pack("a.toml", pack_with(**changed))


def test_two_packs_for_one_host(tmp_path: Path) -> None:
    taken = PAGES[0][1]["page"]["hosts"][0]
    (tmp_path / "mine.toml").write_text(
        f'[page]\nhosts = ["{taken}"]\nsource = "seen"\nstory = "p"\n[[page.example]]\nurl = "https://{taken}/"\nhtml = "<p>x</p>"\nbody = ["x"]\n',
        encoding="utf-8",
    )
    with pytest.raises(PackError, match=f"two packs are for pages of {taken!r}"):
        load([tmp_path])


def test_what_an_example_does_not_show_is_said() -> None:
    example = {"url": "https://a.example/", "html": HTML, "body": ["Other"], "never": ["Read this", "not there"], "headline": "x", "captions": ["y"]}
    found = [finding.text for finding in template_findings([("a.toml", pack_with(story=".text", example=[example]))])]
    assert [text.split(",")[0].split(" [")[0] for text in found] == [
        "its body is", "'Read this' is in its body", "'not there' stands nowhere on the page", "its headline is", "its captions are",
    ]  # fmt: skip


def test_one_form() -> None:
    written = (root() / PAGES[0][0]).read_text(encoding="utf-8")
    assert canonical(PAGES[0][0], written) == written
