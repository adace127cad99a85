"""Records: which key says what, what is kept beside it, what passes through, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain import Plain

from normalizer.article import Article, Source
from normalizer.records import NotARecord, article_of, moment
from normalizer.settings import Settings
from normalizer.write import article_id, body_id


def read(record: object, **how: Any) -> dict[str, Any]:
    """The article of a record, as plain JSON."""
    raw = record if isinstance(record, bytes) else json.dumps(record).encode()
    plain: dict[str, Any] = json.loads(article_of(raw, how.pop("normalizer", Plain()), **how).to_json())
    Article.from_dict(plain)
    return plain


def codes(plain: dict[str, Any]) -> list[str]:
    return [warning["code"] for warning in plain.get("warnings", [])]


def test_a_record_with_everything() -> None:
    plain = read(
        {
            "id": 17,
            "title": "Bridge opens",
            "text": "The bridge opened.",
            "link": "https://example.org/1",
            "pubDate": "Thu, 27 Jun 2019 03:57:00 +0300",
            "author": ["Ayşe Kaya", "Can Demir"],
            "lang": "en",
            "views": 1.5,
            "editor": None,
        },
        path="a/b.jsonl",
    )
    assert plain["headline"] == "Bridge opens"
    assert plain["body"] == "The bridge opened."
    assert plain["url"] == "https://example.org/1"
    assert plain["published"] == "2019-06-27T03:57:00+03:00"
    assert plain["authors"] == ["Ayşe Kaya", "Can Demir"]
    assert plain["byline"] == "Ayşe Kaya, Can Demir"
    assert (plain["source"]["path"], plain["source"]["record"]) == ("a/b.jsonl", "17")
    assert plain["evidence"] == {"headline": "key:title", "url": "key:link", "published": "key:pubDate", "authors": "key:author"}
    assert plain["extensions"] == {"views": 1.5, "editor": None}
    assert "warnings" not in plain


@pytest.mark.parametrize("key", ["text", "body", "content", "raw", "maintext"])
def test_each_key_of_the_text(key: str) -> None:
    plain = read({key: "The story."})
    assert plain["body"] == "The story."
    assert "extensions" not in plain


@pytest.mark.parametrize(
    ("record", "body", "extensions"),
    [
        ({"body": "B", "text": "A"}, "A", {"body": "B"}),
        ({"text": "", "content": "C"}, "C", {"text": ""}),
        ({"text": None, "raw": "R"}, "R", {"text": None}),
        ({"text": ["A"], "maintext": "M"}, "M", {"text": ["A"]}),
    ],
)
def test_the_first_key_that_holds_a_text_wins_and_the_others_stay(record: dict[str, Any], body: str, extensions: dict[str, Any]) -> None:
    plain = read(record)
    assert (plain["body"], plain["extensions"]) == (body, extensions)


def test_the_caller_names_the_key_of_the_text() -> None:
    plain = read({"text": "not this", "story": "this"}, normalizer=Plain(Settings(text_keys=("story",))))
    assert (plain["body"], plain["extensions"]) == ("this", {"text": "not this"})


def test_a_record_without_text_is_an_article_with_a_warning() -> None:
    plain = read({"title": "Only a headline", "n": 3})
    assert (plain["headline"], plain["body"], plain["extensions"], codes(plain)) == ("Only a headline", "", {"n": 3}, ["record/no-text"])


@pytest.mark.parametrize(
    "record",
    [
        {"text": "A", "date": "two days ago"},
        {"text": "A", "language": "Turkish"},
        {"text": "A", "language": "tr"},
        {"text": "A", "author": {"name": "Ayşe"}},
        {"text": "A", "title": ["x"]},
        {"text": "A", "id": {"$oid": "1"}},
        {"text": "A", "guid": True},
        {"text": "A", "title": "T", "headline": ""},
    ],
)
def test_what_no_field_carries_is_kept(record: dict[str, Any]) -> None:
    kept = {key: value for key, value in record.items() if key not in ("text", "title" if "headline" in record else "")}
    assert read(record)["extensions"] == kept


def test_the_text_wins_over_the_record_and_the_record_is_kept() -> None:
    plain = read({"text": "BY: Jane Roe\nStory.", "author": "J. Roe"})
    assert (plain["authors"], plain["extensions"], plain.get("evidence")) == (["Jane Roe"], {"author": "J. Roe"}, None)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2019-06-27", "2019-06-27"),
        ("2019-06", "2019-06"),
        ("2019", "2019"),
        ("2019-06-27 03:57:00", "2019-06-27T03:57:00"),
        ("2019-06-27T03:57", "2019-06-27T03:57"),
        ("2019-06-27T03:57:01.250Z", "2019-06-27T03:57:01.250Z"),
        ("2019-06-27 03:57:00+0300", "2019-06-27T03:57:00+03:00"),
        ("2019-06-27 03:57:00 UTC", "2019-06-27T03:57:00Z"),
        ("Thu, 27 Jun 2019 03:57 GMT", "2019-06-27T03:57Z"),
        ("27 Jun 2019 03:57:09 -0330", "2019-06-27T03:57:09-03:30"),
        ("2019-13-01", None),
        ("2019-06-27 25:00", None),
        ("2019-06T03:57", None),
        ("27.06.2019", None),
        ("Thu, 27 Jun 2019", None),
        ("Thu, 27 Jun 2019 03:57:00 CEST", "2019-06-27T03:57:00"),  # no name that the RFC knows: the zone is not stated
        ("27 Jun 2019 03:57:00", "2019-06-27T03:57:00"),
        ("Thu Jun 27 2019 03:57:00 GMT+0300 (EEST)", "2019-06-27T03:57:00+03:00"),
        ("Thu, 27 Jun 2019 03:57:61 GMT", None),
        ("Thu, 27 Jun 2019 03:57:00 +9999", None),
        ("2019-06-27T03:57:00+99:99", None),
        ("99 Foo 2019 99:99:99", None),
        ("yesterday", None),
        (1561593420, None),
        (None, None),
    ],
)
def test_stamps_keep_exactly_the_precision_stated(stamp: object, expected: str | None) -> None:
    assert moment(stamp) == expected


@pytest.mark.parametrize(
    ("raw", "extensions", "warned"),
    [
        (b'\xef\xbb\xbf{"text": "A", "k": 1}', {"k": 1}, []),
        (b'{"text": "A", "k": NaN}', {"k": "NaN"}, ["record/number"]),
        (b'{"text": "A", "k": 9007199254740993}', {"k": "9007199254740993"}, ["record/number"]),
        (b'{"text": "A", "k": [18446744073709551616]}', {"k": ["18446744073709551616"]}, ["record/number"]),
        (b'{"text": "A", "k": 9007199254740992}', {"k": "9007199254740992"}, ["record/number"]),
        (b'{"text": "A", "k": 1e16}', {"k": 10000000000000000}, []),
        (b'{"text": "A", "k": "\\ud800"}', {"k": "\ufffd"}, ["record/surrogate"]),
        ('{"text": "A", "k": "ü"}'.encode("utf-16"), {"k": "ü"}, []),
    ],
)
def test_what_the_lenient_reader_takes(raw: bytes, extensions: dict[str, Any], warned: list[str]) -> None:
    plain = read(raw)
    assert (plain["body"], plain["extensions"], codes(plain)) == ("A", extensions, warned)


def test_a_surrogate_in_the_text_gives_an_article() -> None:
    plain = read(b'{"text": "Half \\ud83d of a face, and a whole one \\ud83d\\ude00"}')
    assert plain["body"] == "Half \ufffd of a face, and a whole one 😀"
    assert codes(plain) == ["record/surrogate"]


def test_a_record_in_a_legacy_charset_is_read_whole() -> None:
    text = "Belediye başkanı, köprünün açılışında konuştu; yağışlı günde üç yüz kişi şemsiyesiyle bekledi. Çocuklar şarkı söyledi."
    plain = read(json.dumps({"title": "Açılış günü", "text": text}, ensure_ascii=False).encode("cp1254"))
    assert (plain["headline"], plain["body"]) == ("Açılış günü", text)
    assert plain["source"]["encoding"]["name"] != "utf-8"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"text": "A"', "not JSON: "),
        (b"{'text': 'A'}", "not JSON: "),
        (b"[1]", "a JSON array, not an object"),
        (b'"text"', "a JSON string, not an object"),
        (b"null", "a JSON null, not an object"),
        (b"7", "a JSON number, not an object"),
        (b'{"text": ' + b"[" * 700 + b"]" * 700 + b"}", "not JSON: nested deeper than 500 levels"),
    ],
)
def test_what_is_no_record_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(NotARecord, match="^" + reason):
        article_of(raw, Plain())


def article(**fields: Any) -> Article:
    body = fields.setdefault("body", "AD: buy\nThe story.")
    ids = {"id": article_id(fields.get("headline"), body), "body_id": body_id(body)}
    return Article(**(ids | {"language": "en", "source": Source(3, "a" * 64, path="old.txt")} | fields))


def test_a_valid_article_passes_through_whole() -> None:
    raw = article(headline="H", extensions={"k": [1e16, 0.5, None], "ı": "NaN"}).to_json()
    assert article_of(raw, Plain(), path="other.jsonl").to_json() == raw


def test_a_stale_id_is_mended_once() -> None:
    true = article(headline="H")
    stale = article(headline="H", id="sha256:" + "0" * 64)
    mended = article_of(stale.to_json(), Plain())
    assert (mended.id, mended.body_id) == (true.id, true.body_id)
    assert [caution.code for caution in mended.warnings] == ["record/stale-id"]
    assert article_of(mended.to_json(), Plain()) == mended


@pytest.mark.parametrize("change", [{"more": 1}, {"headline": None}, {"language": "english"}, {"schema": "article/2"}, {"body_id": "x"}])
def test_what_only_says_that_it_is_an_article_is_an_ordinary_record(change: dict[str, Any]) -> None:
    plain = read(article().to_dict() | change)
    assert plain["body"] == "The story."
    assert {"schema", *change} <= plain["extensions"].keys()


def test_again_cleans_the_body_and_loses_nothing() -> None:
    old = article(headline="H", agency="AFP", authors=("Jane Roe",), extensions={"k": 1})
    plain = read(old.to_json(), again=True)
    assert plain["body"] == "The story."
    assert plain["id"] == article_id("H", "The story.")
    assert [piece["text"] for piece in plain["removed"]] == ["AD: buy"]
    assert (plain["headline"], plain["agency"], plain["byline"]) == ("H", "AFP", "Jane Roe")
    assert plain["evidence"] == {"headline": "key:headline", "agency": "key:agency", "authors": "key:authors"}
    assert plain["source"] == old.to_dict()["source"]
    assert plain["extensions"] == {"k": 1}


def test_again_changes_nothing_where_nothing_is_left_to_clean() -> None:
    clean = article(body="The story.", agency="AFP")
    assert article_of(clean.to_json(), Plain(), again=True) == Article.from_json(clean.to_json())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["text", "title", "id", "date", "author", "lang", "url", "schema", "other"]) | st.text(), JSON))
def test_any_object_gives_a_valid_article_that_passes_through(record: dict[str, Any]) -> None:
    once = article_of(json.dumps(record).encode("utf-8", "surrogatepass"), Plain()).to_json()
    Article.from_json(once)
    assert article_of(once, Plain()).to_json() == once
