"""Which headline, day and story a page is given where its markup and a library's choice leave doubt."""

from __future__ import annotations

from typing import Any

import pytest
from test_invariants import check

from normalizer import Hints, Normalizer, extract
from normalizer.extract import Ways, page, plain
from normalizer.settings import Settings

LEAD = "The harbour bridge of Port Town was closed on Tuesday after a storm had torn parts of its railing into the sea, the council said."
SECOND = "Engineers will look at the damage in the coming days, a spokeswoman told reporters, and it may stay closed for a week."
THIRD = "About 12,000 cars use the bridge every day, and the detour by the old road takes forty minutes in the morning."
STORY = f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"


def whole(body: str, head: str = "<title>Bridge closed - The Coast Post</title>") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


def read(html: str, engine: str = "trafilatura") -> Any:
    (story,) = extract.extract(html, Hints(media_type="text/html"), Ways(engine))
    return story


def body(story: Any) -> list[str]:
    kept, last = [], 0
    for piece in (*story.pieces, None):
        kept.append(story.text[last : piece.start if piece else len(story.text)])
        last = piece.end if piece else last
    return [line.strip() for part in kept for line in part.split("\n") if line.strip()]


def headline(story: Any) -> tuple[str, str, list[str]]:
    return story.fields.get("headline"), story.evidence.get("headline"), [story.text[p.start : p.end] for p in story.pieces if p.kind == "headline"]


# --- headlines ------------------------------------------------------------------------------------------------------------------------------


def test_the_heading_above_the_story_is_believed_before_what_was_written_for_search_engines() -> None:
    head = '<title>Storm damage in Port Town: all you need to know</title><meta property="og:title" content="Storm damage: all you need to know">'
    story = read(whole(f"<article><h1>The bridge that gave way</h1>{STORY}</article>", head))
    assert headline(story) == ("The bridge that gave way", "h1", ["The bridge that gave way"])


@pytest.mark.parametrize(
    "heading",
    ["The Coast Post", "Politics", "Our Weather", "The bridge that gave way<br>A storm and what it did<br>05.03.2024 10:20"],
    ids=["publisher", "section", "two words", "banner"],
)
def test_headings_that_are_none(heading: str) -> None:
    head = '<meta property="og:site_name" content="The Coast Post"><meta property="og:title" content="Storm damage in Port Town">'
    assert headline(read(whole(f"<article><h1>{heading}</h1>{STORY}</article>", head)))[:2] == ("Storm damage in Port Town", "og:title")


def test_two_headings_above_the_story_settle_nothing() -> None:
    head = '<meta property="og:title" content="Storm damage in Port Town">'
    html = whole(f"<h1>The coast in spring time</h1><article><h1>The bridge that gave way</h1>{STORY}</article>", head)
    assert headline(read(html))[:2] == ("Storm damage in Port Town", "og:title")


def test_a_heading_below_the_story_is_another_story_s() -> None:
    head = '<meta property="og:title" content="Storm damage in Port Town">'
    html = whole(f"<article>{STORY}</article><div><h1>A lighthouse is for sale</h1></div>", head)
    assert headline(read(html))[:2] == ("Storm damage in Port Town", "og:title")


@pytest.mark.parametrize(
    ("title", "line", "found"),
    [
        ("Bridge closed after the storm--Coast--The Coast Post", "Bridge closed after the storm", "Bridge closed after the storm"),
        ("COAST: Bridge closed after the storm / Port Town / 05.03.24", "Bridge closed after the storm", "Bridge closed after the storm"),
        ("Bridge closed after the storm--Coast--The Coast Post", "The Coast", "Bridge closed after the storm--Coast--The Coast Post"),
    ],
)
def test_the_line_above_the_story_that_the_title_is_made_of(title: str, line: str, found: str) -> None:
    story = read(whole(f"<div>{line}</div><article>{STORY}</article>", f"<title>{title}</title>"))
    assert headline(story)[:2] == (found, "title")


# --- the check on the library's choice ------------------------------------------------------------------------------------------------------


IMPRINT = "".join(f"<p>Number {n} of the imprint of this site says who may use what is written on it.</p>" for n in ("one", "two"))


def test_a_story_of_bare_lines_is_chosen_before_the_imprint(monkeypatch: pytest.MonkeyPatch) -> None:
    html = whole(
        f"<h1>Bridge closed after storm</h1><div>5 March</div><div class=t>{LEAD}<br><br>{SECOND}<br><br>Nobody was hurt.<br><br>{THIRD}</div>"
        f"<div class=foot>{IMPRINT}</div>",
        "<title>Bridge closed after storm</title>",
    )
    monkeypatch.setattr(
        "normalizer.extract.choose._paragraphs", lambda tree: [["Number one of the imprint of this site says who may use what is written on it."]]
    )
    assert body(read(html)) == [LEAD, SECOND, "Nobody was hurt.", THIRD]


