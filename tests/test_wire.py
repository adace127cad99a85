"""Files as wires and feeds send them, of our own writing: what their headers state, their stories, and that hostile ones say that they are."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import pytest
from test_invariants import check

from normalizer import Article, Hints, Normalizer, extract, formats, normalize
from normalizer.extract import xml

LEAD = "The harbour bridge of Port Town was closed on Tuesday after a storm had torn parts of its railing into the sea, the council said."
SECOND = "Engineers will look at the damage in the coming days, a spokeswoman told reporters, and it may stay closed for a week."
BODY = f"{LEAD}\n\n{SECOND}"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def every(data: bytes | str) -> list[Article]:
    """All articles of a file, each with the invariants that one article can show."""
    articles = list(Normalizer().normalize_all(data))
    for article in articles:
        text = article.source_text
        covered = [0] * len(text)
        for span in article.spans:
            for i in range(span.start, span.end):
                covered[i] += 1
        assert all(count == 1 if not char.isspace() else count <= 1 for char, count in zip(text, covered, strict=True))
        assert [one.text for one in article.removed] == [text[one.start : one.end] for one in article.removed]
        body = "".join(text[span.start : span.end] for span in article.spans if span.kind == "body")
        assert "".join(body.split()) == "".join(article.body.split())
        again = normalize(article.body)
        assert (again.body, again.removed) == (article.body, ())
        assert article.to_json() == Article.from_json(article.to_json()).to_json()
    check(data)
    return articles


def one(data: bytes | str) -> Article:
    (article,) = every(data)
    return article


def said(article: Article, *names: str) -> dict[str, Any]:
    plain = article.to_dict()
    return {name: plain[name] for name in names if name in plain}


def pieces(article: Article, rule: str) -> list[str]:
    return [piece.text for piece in article.removed if piece.rule == rule]


def codes(article: Article) -> list[str]:
    return [caution.code for caution in article.warnings]


# --- NITF -----------------------------------------------------------------------------------------------------------------------------------


def nitf(body: str = f"<p>{LEAD}</p><p>{SECOND}</p>", head: str = "", docdata: str = "", more: str = "") -> str:
    return f"""{XML}<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf version="-//IPTC//DTD NITF 3.4//EN" change.date="October 18, 2006" change.time="19:30" baselang="en-GB">
<head><title>Harbour bridge closed after storm</title><meta name="anpa-keyword" content="Port-bridge"/>
<docdata><doc-id regsrc="AP" id-string="AP-77"/><urgency ed-urg="4"/><date.issue norm="20240305T102000+0100"/>{docdata}
<key-list><keyword key="Port Town"/><keyword key="bridge"/></key-list><doc.copyright holder="AP" year="2024"/></docdata></head>
<body><body.head>{head}</body.head><body.content>{body}</body.content>{more}</body></nitf>"""


HEAD = """<hedline><hl1>Harbour bridge closed after storm</hl1><hl2>Detour of forty minutes</hl2></hedline>
<byline>By ANN MILLER<byttl>AP Business Writer</byttl></byline><distributor>The Associated Press</distributor>
<dateline><location>PORT TOWN, Ireland</location></dateline>"""


def test_nitf() -> None:
    article = one(nitf(f"<p>PORT TOWN, Ireland (AP) — {LEAD}</p><p>{SECOND}</p>", HEAD, '<ed-msg info="UPDATES with quote"/>'))
    assert article.body == BODY
    assert said(article, "headline", "deck", "byline", "dateline", "agency", "published", "urgency", "keywords", "slugline", "copyright") == {
        "headline": "Harbour bridge closed after storm", "deck": "Detour of forty minutes", "byline": "ANN MILLER",
        "dateline": {"place": "PORT TOWN, Ireland", "agency": "AP"}, "agency": "AP", "published": "2024-03-05T10:20:00+01:00", "urgency": "4",
        "keywords": ["Port Town", "bridge"], "slugline": "Port-bridge", "copyright": "2024 AP",
    }  # fmt: skip
    assert article.editor_notes == ("UPDATES with quote",)
    assert (article.language, article.source.record, article.source.media_type) == ("en", "AP-77", "application/nitf+xml")
    assert pieces(article, "nitf/byline") == ["By ANN MILLER AP Business Writer"]
    assert article.evidence["published"] == "header:date.issue"
    assert article.evidence["authors"] == "header:byline"
    assert "headline" not in article.evidence, "it is read off its piece"
    assert article.source_text.startswith("Harbour bridge closed after storm\n\nDetour of forty minutes\n\nBy ANN MILLER")


def test_the_header_fills_what_the_story_does_not_print() -> None:
    article = one(nitf(head=HEAD))
    assert article.body == BODY
    assert said(article, "dateline", "agency") == {"dateline": {"place": "PORT TOWN, Ireland"}, "agency": "AP"}
    assert (article.evidence["dateline"], article.evidence["agency"]) == ("header:dateline", "header:distributor")


def test_the_year_of_a_printed_dateline_comes_from_the_header() -> None:
    article = one(nitf(f"<p>PORT TOWN, March 5 (AFP) - {LEAD}</p><p>{SECOND}</p>", HEAD))
    assert said(article, "dateline", "agency") == {"dateline": {"place": "PORT TOWN", "date": "2024-03-05", "agency": "AFP"}, "agency": "AFP"}


def test_an_abstract_that_is_the_first_paragraph_once_more() -> None:
    article = one(nitf(head=f"<hedline><hl1>Harbour bridge closed</hl1></hedline><abstract><p>{LEAD}</p></abstract>"))
    assert (article.body, article.deck) == (BODY, None)
    assert [(piece.rule, piece.kind) for piece in article.removed] == [("nitf/hl1", "headline"), ("nitf/abstract", "furniture")]


def test_initials_in_place_of_a_by_line() -> None:
    article = one(nitf(head="<hedline><hl1>Harbour bridge closed</hl1></hedline><byline>am/bl/jd</byline>"))
    assert (article.authors, article.sign_off) == ((), "am/bl/jd")


def test_captions_tables_lists_and_subheads_of_nitf() -> None:
    media = """<media media-type="image"><media-reference mime-type="image/jpeg" source="a.jpg"/><media-object encoding="base64">QUJD</media-object>
