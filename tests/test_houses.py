"""What houses call the parts of their files is data (rules/blocks/wire.toml): every example both ways, every name that is listed."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

import pytest

from normalizer import Hints, normalize
from normalizer.extract import extract
from normalizer.extract.wire import story
from normalizer.extract.wire.houses import houses
from normalizer.rulebook.files import root

DATA: dict[str, Any] = tomllib.loads((root() / "blocks" / "wire.toml").read_text(encoding="utf-8"))
DIALECTS: list[dict[str, Any]] = DATA["dialect"]
LEAD = "The harbour bridge of Port Town was closed on Tuesday after a storm had torn parts of its railing into the sea."
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.mark.parametrize("example", [one for dialect in DIALECTS for one in dialect["example"]], ids=lambda one: str(one["body"][0])[:30])
def test_every_example_is_read_as_it_says(example: dict[str, Any]) -> None:
    article = normalize(example["xml"].strip())
    assert article.body.split("\n\n") == example["body"]
    assert [[piece.kind, " ".join(piece.text.split())] for piece in article.removed] == example["pieces"]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: str(one["name"]))
def test_every_element_stands_in_an_example_and_means_something_there(dialect: dict[str, Any]) -> None:
    elements = [*dialect.get("like", {}), *(element for kinds in dialect.get("inside", {}).values() for element in kinds)]
    assert elements
    for element in elements:
        holding = [one["xml"].strip() for one in dialect["example"] if f"<{element}>" in one["xml"]]
        assert holding, element
        # The same file with a name that nobody gave to the element is read otherwise.
        strange = (re.sub(rf"(</?){element}>", r"\1strange.element>", xml) for xml in holding)
        assert any(_read(other) != _read(xml) for xml, other in zip(holding, strange, strict=True)), element


def _read(xml: str) -> list[Any]:
    """What is known of the elements of a text: lines and pieces."""
    return [(one.text, [(piece.kind, piece.start, piece.end) for piece in one.pieces]) for one in extract(xml, Hints())]


def test_a_name_means_one_thing() -> None:
    listed = [element for dialect in DIALECTS for element in dialect.get("like", {})]
    assert len(listed) == len(set(listed))
    assert not set(listed) & set(houses().like.values())
    assert all(table["source"] for table in (*DIALECTS, DATA["nitf"], DATA["newsml"], DATA["newsml-g2"], DATA["record"]))


SAID = {
    "byline": "Ann Miller", "dateline": "Port Town", "agency": "Reuters", "slugline": "STORM-BRIDGE", "published": "2024-03-05T10:20:00",
    "modified": "2024-03-06T11:00:00", "url": "https://coast.example/1", "record": "77", "keywords": "storm",
}  # fmt: skip


@pytest.mark.parametrize(("field", "name"), [(field, name) for field, names in houses().fields.items() for name in names])
def test_every_name_of_a_field_is_read(field: str, name: str) -> None:
    said = SAID.get(field, "Words that are said")
    headline = "" if field == "headline" else "<headline>Bridge closed</headline>"
    (one,) = extract(f"{XML}<telegram>{headline}<{name}>{said}</{name}><content>{LEAD}</content></telegram>", Hints())
    assert one.text == LEAD
    states = str((dict(one.fields), one.lines, one.record, one.url))
    assert said in states
    assert not one.extensions


@pytest.mark.parametrize("name", houses().story)
def test_every_name_of_a_story_is_read(name: str) -> None:
    (one,) = extract(f"{XML}<telegram><headline>Bridge closed</headline><{name}>{LEAD}</{name}></telegram>", Hints())
    assert (one.text, one.fields) == (LEAD, {"headline": "Bridge closed"})


# --- a file of one part a thousand times over


def _calls(xml: str) -> int:
    """How many calls, of Python and of C, reading a file takes."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(xml, Hints())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "beside",
    ["", f"<title>t</title><text>{LEAD * 40}</text>"],
    ids=["no headline beside thousands of stories", "one long story before thousands of short ones"],
)
def test_work_grows_as_a_file_of_no_standard_does(beside: str) -> None:
    """A megabyte of these took half a minute: each story looked through all the others for a headline, or at the longest of them again."""
    _calls(f"{XML}<r>{beside}<text>{LEAD}</text></r>")
    less, more = (_calls(f"{XML}<r>{beside}{f'<text>{LEAD}</text>' * times}</r>") for times in (200, 400))
    assert 100 * more < 240 * less


@pytest.mark.parametrize(
    "xml",
    [
        "<nitf><body><body.head>{many}</body.head><body.content><p>{lead}</p></body.content></body></nitf>",
        '<rss version="2.0"><channel><item><title>t</title><description>{lead}</description>{many}</item></channel></rss>',
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" guid="u"><contentMeta>{many}</contentMeta>'
        "<contentSet><inlineData>{lead}</inlineData></contentSet></newsItem>",
    ],
    ids=["nitf", "feed", "newsml-g2"],
)
def test_summaries_and_authors_without_end_are_looked_at_no_more_often_than_stories_have_them(xml: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of abstracts took a hundred seconds: each was looked for in all that follows it."""
    looks: list[str] = []
    for module in ("story", "feed", "newsml_g2"):
        monkeypatch.setattr(f"normalizer.extract.wire.{module}.repeats", lambda words, text: bool(looks.append(words)))
    parts = ("<abstract>{0} {1}</abstract>", "<summary>{0} {1}</summary>", '<description role="drol:summary">{0} {1}</description>')
    many = "".join(part.format(LEAD, number) for number in range(300) for part in parts)
    many += "".join(f"<byline>By Ann Roe{n}</byline><author>Ann Roe{n}</author><by>Ann Roe{n}</by>" for n in range(300))
    (one,) = extract(XML + xml.format(many=many, lead=LEAD), Hints())
    assert LEAD in one.text
    assert 0 < len(looks) <= 2 * story.DECKS
    assert 0 < len(one.lines) <= 200