@pytest.mark.parametrize(
    "rest",
    [
        f"<div class=far>{'<p>A word of ours.</p>' * 60}</div><div>{STORY}</div>",
        f"<aside>{STORY}{STORY}</aside>",
        f"<div><a href=/x>{LEAD}</a><br><a href=/y>{SECOND}</a><br><a href=/z>{THIRD}</a></div>",
        f"<ul><li>{LEAD}<li>{SECOND}<li>{THIRD}</ul>",
    ],
    ids=["far below", "aside", "links", "list"],
)
def test_more_prose_that_is_no_story(monkeypatch: pytest.MonkeyPatch, rest: str) -> None:
    html = whole(f"<h1>Bridge closed after storm</h1><article><p>{LEAD[:-1]} today.</p></article>{rest}", "<title>Bridge closed after storm</title>")
    monkeypatch.setattr("normalizer.extract.choose._paragraphs", lambda tree: [[f"{LEAD[:-1]} today."]])
    assert body(read(html)) == [f"{LEAD[:-1]} today."]


# --- engines --------------------------------------------------------------------------------------------------------------------------------


def test_an_engine_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="no engine 'goose3'; there are trafilatura, resiliparse"):
        Settings(engine="goose3")


def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.settings.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"try: pip install 'article-normalizer\[fast\]'"):
        Settings(engine="resiliparse")


def test_resiliparse_only_chooses() -> None:
    pytest.importorskip("resiliparse")
    article = Normalizer(Settings(engine="resiliparse")).normalize(
        whole(f"<nav><a href=/>Home</a></nav><article><h1>Bridge closed</h1>{STORY}</article>")
    )
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD))
    assert article.headline == "Bridge closed"


def test_its_blocks_are_found_in_the_text_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "normalizer.extract.choose._by_resiliparse", lambda html: [[LEAD.upper()], [SECOND], ["words that are not on the page at all"]]
    )
    assert body(read(whole(f"<article>{STORY}</article>"), "resiliparse")) == [SECOND]


# --- days -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ('<dl><dt>Date:</dt><dd id="date_posted">March 5, 2024</dd></dl>', "2024-03-05"),
        ('<td class="date">05.03.2024 10:20</td>', "2024-03-05T10:20"),
        ('<dd class="candidate">March 5, 2024</dd>', None),
        ('<td class="date">03/05/2024</td>', None),
    ],
)
def test_days_in_lists_and_tables(shown: str, published: str | None) -> None:
    assert read(whole(f"<table><tr>{shown}</tr></table><article>{STORY}</article>")).fields.get("published") == published


# --- pages longer than any article ----------------------------------------------------------------------------------------------------------


def test_a_page_longer_than_any_article_keeps_its_beginning_and_says_so() -> None:
    story = read(whole("".join(f"<p>Line {n} of the long list of names that nobody reads.</p>" for n in range(12_000))))
    lines = body(story)
    assert (len(lines), lines[-1]) == (10_000, "Line 9999 of the long list of names that nobody reads.")
    assert story.text.endswith("Line 11999 of the long list of names that nobody reads."), "T has all of it"
    assert [caution.code for caution in story.warnings] == ["page/long"]


def test_a_paragraph_longer_than_any_article_is_cut_behind_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_LONGEST_STORY", 1_000)
    assert body(read(whole(f"<p>{'seven letters ' * 200}</p>"))) == [("seven letters " * 200)[:999].rstrip()]
    assert body(read(whole(f"<p>{LEAD}</p><p>{'x' * 2_000}</p>"))) == [LEAD], "a whole paragraph where there is one"


def test_a_page_of_more_elements_than_are_built_keeps_all_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_MOST_LINES", 3)
    rows = "".join(f"<div>row {n} &amp; more</div>\n" for n in range(8))
    assert plain.text_of(f"{rows}<script>no<p></script><p>last").text.split("\n\n") == [*(f"row {n} & more" for n in range(8)), "last"]


def test_work_grows_with_the_page() -> None:
    """Unclosed blocks once cost the writer the square of their number."""
    import sys

    def calls(times: int) -> int:
        count = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += 1

        html = "<p>a" * times
        sys.setprofile(note)
        try:
            plain.text_of(html)
        finally:
            sys.setprofile(None)
        return count

    assert calls(4_000) < 2.2 * calls(2_000)


@pytest.mark.parametrize("cut", ["<p cla", "<!-- x", "<script>var a", "<![CDATA[ x", "<a href='x", "<style>p {"])
def test_pages_cut_off_inside_of_their_markup(cut: str) -> None:
    article = check(whole(f"<article><h1>Bridge closed</h1>{STORY}</article>").removesuffix("</body></html>") + cut)
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD))