<media-caption>The bridge on Tuesday. (Photo: Jo Doe/AFP)</media-caption></media>"""
    table = "<table><tr><td>Cars</td><td>12,000</td></tr></table><ul><li>one lane</li><li>no lorries</li></ul>"
    article = one(nitf(f"<p>{LEAD}</p>{media}<hl2>What now?</hl2><p>{SECOND}</p>{table}"))
    assert article.body == f"{LEAD}\n\nWhat now?\n\n{SECOND}\n\nCars 12,000\n\none lane\n\nno lorries"
    assert [(caption.text, caption.credit) for caption in article.captions] == [("The bridge on Tuesday.", "Jo Doe/AFP")]
    assert "QUJD" not in article.source_text


def test_words_of_a_nitf_line_stay_together() -> None:
    article = one(
        nitf(f"<p>{LEAD[:-1]}, <person>Jo Doe</person> of <org>Port<em>bus</em></org> said.<br/>He  left\n at <money>5</money>.</p><p>{SECOND}</p>")
    )
    assert article.body.startswith(f"{LEAD[:-1]}, Jo Doe of Portbus said.")
    assert "He left at 5." in article.body


# --- NewsML 1 -------------------------------------------------------------------------------------------------------------------------------


def newsml(components: str, management: str = "<FirstCreated>20240305T102000+0000</FirstCreated>") -> str:
    return f"""{XML}<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2.dtd:1" "NewsML-1.2.dtd" [<!ENTITY % nitf SYSTEM "nitf.dtd"> %nitf;]>
<NewsML Version="1.2"><!-- made by hand --><NewsEnvelope><SentFrom><Party FormalName="AFP"/></SentFrom><DateAndTime>20240305T110000Z</DateAndTime></NewsEnvelope>
<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20240305</DateId><NewsItemId>TX-1</NewsItemId>
<PublicIdentifier>urn:newsml:afp.com:20240305:TX-1:1</PublicIdentifier></NewsIdentifier><NameLabel>Coast-storm-bridge</NameLabel></Identification>
<NewsManagement>{management}<Urgency FormalName="4"/></NewsManagement>{components}</NewsItem></NewsML>"""


LINES = """<NewsLines><DateLine>PORT TOWN, March 5, 2024 (AFP) -</DateLine><HeadLine>Harbour bridge closed after storm</HeadLine>
<SubHeadLine>Detour of forty minutes</SubHeadLine><CopyrightLine>© 2024 AFP</CopyrightLine><SlugLine>Coast-bridge,2ndlead</SlugLine>
<NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>ADDS quote</NewsLineText></NewsLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="EN"/><Location HowPresent="Origin"><Property FormalName="City" Value="Elsewhere"/></Location>
<Property FormalName="Keyword" Value="Coast"/><Property FormalName="Keyword" Value="storm"/>
<SubjectCode><Subject FormalName="03000000"/></SubjectCode></DescriptiveMetadata>"""


def text(data: str = f"<nitf><body><body.content><p>{LEAD}</p><p>{SECOND}</p><p>am/bl/jd</p></body.content></body></nitf>", role: str = "") -> str:
    named = f'<Role FormalName="{role}"/>' if role else ""
    return f'{named}<ContentItem><MediaType FormalName="Text"/><DataContent>{data}</DataContent></ContentItem>'


def test_newsml() -> None:
    article = one(newsml(f"<NewsComponent>{LINES}{text()}</NewsComponent>"))
    assert article.body == BODY
    assert said(article, "headline", "deck", "dateline", "agency", "published", "urgency", "keywords", "slugline", "version", "editor_notes", "copyright") == {
        "headline": "Harbour bridge closed after storm", "deck": "Detour of forty minutes",
        "dateline": {"place": "PORT TOWN", "date": "2024-03-05", "agency": "AFP"}, "agency": "AFP", "published": "2024-03-05T10:20:00+00:00",
        "urgency": "4", "keywords": ["Coast", "storm"], "slugline": "Coast-bridge", "version": {"label": "2ndlead", "kind": "lead", "number": 2},
        "editor_notes": ["ADDS quote"], "copyright": "© 2024 AFP",
    }  # fmt: skip
    assert article.sign_off == "am/bl/jd"
    assert article.evidence["dateline"] == "header:DateLine"
    assert article.evidence["headline"] == "header:HeadLine"
    assert (article.source.record, article.source.media_type) == ("TX-1", "application/vnd.iptc.newsml+xml")
    assert article.extensions["subjects"] == ["03000000"]
    assert codes(article) == [], "the DTD that is only named is no fault"


def test_the_state_of_the_copy_as_a_property() -> None:
    lines = LINES.replace(",2ndlead", "").replace("<SubjectCode>", '<Property FormalName="Version" Value="Correction"/><SubjectCode>', 1)
    article = one(newsml(f"<NewsComponent>{lines}{text()}</NewsComponent>"))
    assert said(article, "slugline", "version") == {"slugline": "Coast-bridge", "version": {"label": "Correction", "kind": "correction"}}


def test_a_later_version_is_a_modification() -> None:
    management = "<FirstCreated>20240305T102000+0000</FirstCreated><ThisRevisionCreated>20240305T114500+0000</ThisRevisionCreated>"
    article = one(newsml(f"<NewsComponent>{LINES}{text()}</NewsComponent>", management))
    assert said(article, "published", "modified") == {"published": "2024-03-05T10:20:00+00:00", "modified": "2024-03-05T11:45:00+00:00"}


def test_several_languages_are_several_stories() -> None:
    german = "Die Hafenbrücke von Port Town ist am Dienstag nach einem Sturm gesperrt worden, der Teile des Geländers ins Meer gerissen hatte."
    parts = "".join(
        f"""<NewsComponent xml:lang="{tag}"><NewsLines><HeadLine>{title}</HeadLine><CreditLine>BELGA</CreditLine></NewsLines>
