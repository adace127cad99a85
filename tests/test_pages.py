"""Pages of HTML: which of their text is story, what their markup states, and that hostile ones say that they are.

Every page here is of our own writing, in the manner of the templates that newspapers use.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from test_invariants import check, undo_repairs

from normalizer import Article, Hints, extract, formats, normalize
from normalizer.article import Repair, Span
from normalizer.extract import Extracted
from normalizer.extract.carry import carried
from normalizer.extract.find import Finder
from normalizer.extract.moments import day_in, moment

LEAD = "The harbour bridge of Port Town was closed on Tuesday after a storm had torn parts of its railing into the sea, the council said."
SECOND = "Engineers will look at the damage in the coming days, a spokeswoman told reporters, and it may stay closed for a week."
THIRD = "About 12,000 cars use the bridge every day, and the detour by the old road takes forty minutes in the morning."
STORY = f"<p>{LEAD}</p><p>{SECOND.replace('damage', '<a href=/d>damage</a>')}</p><p>{THIRD}</p>"


def page(story: str = STORY, head: str = "", above: str = "", below: str = "") -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour bridge closed after storm | The Coast Post</title>{head}
<style>p {{ color: red }}</style><script>var story = "<p>not a story</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Harbour bridge closed after storm</h1>{above}{story}</article>{below}
<footer>Imprint and privacy of The Coast Post</footer></body></html>"""


def read(text: str, hints: Hints | None = None) -> Extracted:
    """The one story of a page, as extract hands it on."""
    (story,) = extract.extract(text, hints or Hints())
    return story


def pieces(article: Article, rule: str) -> list[str]:
    return [piece.text for piece in article.removed if piece.rule == rule]


# --- the text and its pieces ----------------------------------------------------------------------------------------------------------------


def test_story_headline_and_what_is_outside() -> None:
    article = check(page())
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD))
    assert article.headline == "Harbour bridge closed after storm"
    assert "headline" not in article.evidence, "it is read off its piece"
    assert pieces(article, "page/headline") == ["Harbour bridge closed after storm"]
    assert pieces(article, "page/outside") == [
        "Harbour bridge closed after storm | The Coast Post\n\nHome\n\nSport",
        "Imprint and privacy of The Coast Post",
    ]
    assert article.source.media_type == "text/html"
    assert article.source_text.startswith(
        "Harbour bridge closed after storm | The Coast Post\n\nHome\n\nSport\n\nHarbour bridge closed after storm\n\nThe"
    )
    assert article.warnings == ()


def test_the_text_is_that_of_the_dom() -> None:
    made = read("<html><body><p>one\n  two<br>three&nbsp;four &amp; <b>fi</b>ve<!-- no --></p><pre>a  b\nc</pre><script>no</script>")
    assert made.text == "one two\nthree\u00a0four & five\n\na  b\nc"


def test_cells_of_a_row_are_one_line() -> None:
    made = read("<html><body><table><tr><td>Gold</td><td>3</td></tr><tr><td>Silver</td><td>5</td></tr></table></body>")
    assert made.text == "Gold 3\n\nSilver 5"


def test_captions_of_the_story_and_not_of_teasers() -> None:
    figure = "<figure><img src=a.jpg><figcaption>The bridge on Tuesday morning</figcaption></figure>"
    teaser = (
        "<aside><p>"
        + "More of our stories about the coast and its people. " * 40
        + "</p><figure><figcaption>A lighthouse</figcaption></figure></aside>"
    )
    article = check(page(above=figure, below=teaser))
    assert [caption.text for caption in article.captions] == ["The bridge on Tuesday morning"]
    assert pieces(article, "page/figcaption") == ["The bridge on Tuesday morning"]
    assert "The bridge on Tuesday morning" not in article.body
    assert LEAD in article.body


def test_the_rules_read_the_credit_of_a_caption() -> None:
    article = check(page(above="<figure><figcaption>The bridge on Tuesday. (Photo: Jo Doe/AFP)</figcaption></figure>"))
    assert [(caption.text, caption.credit) for caption in article.captions] == [("The bridge on Tuesday.", "Jo Doe/AFP")]
    assert pieces(article, "page/figcaption") == ["The bridge on Tuesday. (Photo: Jo Doe/AFP)"]