<NewsComponent>{text(title, "Title")}</NewsComponent><NewsComponent>{text("", "Lead")}</NewsComponent><NewsComponent>{text(body, "Body")}</NewsComponent></NewsComponent>"""
        for tag, title, body in (
            ("en", "Harbour bridge closed after storm", f"{LEAD}\n\n{SECOND}"),
            ("de", "Brücke nach Sturm gesperrt", f"{german}\n\n{german[::-1]}"),
        )
    )
    english, other = every(newsml(f"<NewsComponent><NewsLines><HeadLine>Bridge</HeadLine></NewsLines>{parts}</NewsComponent>"))
    assert (english.headline, english.body, english.language, english.agency) == ("Harbour bridge closed after storm", BODY, "en", "Belga")
    assert (other.headline, other.body.startswith(german), other.language) == ("Brücke nach Sturm gesperrt", True, "de")
    assert pieces(other, "newsml/headline") == ["Brücke nach Sturm gesperrt"]


def test_pictures_of_a_package_give_captions() -> None:
    picture = f"""<NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>Bridge</HeadLine><CreditLine>Jo Doe/AFP</CreditLine></NewsLines>
<NewsComponent><Role FormalName="Main"/><ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<NewsComponent>{text("The bridge on Tuesday morning", "Caption")}</NewsComponent></NewsComponent>"""
    article = one(newsml(f"<NewsComponent><NewsComponent>{LINES}{text()}</NewsComponent>{picture}</NewsComponent>"))
    assert article.body == BODY
    assert article.to_dict()["captions"] == [{"text": "The bridge on Tuesday morning", "credit": "Jo Doe/AFP"}]
    assert article.evidence["captions"] == "header:Caption"


def test_html_in_a_section_and_parts_by_their_roles() -> None:
    parts = [text(f"<![CDATA[<P>{LEAD}</P><P>{SECOND}</P>]]>", "Body"), text("media@bridge.example", "Contact"), text("Bridge closed!", "TweetText")]
    style = '<NewsComponent><Role FormalName="StyleSheet"/><ContentItem><MimeType FormalName="text/css"/><DataContent>p {}</DataContent></ContentItem></NewsComponent>'
    inner = "".join(f"<NewsComponent>{part}</NewsComponent>" for part in parts)
    article = one(newsml(f"<NewsComponent><NewsLines><HeadLine>Bridge closed</HeadLine></NewsLines>{inner}{style}</NewsComponent>"))
    assert article.body == BODY
    assert [(piece.rule, piece.kind) for piece in article.removed] == [("newsml/contact", "contact"), ("newsml/promo", "promo")]


# --- NewsML-G2 ------------------------------------------------------------------------------------------------------------------------------

G2 = "http://iptc.org/std/nar/2006-10-01/"


def item(content: str, meta: str = "", guid: str = "tag:coast.example,2024:1", kind: str = "text") -> str:
    return f"""<newsItem xmlns="{G2}" guid="{guid}" version="2" standard="NewsML-G2" xml:lang="en">
<rightsInfo><copyrightHolder literal="Thomson Reuters"/><copyrightNotice>(c) Reuters 2024</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="reuters.com"/><versionCreated>2024-03-05T10:20:00.000Z</versionCreated>
<edNote>Adds quote</edNote></itemMeta><contentMeta><urgency>3</urgency>{meta}<subject qcode="medtop:03000000"><name>disaster</name></subject></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


META = """<located><name>Elsewhere</name></located><creditline>Reuters</creditline><by>Ann Miller and Bo Li</by><slugline>COAST-BRIDGE/ (UPDATE 2)</slugline>
<headline>UPDATE 2-Harbour bridge closed after storm</headline><keyword>bridge</keyword><dateline>PORT TOWN</dateline><language tag="en"/>"""


def xhtml(body: str) -> str:
    return f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html></inlineXML>'


def test_subheads_of_g2_and_the_deck_below_the_title() -> None:
    body = f"<h1>Harbour bridge closed</h1><h2>Detour of forty minutes</h2><p>{LEAD}</p><h2>What now?</h2><p>{SECOND}</p>"
    article = one(XML + item(xhtml(body), "<headline>Harbour bridge closed</headline>"))
    assert (article.headline, article.deck, article.body) == ("Harbour bridge closed", "Detour of forty minutes", f"{LEAD}\n\nWhat now?\n\n{SECOND}")


def test_newsml_g2() -> None:
    article = one(XML + item(xhtml(f"<p>PORT TOWN, March 5 (Reuters) - {LEAD}</p>\n<p>{SECOND}</p>"), META))
    assert article.body == BODY
    assert said(article, "headline", "byline", "dateline", "agency", "published", "urgency", "keywords", "slugline", "version", "editor_notes") == {
        "headline": "UPDATE 2-Harbour bridge closed after storm", "byline": "Ann Miller, Bo Li",
        "dateline": {"place": "PORT TOWN", "date": "2024-03-05", "agency": "Reuters"}, "agency": "Reuters", "published": "2024-03-05T10:20:00.000Z",
        "urgency": "3", "keywords": ["bridge"], "slugline": "COAST-BRIDGE/", "version": {"label": "UPDATE 2", "kind": "update", "number": 2},
        "editor_notes": ["Adds quote"],
    }  # fmt: skip
    assert article.source.record == "tag:coast.example,2024:1"
    assert article.extensions["subjects"] == [{"code": "medtop:03000000", "name": "disaster"}]


def test_a_header_inside_the_xhtml() -> None:
    inside = """<header><time class="publicationDate">05.03.2024 10:20 GMT</time><ul class="slugline"><li>disaster</li></ul><p class="genre">EXTRA</p>
<h1>Harbour bridge closed after storm</h1></header>"""
    body = f'<section class="main"><p><span class="dateline">Port Town (dpa) - </span>{LEAD}</p><p>{SECOND}</p></section>'
    meta = "<headline>Harbour bridge closed after storm</headline><dateline>Port Town (dpa) - </dateline>"
    article = one(XML + item(xhtml(inside + body), meta).replace("<edNote>", '<edNote role="x:closingline">dpa am bl</edNote><edNote>'))
    assert article.body == BODY
    assert [(piece.rule, piece.kind) for piece in article.removed] == [
        ("xhtml/time", "timestamp"), ("xhtml/ul", "slug"), ("xhtml/p", "slug"), ("xhtml/h1", "headline"), ("dateline/place-agency", "dateline")
    ]  # fmt: skip
    assert said(article, "sign_off", "agency", "editor_notes") == {"sign_off": "dpa am bl", "agency": "dpa", "editor_notes": ["Adds quote"]}


def test_a_message_of_two_texts_and_a_picture() -> None:
    second = xhtml(f"<p>{SECOND}</p><p>{LEAD}</p>")
    picture = '<description role="drol:caption">The bridge on Tuesday</description><creditline>Jo Doe</creditline>'
    items = item(xhtml(f"<p>{LEAD}</p><p>{SECOND}</p>"), META) + item(second, "<headline>Another title here</headline>", "tag:2")
    message = f'{XML}<newsMessage xmlns="{G2}"><header><sent>2024-03-05T11:00:00Z</sent></header><itemSet>%s</itemSet></newsMessage>'
    first, other = every(message % (items + item("<remoteContent href='a.jpg'/>", picture, "tag:3", "picture")))
    assert (first.source.record, first.headline, first.body) == ("tag:coast.example,2024:1", "UPDATE 2-Harbour bridge closed after storm", BODY)
    assert (other.source.record, other.headline) == ("tag:2", "Another title here")
    alone = one(message % (item(second, META) + item("<remoteContent href='a.jpg'/>", picture, "tag:3", "picture")))
    assert alone.to_dict()["captions"] == [{"text": "The bridge on Tuesday", "credit": "Jo Doe"}]


def test_a_linked_picture_gives_its_caption() -> None:
    link = '<link contenttype="image/jpeg" residref="tag:9"><title role="drol:caption">The bridge on Tuesday</title></link></itemMeta>'
    article = one((XML + item(xhtml(STORY), META)).replace("</itemMeta>", link))
    assert article.to_dict()["captions"] == [{"text": "The bridge on Tuesday"}]


def test_a_note_at_the_foot_that_the_header_has_too() -> None:
    article = one(nitf(docdata='<ed-msg info="Adds quote."/>', more="<body.end><tagline>Adds quote.</tagline></body.end>"))
    assert (article.body, article.editor_notes, article.sign_off) == (BODY, ("Adds quote.",), None)
    assert one(nitf(more="<body.end><tagline>am/bl</tagline></body.end>")).sign_off == "am/bl"


def test_nitf_and_plain_lines_inside_g2() -> None:
    held = f'<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Bridge closed</hl1></hedline></body.head><body.content><block><p>{LEAD}</p><p>{SECOND}</p></block></body.content></body></nitf></inlineXML>'
    article = one(XML + item(held))
    assert (article.headline, article.body) == ("Bridge closed", BODY)
    assert pieces(article, "nitf/hl1") == ["Bridge closed"]
    assert one(XML + item(f'<inlineData contenttype="text/plain">\n   {LEAD}\n\n   {SECOND}\n</inlineData>')).body == BODY