def test_the_rule_book_runs_on_the_story() -> None:
    article = check(page(f"<p>PORT TOWN, March 5 (AFP) - {LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"))
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD))
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.agency, article.agency) == ("PORT TOWN", "AFP", "AFP")


def test_a_year_that_the_markup_states_completes_the_dateline() -> None:
    head = '<meta property="article:published_time" content="2024-03-05T18:00:00+01:00">'
    article = normalize(page(f"<p>PORT TOWN, March 5 (AFP) - {LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>", head))
    assert article.dateline is not None
    assert article.dateline.date == "2024-03-05"


def test_repairs_move_the_pieces() -> None:
    article = check(page(above="<p>Cafe\u0301 de la Plage \u0000 cafe\u0301</p>").replace("Home", "Home cafe\u0301 cafe\u0301"))
    assert article.body.endswith(THIRD)
    assert pieces(article, "page/outside")[0].endswith("Home café café\n\nSport")
    assert pieces(article, "page/headline") == ["Harbour bridge closed after storm"]
    assert undo_repairs(article).count("cafe\u0301") == 3


def test_legacy_charset_of_a_page() -> None:
    russian = "Городской совет закрыл мост после шторма, сообщила во вторник пресс-служба администрации города на побережье."
    data = f'<html><head><meta charset="windows-1251"><title>Мост</title></head><body><p>{russian}</p><p>{russian[::-1]}</p></body></html>'
    article = normalize(data.encode("cp1251"))
    assert russian in article.body
    assert article.source.encoding is not None
    assert article.source.encoding.name == "cp1251"


# --- told by content ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>x",
        "\ufeff\n <html><p>x",
        "<!-- saved -->\n<!doctype HTML PUBLIC><br>",
        '<?xml version="1.0"?><!DOCTYPE html><html>',
        "<p>One.</p>\n<p>Two.</p>\n",
        '<div class="story"><p>One.</p></div>',
    ],
)
def test_pages(text: str) -> None:
    assert formats.document(text).name == "html"


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose <5 % in March, the office said.",
        "<p> is how a paragraph begins in HTML, the teacher explained.",
        "PARIS (AFP) - The tag <html> was named in court.",
        "<HTML5 in ten minutes> is the title of the course.",
        '<?xml version="1.0"?><rss></rss>',
        "<MOSCOW> (TASS)",
        "<!DOCTYPE html> is how every page begins, the teacher explained.",
        "",
    ],
)
def test_text_that_merely_holds_a_bracket(text: str) -> None:
    assert formats.document(text).name != "html"


def test_what_the_caller_says_wins() -> None:
    assert formats.document("Some words <b>here</b>", "text/html; charset=utf-8").name == "html"
    assert formats.document("<!DOCTYPE html><html>", "text/plain").name == "text"
    text = "<!DOCTYPE html><p>literal"
    assert read(text, Hints(media_type="text/plain")).text == text


def test_plain_text_loads_no_parser() -> None:
    code = "import sys, normalizer; normalizer.normalize('Some words.'); print(sorted({'lxml', 'trafilatura'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# --- metadata -------------------------------------------------------------------------------------------------------------------------------

LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "The Coast Post"},
{"@type": "NewsArticle", "headline": "Harbour bridge closed after storm", "datePublished": "2024-03-05T10:20:00+01:00",
"dateModified": "2024-03-05T12:00:00+01:00", "author": [{"@type": "Person", "name": "Ann Miller"}, {"name": "By Bo Li"}],
"publisher": {"name": "The Coast Post &amp; Mail"}}]}</script>"""


def test_json_ld() -> None:
    article = check(page(head=LINKED + '<link rel="canonical" href="https://coast.example/bridge">'))
    assert (article.published, article.modified) == ("2024-03-05T10:20:00+01:00", "2024-03-05T12:00:00+01:00")
    assert (article.authors, article.publisher, article.url) == (("Ann Miller", "Bo Li"), "The Coast Post & Mail", "https://coast.example/bridge")
    assert article.evidence == dict.fromkeys(("published", "modified", "authors", "publisher"), "json-ld") | {"url": "canonical"}


def test_the_chain_goes_on_where_one_says_nothing() -> None:
    head = '<meta property="og:site_name" content="The Coast Post"><meta name="pubdate" content="20240305"><meta name="author" content="https://x.example/ann">'
    article = check(page(head='<script type="application/ld+json">{"@type": "NewsArticle", broken</script>' + head))
    assert (article.published, article.publisher, article.authors) == ("2024-03-05", "The Coast Post", ())
    assert article.evidence == {"published": "meta:pubdate", "publisher": "og:site_name"}


@pytest.mark.parametrize(
    ("above", "url", "published", "evidence"),
    [
        ('<time datetime="2024-03-05T09:15">Tuesday</time>', None, "2024-03-05T09:15", "time"),
        ('<span itemprop="datePublished" content="2024-03-05">Tuesday</span>', None, "2024-03-05", "microdata"),
        ('<div class="entry-date">March 5, 2024</div>', None, "2024-03-05", "class:date"),
        ("", "https://coast.example/2024/03/05/bridge.html", "2024-03-05", "url"),
        ("", "https://coast.example/bridge-2024.html", None, None),
    ],
)
def test_times_that_the_page_shows(above: str, url: str | None, published: str | None, evidence: str | None) -> None:
    article = normalize(page(above=above), **({"url": url} if url else {}))
    assert (article.published, article.evidence.get("published")) == (published, evidence)


def test_a_by_line_in_the_story_is_believed_before_the_markup() -> None:
    article = check(page(f"<p>By Jane Roe</p>{STORY}", LINKED.replace("Ann Miller", "Web Desk")))
    assert article.authors == ("Jane Roe",)
    assert pieces(article, "byline/by") == ["By Jane Roe"]
    assert "authors" not in article.evidence


@pytest.mark.parametrize(
    ("heading", "title", "stated", "headline"),
    [
        (
            "Bridge closed after the storm",
            "Bridge closed after the storm - Coast Post",
            "Bridge closed after the storm",
            "Bridge closed after the storm",
        ),
        ("The Coast Post", "x", "Bridge closed after the storm | The Coast Post", "Bridge closed after the storm"),
        ("LIVE: Bridge closed after the storm", "x", "Bridge closed after the storm", "LIVE: Bridge closed after the storm"),
        ("", "Bridge closed after the storm » The Coast Post", "", "Bridge closed after the storm"),
        ("Bridge closed after the storm", "Bridge closed after the storm | Somewhere", "", "Bridge closed after the storm"),
    ],
)
def test_headlines(heading: str, title: str, stated: str, headline: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="The Coast Post"><meta property="og:title" content="{stated}">'
    made = read(f"<html><head>{head}</head><body><h1>{heading}</h1>{STORY}</body></html>")
    assert made.fields["headline"] == headline


@pytest.mark.parametrize(
    ("stamp", "iso"),
    [
        ("2024-03-05T10:20:00.000Z", "2024-03-05T10:20:00.000Z"),
        ("2024-03-05 10:20", "2024-03-05T10:20"),
        ("2024-03-05T10:20:00+0100", "2024-03-05T10:20:00+01:00"),
        ("2024-03-05T10:20:00.1234567Z", "2024-03-05T10:20:00.1234567Z"),
        ("20240305", "2024-03-05"),
        ("20240305T102000Z", "2024-03-05T10:20:00Z"),
        ("05.03.2024, 10:20", "2024-03-05T10:20"),
        ("March 5, 2024 1:05 pm", "2024-03-05T13:05"),
        ("5 Mar 2024", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:20:00 GMT", "2024-03-05T10:20:00Z"),
        ("Tue Mar 05 2024 10:20:00 GMT+0100 (CET)", "2024-03-05T10:20:00+01:00"),
        ("Tue, 05 Mar 2024 10:20:00 CEST", "2024-03-05T10:20:00"),
        ("Tue Mar 5 10:20:00 2024", "2024-03-05T10:20:00"),
        ("Tue, 05 Mar 2024 10:20:61 GMT", None),
        ("Tue, 05 Mar 2024 10:20:00 +9999", None),
        ("1709630400", "2024-03-05T09:20:00Z"),
        ("03/04/2024", None),
        ("2024-13-05", None),
        ("Tuesday", None),
        ("", None),
    ],
)
def test_moments(stamp: str, iso: str | None) -> None:
    assert moment(stamp) == iso


def test_days_in_addresses() -> None:
    assert day_in("https://a.example/2024/mar/05/x") == "2024-03-05"
    assert day_in("https://a.example/2024/13/05/x") is None
    assert day_in(None) is None


# --- finding and carrying -------------------------------------------------------------------------------------------------------------------


def test_paragraphs_are_found_where_they_stand_in_their_order() -> None:
    text = "Same line of words\n\nmenu\n\nFirst  paragraph\u00a0here\n\nSame line of words\n\nlast one, with an advert inside of it"
    lines = [(0, 18), (20, 24), (26, 47), (49, 67), (69, 107)]
    found = Finder(text, lines).find([["First paragraph", " here"], ["Same line of words"], ["last one, with", " inside of it"], ["not there"]])
    assert [text[start:end] for start, end in found] == ["First  paragraph\u00a0here", "Same line of words", "last one, with", "inside of it"]
    assert found[1] == (49, 67), "the copy behind the paragraph before it"


def moved(stretches: list[tuple[int, int]], repairs: list[Repair], text: str = "abxcdyyyef") -> list[tuple[int, int]]:
    return [(piece.start, piece.end) for piece in carried([Span("caption", *stretch, "page/figcaption") for stretch in stretches], repairs, text)]


def test_stretches_are_carried_over_repairs() -> None:
    # D: "abXXcdYef" -> T: "abxcdyyyef"
    repairs = [Repair("nfc", "XX", "x", 2, 3), Repair("nfc", "Y", "yyy", 5, 8)]
    assert moved([(0, 2), (2, 4), (4, 6), (6, 7), (7, 9)], repairs) == [(0, 2), (2, 3), (3, 5), (5, 8), (8, 10)]
    assert moved([(0, 3), (3, 9)], repairs) == [(0, 2), (2, 10)], "an edge inside a repair goes to its beginning"
    assert moved([(2, 4)], [Repair("control", "XX", "", 2, 2)]) == []
    assert moved([(0, 2), (2, 4), (3, 5)], [], "ab\u2028\x1cc") == [(0, 2), (3, 5)], "a line end of another script is no piece"


# --- hostile pages --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("levels", "<html><body>" + "<div>" * 100_000 + STORY + "</div>" * 100_000 + "</body></html>", "page/unreadable"),
        ("levels below the tags allowed", "<html><body>" + "<div>" * 5_000 + STORY, "page/unreadable"),
        ("comments", "<html><body>" + STORY + "<!--" * 1_000_000, "page/cut"),
        ("script", "<html><body>" + STORY + "<script>" + STORY, "page/cut"),
        ("tags in tags", "<html><body>" + STORY + "<a " * 1_000_000, "page/unreadable"),
        ("attribute", "<html><body><a href='" + "x" * 6_000_000 + "'></a>" + STORY, "page/unreadable"),
        ("attributes", "<html><body><a " + " ".join(f"a{n}=1" for n in range(30_000)) + "></a>" + STORY, "page/unreadable"),
        ("quotes", "<html><body>" + STORY + '<a href="' * 200_000, "page/unreadable"),
        ("tables", "<html><body>" + STORY + "<table><tr><td>" * 300, "page/unsure"),
        ("elements", "<html><body>" + STORY + "<i></i>" * 20_000, "page/unsure"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_hostile_pages_keep_their_story_and_say_so(name: str, text: str, code: str) -> None:
    article = normalize(text)
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD))
    assert code in [caution.code for caution in article.warnings]


def test_a_deep_page_that_a_parser_takes_loses_nothing() -> None:
    article = check("<html><body>" + "<div>" * 600 + STORY + "</div>" * 600 + "</body></html>")
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD))


@pytest.mark.parametrize(("text", "code"), [("<html></html>", "page/unsure"), ("<!DOCTYPE html><script></script>", "page/unsure")])
def test_a_page_without_text_says_so(text: str, code: str) -> None:
    article = check(text)
    assert article.body == ""
    assert code in [caution.code for caution in article.warnings]


def test_quotation_marks_inside_a_tag_hide_nothing() -> None:
    torn = f'<html><body><a title="the "old" bridge">{"x" * 30_000}</a><p alt=it\'s>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>'
    assert LEAD in read(torn).text


@pytest.mark.parametrize("said", ["Jane Roe", "By Jane Roe", "von Jane Roe", "Por Jane Roe"])
def test_the_word_before_an_author_is_none_of_the_name(said: str) -> None:
    article = check(page(head=f'<meta name="author" content="{said}">'))
    assert article.authors == ("Jane Roe",)
    assert article.evidence["authors"] == "meta:author"