@pytest.mark.parametrize(
    "data",
    [
        XML + item("<remoteContent href='a.jpg'/>", "<description>The bridge</description>", kind="picture"),
        f'{XML}<packageItem xmlns="{G2}" guid="p"><contentMeta><headline>Top ten of the day</headline></contentMeta></packageItem>',
    ],
)
def test_an_item_without_text_says_so(data: str) -> None:
    article = one(data)
    assert article.body == ""
    assert codes(article) == ["wire/no-story"]


def test_a_package_that_only_refers_keeps_what_it_says() -> None:
    told = f"<groupSet root='G'><group id='G'><itemRef residref='tag:1'><title>Bridge closed</title><description>{LEAD}</description></itemRef></group></groupSet>"
    article = one(f'{XML}<packageItem xmlns="{G2}" guid="p"><contentMeta><headline>Top ten of the day</headline></contentMeta>{told}</packageItem>')
    assert LEAD in article.body
    assert (article.headline, codes(article)) == ("Top ten of the day", ["wire/no-story"])


# --- feeds ----------------------------------------------------------------------------------------------------------------------------------

RSS = f"""{XML}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Coast Post</title><link>https://coast.example/</link><language>en-gb</language>
<item><title>Bridge &amp;amp; road closed</title><link>https://coast.example/bridge</link><guid isPermaLink="false">42</guid>
<pubDate>Tue, 05 Mar 2024 10:20:00 +0100</pubDate><dc:creator>Ann Miller</dc:creator><category>Transport</category>
<description><![CDATA[A storm has closed it. [&#8230;]]]></description>
<content:encoded><![CDATA[<p>PORT TOWN, March 5 (AFP) - {LEAD}</p><figure><figcaption>The bridge (Photo: Jo Doe/AFP)</figcaption></figure><p>{SECOND}</p>]]></content:encoded>
<media:content url="b.jpg"><media:description>Waves at the pier</media:description><media:credit>Bo Li</media:credit></media:content></item>
<item><title>Short one</title><link>https://coast.example/2</link><author>lee@coast.example (Lee Roe)</author><pubDate>Tue, 05 Mar 2024 11:00:00 GMT</pubDate>
<description>Only a line of text: 5 &lt; 6.</description></item></channel></rss>"""


def test_rss() -> None:
    first, second = every(RSS)
    assert first.body == BODY
    assert said(first, "headline", "deck", "byline", "dateline", "agency", "publisher", "published", "keywords", "url") == {
        "headline": "Bridge & road closed", "deck": "A storm has closed it.", "byline": "Ann Miller",
        "dateline": {"place": "PORT TOWN", "date": "2024-03-05", "agency": "AFP"}, "agency": "AFP", "publisher": "The Coast Post",
        "published": "2024-03-05T10:20:00+01:00", "keywords": ["Transport"], "url": "https://coast.example/bridge",
    }  # fmt: skip
    assert first.source.record == "42"
    assert [(caption.text, caption.credit) for caption in first.captions] == [("Waves at the pier", "Bo Li"), ("The bridge", "Jo Doe/AFP")]
    assert (second.headline, second.body, second.authors, second.published) == (
        "Short one", "Only a line of text: 5 < 6.", ("Lee Roe",), "2024-03-05T11:00:00Z"
    )  # fmt: skip


def test_rss_1_and_atom() -> None:
    rdf = f"""{XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://coast.example/"><title>The Coast Post</title></channel>
<item rdf:about="https://coast.example/1"><title>Bridge closed</title><link>https://coast.example/1</link><dc:date>2024-03-05T10:20+01:00</dc:date>
<description>{LEAD}</description></item></rdf:RDF>"""
    article = one(rdf)
    assert (article.headline, article.body, article.published, article.publisher) == (
        "Bridge closed",
        LEAD,
        "2024-03-05T10:20+01:00",
        "The Coast Post",
    )
    atom = f"""{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Coast Post</title><author><name>Web Desk</name></author>
<entry><title type="html">Bridge &lt;b&gt;closed&lt;/b&gt;</title><id>urn:1</id><link rel="self" href="https://coast.example/api"/><link rel="alternate" href="https://coast.example/1"/>
<published>2024-03-05T10:20:00Z</published><updated>2024-03-05T12:00:00Z</updated><author><name>Ann Miller</name></author><category term="coast"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p><p>{SECOND}</p></div></content></entry></feed>"""
    article = one(atom)
    assert article.body == BODY
    assert said(article, "headline", "byline", "published", "modified", "keywords", "url") == {
        "headline": "Bridge closed", "byline": "Ann Miller", "published": "2024-03-05T10:20:00Z", "modified": "2024-03-05T12:00:00Z",
        "keywords": ["coast"], "url": "https://coast.example/1",
    }  # fmt: skip
    assert article.source.media_type == "application/atom+xml"


# --- IPTC 7901 and ANPA 1312 ----------------------------------------------------------------------------------------------------------------

WRAPPED = "\n\n".join(fill(paragraph, 69) for paragraph in (f"Port Town (dpa) - {LEAD}", SECOND))


def iptc(number: str = "eca0062", framed: bool = True) -> str:
    marks = ["\x01", "\x02", "\x03", "\x04"] if framed else ["", "", "", ""]
    return (
        f"{marks[0]}{number} 4 i 211 ccccb   dpa 061\r\n\r\nCoast-bridge/\r\n2ND LEAD\r\n{marks[1]}Harbour bridge closed after storm\r\nBy Ann Miller, dpa =\r\n\r\n"
        + WRAPPED.replace("\n", "\r\n")
        + f"\r\n\r\ndpa am bl jd\r\n{marks[2]}051020 GMT Mar 24\r\n{marks[3]}"
    )


@pytest.mark.parametrize("framed", [True, False])
def test_iptc_7901(framed: bool) -> None:
    article = one(iptc(framed=framed))
    assert article.body == BODY
    assert said(article, "headline", "byline", "dateline", "agency", "published", "urgency", "slugline", "keywords", "version", "sign_off") == {
        "headline": "Harbour bridge closed after storm", "byline": "Ann Miller", "dateline": {"place": "Port Town", "agency": "dpa"}, "agency": "dpa",
        "published": "2024-03-05T10:20+00:00", "urgency": "4", "slugline": "Coast-bridge", "keywords": ["Coast", "bridge"],
        "version": {"label": "2ND LEAD", "kind": "lead", "number": 2}, "sign_off": "dpa am bl jd",
    }  # fmt: skip
    assert (article.source.record, article.source.media_type) == ("eca0062", "text/vnd.iptc.7901")
    assert article.evidence["urgency"] == "header:priority"
    assert article.source_text == iptc(framed=framed), "D is the message as it came"


def test_several_messages_of_a_wire_are_several_stories() -> None:
    first, second = every(iptc("eca0062") + iptc("eca0063"))
    assert (first.source.record, second.source.record) == ("eca0062", "eca0063")
    assert first.body == second.body == BODY


ANPA = (
    "\x16\x16\x01z6715\x1f-----\r\nr z\x13\x11 BC-Coast--Bridge 1stLd-Writethru   03-05 0211\r\n\x02^BC-Coast--Bridge, 1st Ld-Writethru,211<\r\n"
    "^Harbour bridge closed after storm<\r\n^AP Photo XYZ101, XYZ102<\r\n^Eds: With AP Photos.<\r\n^By ANN MILLER=\r\n^Associated Press=\r\n"
    f"\t   PORT TOWN, Ireland (AP) _ {LEAD}\r\n\t   {SECOND}\r\n\x03\n\t   AP-WF-03-05-24 1020GMT<\r\n\r\n\x0c\r\n\x04"
)


def test_anpa_1312() -> None:
    article = one(ANPA)
    assert article.body == BODY
    assert said(article, "headline", "byline", "dateline", "agency", "published", "editor_notes") == {
        "headline": "Harbour bridge closed after storm", "byline": "ANN MILLER", "dateline": {"place": "PORT TOWN, Ireland", "agency": "AP"},
        "agency": "AP", "published": "2024-03-05T10:20+00:00", "editor_notes": ["Eds: With AP Photos."],
    }  # fmt: skip
    assert (article.source.record, article.source.media_type) == ("z6715", "text/vnd.anpa.1312")
    assert article.slugline is not None
    assert article.slugline.endswith("Coast--Bridge")
    assert [story.body for story in every(ANPA + ANPA.replace("z6715", "z6716"))] == [BODY, BODY]


# --- told by content ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (nitf(), "nitf"),
        ("\ufeff\n<!-- by hand --><!DOCTYPE nitf [<!ENTITY gt '>'>]>\n<nitf/>", "nitf"),
        ('<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/"/>', "nitf"),
        (newsml(""), "newsml"),
        ("<NewsItem><Identification/></NewsItem>", "newsml"),
        (item(""), "newsml-g2"),
        (f"<newsMessage xmlns='{G2}'/>", "newsml-g2"),
        (RSS, "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("<?xml version='1.0'?><story><p>Words</p></story>", "xml"),
        ("<story><p>Words</p></story>\n", "xml"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><p>x</html>", "html"),
        (iptc(), "iptc7901"),
        (iptc(framed=False), "iptc7901"),
        (ANPA, "anpa1312"),
    ],
)
def test_told_by_content(data: str, name: str) -> None:
    assert formats.document(data).name == name


@pytest.mark.parametrize(
    "data",
    [
        "PARIS (AFP) - The root <nitf> begins a file of news, the teacher said. </nitf>",
        "<MOSCOW> (TASS) - The council met on Tuesday.",
        "<nitf is how such a file begins, the teacher said.",
        "bus123 4 a 50 people were hurt when two buses met on the bridge.\n\nThe road was closed.",
        "Room101 is closed.\nr z of the alphabet 03-05 0211 are gone",
        "z6715 was the number of the train.\nIt was late again.",
        "5 < 6 and 7 > 6, the pupils wrote.",
        "<?xml version='1.0'?> is how such a file begins, the teacher said.",
    ],
)
def test_text_that_merely_looks_like_it(data: str) -> None:
    assert formats.document(data).name == "text"
    assert normalize(data).source_text == data


def test_a_caller_who_says_text_is_believed() -> None:
    assert normalize(nitf(), media_type="text/plain").source_text == nitf()


def test_documents_one_behind_the_other() -> None:
    first, second = every(nitf() + "\n" + nitf(f"<p>{SECOND}</p><p>{LEAD}</p>"))
    assert (first.body, second.body) == (BODY, f"{SECOND}\n\n{LEAD}")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By ANN MILLER and BO LI", ("ANN MILLER", "BO LI")),
        ("ANN MILLER, BO LI ", ("ANN MILLER", "BO LI")),
        ("Ann Miller/TT", ("Ann Miller",)),
        ("Ann Miller / Coast.example", ("Ann Miller",)),
        ("By Ann Miller, Press Association Political Correspondent", ("Ann Miller",)),
        ("Ann Miller, Staff Writer", ("Ann Miller",)),
        ("By The Associated Press", ()),
        ("Situation serious, ready for all scenarios", ()),
        ("miller.ann", ()),
    ],
)
def test_by_lines_of_headers(line: str, authors: tuple[str, ...]) -> None:
    assert one(nitf(head=f"<byline>{line}</byline>")).authors == authors


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("PORT TOWN, March 5", {"place": "PORT TOWN", "date": "2024-03-05"}),
        ("Port Town (dpa) - ", {"place": "Port Town", "agency": "dpa"}),
        ("Port Town, 5 March 2024 (AFP)", {"place": "Port Town", "date": "2024-03-05", "agency": "AFP"}),
        ("March 5", {"date": "2024-03-05"}),
        ("2024-03-05 20:13:08 GMT", {"date": "2024-03-05"}),
        ("Port Town/Kiev", {"place": "Port Town/Kiev"}),
    ],
)
def test_datelines_of_headers(line: str, dateline: dict[str, str]) -> None:
    assert one(newsml(f"<NewsComponent><NewsLines><DateLine>{line}</DateLine></NewsLines>{text()}</NewsComponent>")).to_dict()["dateline"] == dateline


@pytest.mark.parametrize(
    ("named", "agency"),
    [("AFP", "AFP"), ("www.itar-tass.com", "TASS"), ("reuters.com", "Reuters"), ("Deutsche Presse-Agentur GmbH", "dpa"), ("The Coast Post", None)],
)
def test_agencies_of_headers(named: str, agency: str | None) -> None:
    party = f'<AdministrativeMetadata><Provider><Party FormalName="{named}"/></Provider></AdministrativeMetadata>'
    data = newsml(f"<NewsComponent>{party}{text()}</NewsComponent>").replace("AFP", "").replace("afp.com", "")
    article = one(data.replace('FormalName=""/></Provider>', 'FormalName="AFP"/></Provider>') if named == "AFP" else data)
    assert (article.agency, article.publisher) == (agency, None if agency else "The Coast Post")


# --- XML of no known kind -------------------------------------------------------------------------------------------------------------------


def test_a_format_of_one_house_is_read_by_the_names_of_its_elements() -> None:
    article = one(
        f"""{XML}<CoastNews><NewsID>77</NewsID><PublishDate>2024-03-05T10:20:00</PublishDate><headline>Bridge closed</headline><town>Port Town</town>
<origin>/ritzau/</origin><byLine>Ann Miller</byLine><Priority>3</Priority><content>&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></CoastNews>"""
    )
    assert article.body == BODY
    assert said(article, "headline", "byline", "dateline", "agency", "published") == {
        "headline": "Bridge closed", "byline": "Ann Miller", "dateline": {"place": "Port Town"}, "agency": "Ritzau", "published": "2024-03-05T10:20:00"
    }  # fmt: skip
    assert (article.source.record, article.extensions) == ("77", {"priority": "3"})
    assert codes(article) == ["xml/unknown"]


def test_any_other_xml_keeps_its_text_and_says_so() -> None:
    article = one(f"{XML}<minutes><speaker>Ann</speaker><para>{LEAD}</para><para>{SECOND}</para></minutes>")
    assert LEAD in article.body
    assert codes(article) == ["xml/unknown"]


# --- hostile files --------------------------------------------------------------------------------------------------------------------------

STORY = f"<p>{LEAD}</p><p>{SECOND}</p>"
LAUGHS = (
    '<!DOCTYPE nitf [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def bare(story: str, doctype: str = "") -> str:
    return f"{XML}{doctype}<nitf><body><body.content>{story}</body.content></body></nitf>"


@pytest.mark.parametrize(
    ("name", "data", "code", "kept"),
    [
        ("laughs", bare(f"{STORY}<p>He laughed: &i;.</p>", LAUGHS), "xml/entities", f"{BODY}\n\nHe laughed: &i;."),
        (
            "file",
            bare(f"{STORY}<p>It says &x;.</p>", '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "xml/entities",
            f"{BODY}\n\nIt says &x;.",
        ),
        ("levels", bare("<block>" * 100_000 + STORY + "</block>" * 100_000), "xml/unreadable", BODY),
        ("levels never closed", bare("<block>" * 100_000 + STORY), "xml/unreadable", BODY),
        ("attributes", bare(STORY).replace("<nitf>", "<nitf " + " ".join(f'a{n}="1"' for n in range(20_000)) + ">"), "xml/unreadable", BODY),
        ("cut in the story", bare(STORY)[: -len("</p></body.content></body></nitf>")], "xml/torn", BODY),
        ("cut in a tag", bare(STORY)[: -len("</body.content></body></nitf>")] + '<p class="le', "xml/torn", BODY),
        ("cut in a comment", bare(STORY)[: -len("</body.content></body></nitf>")] + "<!-- and then", "xml/torn", BODY),
        ("cut in a section", f"{XML}<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><![CDATA[{STORY}", "xml/torn", BODY),
        ("nobody closes", bare(STORY) + "</p>", "xml/torn", BODY),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_hostile_files_keep_their_story_and_say_so(name: str, data: str, code: str, kept: str) -> None:
    article = normalize(data)
    assert article.body == kept
    assert code in codes(article)


FILES = {
    "nitf": nitf(head=HEAD), "newsml": newsml(f"<NewsComponent>{LINES}{text()}</NewsComponent>"), "g2": XML + item(xhtml(STORY), META),
    "rss": RSS, "7901": iptc(), "anpa": ANPA,
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_off_keeps_the_story_up_to_the_cut(name: str) -> None:
    data = FILES[name]
    for end in range(40, len(data), 97):
        stories = read(data[:end])
        words = " ".join(" ".join(story.text for story in stories).split())
        assert stories
        if LEAD in " ".join(data[: end - 1].split()):
            assert LEAD in words


def test_a_name_that_no_tree_takes() -> None:
    article = normalize(bare(STORY).replace("<body.content>", "<body.content><Origin:2024-03-05T11:00:02Z x='1'>"))
    assert article.body == BODY
    assert codes(article) == ["xml/torn"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("&#65;", "A"), ("&#x41;", "A"), ("&#38;", "&"), ("&#x1;", ""), ("&#11;", ""), ("&#xFFFE;", ""), ("&#xD800;", "\ufffd"), ("&#57343;", "\ufffd"),
        ("&#x110000;", "\ufffd"), ("&#xZZ;", "&#xZZ;"), ("&#999999999999999999999;", "&#999999999999999999999;"),
    ],
)  # fmt: skip
def test_characters_given_by_their_numbers(written: str, read_as: str) -> None:
    """In an attribute half a character was a string that lxml could not read again; what is no number cost the whole story."""
    article = normalize(
        f'<nitf a="{written}"><head><meta name="slug" content="x{written}y"/></head><body><body.content>{STORY}</body.content></body></nitf>'
    )
    assert (article.slugline, article.body) == (f"x{read_as}y", BODY)


@pytest.mark.parametrize("blank", ["\u2028", "\u3000", "\x85"])
def test_a_headline_of_white_space_is_none(blank: str) -> None:
    head = f"<body.head><hedline><hl1>{blank}</hl1></hedline><byline>{blank}</byline></body.head>"
    article = normalize(f"<nitf><body>{head}<body.content>{STORY}</body.content></body></nitf>")
    assert article.body == BODY
    assert Article.from_json(article.to_json()).to_json() == article.to_json()


def test_what_is_no_markup_stays_in_the_story() -> None:
    article = one(bare(f"<p>{LEAD[:-1]}, AT&T & Co <5 % of it, a < b, caf&eacute;&nbsp;open.</p><p>{SECOND}</p>"))
    assert "AT&T & Co <5 % of it, a < b, café\u00a0open." in article.body
    assert codes(article) == []


def read(data: str) -> Sequence[extract.Extracted]:
    return extract.extract(data, Hints())


@pytest.mark.parametrize("data", ["<nitf/>", "<rss/>", "<NewsML/>", f'<newsItem xmlns="{G2}"/>', f"{XML}<x/>", f"{XML}<feed/>"])
def test_an_empty_file_gives_one_story_that_says_so(data: str) -> None:
    (story,) = read(data)
    assert story.text == ""
    assert story.warnings != ()


def test_many_items_are_read_in_linear_time() -> None:
    """Looked up for each item anew, what stands beside 4,000 items would be walked through 16 million times."""
    items = "<item><title>t</title><description>d</description></item>" * 4_000
    stories = read(f"{XML}<rss><channel>{items}<title>The Coast Post</title></channel></rss>")
    assert len(stories) == 4_000
    assert stories[-1].fields == {"headline": "t", "publisher": "The Coast Post"}


TEXT_ITEM = "<ContentItem><DataContent>It rained.</DataContent></ContentItem>"


@pytest.mark.parametrize(
    ("file", "one", "most"),
    [
        (f"{XML}<NewsML>{{}}</NewsML>", "<NewsItem><NewsComponent/></NewsItem>", {"newsenvelope": 1}),
        (f"{XML}<NewsML><NewsItem><NewsComponent>{{}}</NewsComponent></NewsItem></NewsML>", TEXT_ITEM, {"role": 10}),
    ],
    ids=["an envelope looked for once", "the role of a component looked for once"],
)
def test_what_holds_for_many_is_looked_up_once(file: str, one: str, most: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look goes through all that is beside: 60,000 items took 50 s."""
    looks: list[str] = []

    def first(element: object, *paths: str) -> object:
        looks.extend(paths)
        return xml.first(element, *paths)  # type: ignore[arg-type]

    monkeypatch.setattr("normalizer.extract.wire.newsml.first", first)
    read(file.format(one * 40))
    assert {name: looks.count(name) for name in most if looks.count(name) > most[name]} == {}
