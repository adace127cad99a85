"""Records of known tools, told by their keys: what each key says, what is kept beside it, and documents that are records."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain import Plain

import normalizer
from normalizer.records import article_of
from normalizer.records.paths import look, without
from normalizer.records.shapes import SHAPES, is_record, tell

PARAGRAPHS = (
    "The county will bring the ferry back for the summer, because the queues at the tunnel have grown longer than the crossing ever took.",
    "The boat is the same one. It had been sold to a restaurant, and its new owner wants to keep the kitchen.",
)
BODY = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def read(record: object, **hints: str) -> dict[str, Any]:
    """The article of a record, as plain JSON, checked against the schema."""
    plain: dict[str, Any] = json.loads(normalizer.normalize(json.dumps(record), **hints).to_json())
    normalizer.Article.from_dict(plain)
    return plain


def ninjs_1(**more: Any) -> dict[str, Any]:
    return {
        "guid": "urn:newsml:desk.example:20240502:1",
        "type": "text",
        "pubstatus": "usable",
        "version": "3",
        "urgency": 3,
        "language": "en-GB",
        "headline": "Harbour town gets its ferry back",
        "slugline": "FERRY-TUNNEL",
        "byline": "By Jane Roe",
        "located": "Stavanger",
        "source": "Reuters",
        "copyrightholder": "The Example Gazette",
        "copyrightnotice": "(c) The Example Gazette",
        "ednote": "Adds the owner's kitchen",
        "firstcreated": "2024-05-02T08:15:00+0000",
        "versioncreated": "2024-05-02T09:40:12+0000",
        "subject": [{"code": "20000337", "name": "water transport"}, {"code": "20000339", "name": "road transport"}],
        "body_html": HTML + "<p>(Reporting by Jane Roe; Editing by John Doe)</p>",
        "associations": {
            "lead": {"type": "picture", "description_text": "The ferry at its old pier.", "byline": "Max Muster", "renditions": {"x": {"width": 9}}},
            "none": None,
        },
    } | more


def test_ninjs_1_states_the_fields_that_rules_read_off_text() -> None:
    plain = read(ninjs_1())
    assert plain["body"] == BODY
    assert {
        name: plain[name] for name in ("headline", "byline", "agency", "dateline", "published", "modified", "slugline", "urgency", "copyright")
    } == {
        "headline": "Harbour town gets its ferry back",
        "byline": "Jane Roe",
        "agency": "Reuters",
        "dateline": {"place": "Stavanger"},
        "published": "2024-05-02T08:15:00+00:00",
        "modified": "2024-05-02T09:40:12+00:00",
        "slugline": "FERRY-TUNNEL",
        "urgency": "3",
        "copyright": "(c) The Example Gazette",
    }
    assert (plain["version"], plain["keywords"]) == ({"label": "3", "number": 3}, ["water transport", "road transport"])
    assert plain["editor_notes"] == ["Adds the owner's kitchen"]
    assert plain["captions"] == [{"text": "The ferry at its old pier.", "credit": "Max Muster"}]
    assert plain["sign_off"] == "Reporting by Jane Roe; Editing by John Doe"
    assert (plain["language"], plain["source"]["record"]) == ("en", "urn:newsml:desk.example:20240502:1")


def test_ninjs_1_names_the_key_of_each_field_and_keeps_the_rest_untouched() -> None:
    record = ninjs_1()
    plain = read(record)
    for field, key in {
        "headline": "headline", "published": "firstcreated", "modified": "versioncreated", "slugline": "slugline", "dateline": "located",
        "agency": "source", "version": "version", "urgency": "urgency", "copyright": "copyrightnotice", "editor_notes": "ednote",
        "keywords": "subject", "captions": "associations[]",
    }.items():  # fmt: skip
        assert plain["evidence"][field] == f"key:{key}"
    kept = ("type", "pubstatus", "language", "byline", "copyrightholder", "subject", "associations")
    assert plain["extensions"] == {key: record[key] for key in kept}


def test_what_the_text_prints_of_dateline_and_names_wins_over_the_header() -> None:
    plain = read(ninjs_1(body_html=f"<p>By Ann Other</p><p>BERGEN, Norway, May 1 (AFP) - {PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"))
    assert (plain["body"], plain["byline"], plain["agency"]) == (BODY, "Ann Other", "AFP")
    assert plain["dateline"] == {"place": "BERGEN, Norway", "date": "2024-05-01", "agency": "AFP"}
    assert plain["extensions"]["source"] == "Reuters"
    assert not {"authors", "agency"} & plain["evidence"].keys()


def test_an_article_of_plain_text_is_read_as_text_and_markup_in_it_stays() -> None:
    plain = read({"uri": "http://desk.example/1", "type": "text", "versioncreated": "2024-05-02T08:15:00Z", "body_text": f"<b> and </b>\n\n{BODY}"})
    assert plain["body"].startswith("<b> and </b>")
    assert (plain["url"], plain["published"]) == ("http://desk.example/1", "2024-05-02T08:15:00Z")
    assert "modified" not in plain


NINJS_2 = {
    "uri": "urn:newsml:nytt.example:1",
    "type": "text",
    "version": "1",
    "versioncreated": "2021-05-26T13:40:18+02:00",
    "urgency": 3,
    "language": "en",
    "slugline": "ferry",
    "by": "Jane Roe, TT",
    "located": "Stavanger",
    "ednote": "Utvidgad.",
    "copyrightholder": "TT",
    "headlines": [{"role": "sub", "value": "Its kitchen stays"}, {"role": "main", "value": "Harbour town gets its ferry back"}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "charcount": 3, "value": "another rendition"},
        {"role": "html5", "contenttype": "text/html", "value": f"<html><head><title>x</title></head><body>{HTML}</body></html>"},
    ],
    "subjects": [{"name": "water transport", "literal": "04015003"}],
    "associations": [{"name": "a1", "uri": "urn:x", "type": "picture", "by": "Max Muster", "description_text": "The ferry."}],
}


def test_ninjs_2_takes_the_rendition_in_html_and_keeps_the_others() -> None:
    plain = read(NINJS_2)
    assert plain["body"].endswith(BODY)
    assert (plain["headline"], plain["deck"], plain["byline"], plain["agency"]) == (
        "Harbour town gets its ferry back", "Its kitchen stays", "Jane Roe", "TT",
    )  # fmt: skip
    assert (plain["published"], plain["editor_notes"]) == ("2021-05-26T13:40:18+02:00", ["Utvidgad."])
    assert plain["captions"] == [{"text": "The ferry.", "credit": "Max Muster"}]
    assert plain["extensions"]["bodies"] == [NINJS_2["bodies"][0]]
    assert "headlines" not in plain["extensions"]
    assert plain["evidence"]["headline"] == "key:headlines[role=main].value"


NINJS_3 = {
    "uri": "urn:newsml:dpa.example:20240502:1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "version": "2",
    "versionCreated": "2024-05-02T16:02:28+02:00",
    "firstCreated": "2024-05-02T14:00:00+02:00",
    "pubStatus": "usable",
    "urgency": 4,
    "language": "de",
    "copyrightNotice": "Copyright 2024, dpa",
    "edNote": "Aktualisiert",
    "infoSources": [{"name": "dpa"}],
    "by": "Von Erika Muster, dpa",
    "headlines": [{"role": "main", "value": "Bäcker backt wieder nachts"}],
    "bodies": [
        {
            "role": "html",
            "contentType": "text/html",
            "charCount": 9,
            "value": "<section><p>Berlin (dpa) - Das Verbot ist gefallen, und im Dorf riecht es um drei Uhr früh wieder nach Brot.</p>"
            "<p>Seine Nachbarin, die geklagt hatte, ist inzwischen fortgezogen.</p></section>",
        }
    ],
}


def test_ninjs_3() -> None:
    plain = read(NINJS_3)
    assert plain["body"] == (
        "Das Verbot ist gefallen, und im Dorf riecht es um drei Uhr früh wieder nach Brot.\n\n"
        "Seine Nachbarin, die geklagt hatte, ist inzwischen fortgezogen."
    )
    assert (plain["headline"], plain["byline"], plain["agency"]) == ("Bäcker backt wieder nachts", "Erika Muster", "dpa")
    assert plain["dateline"] == {"place": "Berlin", "agency": "dpa"}
    assert (plain["published"], plain["modified"]) == ("2024-05-02T14:00:00+02:00", "2024-05-02T16:02:28+02:00")
    assert (plain["urgency"], plain["editor_notes"], plain["copyright"]) == ("4", ["Aktualisiert"], "Copyright 2024, dpa")
    assert plain["extensions"].keys() == {"standard", "type", "pubStatus", "by"}


def test_a_picture_of_a_service_has_no_body() -> None:
    plain = read({"uri": "urn:x", "type": "picture", "versioncreated": "2024-05-02T08:15:00Z", "headline": "Ferry", "description_text": "The ferry."})
    assert (plain["headline"], plain["body"], plain["extensions"]) == ("Ferry", "", {"type": "picture", "description_text": "The ferry."})
    assert [warning["code"] for warning in plain["warnings"]] == ["record/no-text"]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (ninjs_1(), "ninjs 1"),
        (NINJS_2, "ninjs 2"),
        (NINJS_3, "ninjs 3"),
        ({"maintext": "A", "date_publish": None}, "news-please"),
        ({"text": "A", "fingerprint": "0", "hostname": "x"}, "trafilatura"),
        ({"text": "A", "uuid": "1", "thread": {}}, "Webz.io"),
        ({"text": "A", "metadata": {}}, "datatrove"),
        ({"@type": "NewsArticle", "articleBody": "A"}, "schema.org"),
        ({"text": "A", "uri": "x"}, "plain"),
        ({"guid": "1", "description": "feeds have one too"}, "plain"),
        ({"text": "A", "metadata": "none"}, "plain"),
        ({"text": "A", "thread": "a forum's"}, "plain"),
        ({"bodies": ["A"], "headlines": []}, "plain"),
    ],
)
def test_a_record_is_told_by_its_keys(record: dict[str, Any], name: str) -> None:
    assert tell(record).name == name


def test_news_please() -> None:
    plain = read(
        {
            "authors": ["Jane Roe"], "date_download": "2024-05-03 00:00:00", "date_modify": "2024-05-02 10:00:00", "date_publish": "2024-05-02 08:15:00",
            "description": "A ferry.", "language": "en", "maintext": BODY, "source_domain": "gazette.example", "title": "Ferry back",
            "title_page": None, "title_rss": None, "url": "https://gazette.example/1",
        }
    )  # fmt: skip
    assert (plain["headline"], plain["body"], plain["byline"]) == ("Ferry back", BODY, "Jane Roe")
    assert (plain["published"], plain["modified"], plain["url"]) == ("2024-05-02T08:15:00", "2024-05-02T10:00:00", "https://gazette.example/1")
    assert plain["extensions"].keys() == {"date_download", "description", "source_domain", "title_page", "title_rss"}


def test_trafilatura() -> None:
    plain = read(
        {
            "title": "Ferry back", "author": "Jane Roe; John Doe", "hostname": "gazette.example", "date": "2024-05-02", "fingerprint": "5e974996da2404bf",
            "id": None, "license": None, "comments": "", "raw_text": "Ferry back ...", "text": f"Ferry back\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}",
            "language": None, "source": "https://gazette.example/1", "source-hostname": "The Example Gazette", "excerpt": None, "tags": "Ferries;Tunnels",
        }
    )  # fmt: skip
    assert (plain["headline"], plain["body"], plain["authors"]) == ("Ferry back", BODY, ["Jane Roe", "John Doe"])
    assert [(piece["rule"], piece["kind"], piece["text"]) for piece in plain["removed"]] == [("record/headline", "headline", "Ferry back")]
    assert (plain["url"], plain["publisher"], plain["keywords"]) == ("https://gazette.example/1", "The Example Gazette", ["Ferries", "Tunnels"])
    assert plain["published"] == "2024-05-02"
    assert "headline" not in plain["evidence"]
    assert {"author", "tags"} & plain["extensions"].keys() == {"tags"}


def test_webz_io() -> None:
    thread = {"uuid": "a1", "site_full": "www.gazette.example", "title": "Ferry back", "title_full": "Ferry back | Gazette", "country": "NO"}
    plain = read(
        {
            "thread": thread, "uuid": "a1", "url": "https://gazette.example/1", "ord_in_thread": 0, "author": "Jane Roe",
            "published": "2024-05-02T08:15:00.000+03:00", "title": "Ferry back", "text": BODY, "language": "english", "entities": {"persons": []},
        }
    )  # fmt: skip
    assert (plain["headline"], plain["body"], plain["byline"], plain["publisher"]) == ("Ferry back", BODY, "Jane Roe", "www.gazette.example")
    assert (plain["published"], plain["source"]["record"]) == ("2024-05-02T08:15:00.000+03:00", "a1")
    assert plain["extensions"]["thread"] == {key: thread[key] for key in ("uuid", "title", "title_full", "country")}
    assert plain["extensions"]["language"] == "english"


def test_datatrove() -> None:
    record = {
        "text": BODY,
        "id": "<urn:uuid:1>",
        "metadata": {"url": "https://gazette.example/1", "date": "2024-05-02T08:15:00Z", "language_score": 0.9},
    }
    plain = read(record)
    assert (plain["body"], plain["url"], plain["published"], plain["source"]["record"]) == (
        BODY, "https://gazette.example/1", "2024-05-02T08:15:00Z", "<urn:uuid:1>",
    )  # fmt: skip
    assert plain["evidence"] == {"published": "key:metadata.date", "url": "key:metadata.url"}
    assert plain["extensions"] == {"metadata": {"language_score": 0.9}}


def test_schema_org() -> None:
    plain = read(
        {
            "@context": "https://schema.org", "@type": ["NewsArticle"], "headline": "Ferry back", "articleBody": BODY, "datePublished": "2024-05-02",
            "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}], "inLanguage": "en-GB",
            "publisher": {"@type": "Organization", "name": "The Example Gazette", "logo": "x"}, "image": {"@type": "ImageObject", "caption": "The ferry."},
            "mainEntityOfPage": {"@id": "https://gazette.example/1"}, "keywords": ["ferries"],
        }
    )  # fmt: skip
    assert (plain["headline"], plain["body"], plain["byline"]) == ("Ferry back", BODY, "Jane Roe, John Doe")
    assert (plain["publisher"], plain["url"], plain["published"]) == ("The Example Gazette", "https://gazette.example/1", "2024-05-02")
    assert plain["captions"] == [{"text": "The ferry."}]
    assert plain["extensions"]["publisher"] == {"@type": "Organization", "logo": "x"}
    assert not {"keywords", "headline", "mainEntityOfPage"} & plain["extensions"].keys()


def test_the_headline_at_the_top_of_the_text_is_a_piece_of_it() -> None:
    wrapped = read(
        {"title": "Harbour town gets its ferry back", "text": f"\nHarbour town gets\nits ferry back\n\nHARBOUR TOWN GETS ITS FERRY BACK\n{BODY}"}
    )
    assert [(piece["kind"], piece["text"]) for piece in wrapped["removed"]] == [
        ("headline", "Harbour town gets\nits ferry back"),
        ("furniture", "HARBOUR TOWN GETS ITS FERRY BACK"),
    ]
    assert wrapped["body"] == BODY


@pytest.mark.parametrize(
    "text", ["Harbour town gets its ferry back", "Harbour town gets its ferry back\n \n", "Harbour town gets its ferry back, says county\n\nYes."]
)
def test_a_text_that_is_no_more_than_its_headline_or_goes_on_in_its_line_is_body(text: str) -> None:
    plain = read({"title": "Harbour town gets its ferry back", "text": text})
    assert plain["body"] == text.strip()


# --- documents that are records


def test_a_document_that_is_a_record_is_read_as_one() -> None:
    record = {"title": "Ferry back", "text": BODY, "n": 1}
    for data in (
        json.dumps(record),
        json.dumps(record, indent=1).encode(),
        b"\xef\xbb\xbf \n" + json.dumps(record).encode(),
        json.dumps(record).encode("utf-16"),
    ):
        article = normalizer.normalize(data)
        assert (article.headline, article.body, article.extensions) == ("Ferry back", BODY, {"n": 1})


def test_a_record_in_a_legacy_charset_says_so() -> None:
    text = "Belediye başkanı, köprünün açılışında konuştu; yağışlı günde üç yüz kişi şemsiyesiyle bekledi. Çocuklar şarkı söyledi."
    data = json.dumps({"title": "Açılış günü", "text": text}, ensure_ascii=False).encode("cp1254")
    for article in (normalizer.normalize(data), normalizer.normalize(data, charset="cp1254")):
        assert (article.headline, article.body) == ("Açılış günü", text)
        assert article.source.encoding
    assert article.source.encoding.how == "declared"


def test_arrays_and_lines_hold_several() -> None:
    records = [{"text": PARAGRAPHS[0]}, {"text": PARAGRAPHS[1]}]
    for data in (json.dumps(records), "\n".join(map(json.dumps, records)), ("\r\n\r\n".join(map(json.dumps, records)) + "\r\n").encode()):
        assert [article.body for article in normalizer.normalize_all(data)] == list(PARAGRAPHS)
        first = normalizer.normalize(data)
        assert (first.body, [warning.code for warning in first.warnings]) == (PARAGRAPHS[0], ["stories/more"])


def test_a_broken_line_between_records_is_kept_as_text() -> None:
    data = "\n".join((json.dumps({"text": PARAGRAPHS[0]}), '{"text": "The rest was lost', json.dumps({"text": PARAGRAPHS[1]})))
    bodies = [(article.body, [warning.code for warning in article.warnings]) for article in normalizer.normalize_all(data)]
    assert bodies == [(PARAGRAPHS[0], []), ('{"text": "The rest was lost', ["record/broken"]), (PARAGRAPHS[1], [])]


@pytest.mark.parametrize(
    "text",
    [
        "{sic} was all that the note said.",
        "[Two words] were all that the note said.",
        '{"n": 1}',
        "[1, 2]",
        '[{"n": 1}]',
        "[]",
        '"text"',
        '{"text": ""}',
        '{"text": "The note"} was what it said.',
        '{"text": "The note"',
    ],
)
def test_what_merely_begins_like_json_or_holds_no_article_is_text(text: str) -> None:
    for data in (text, text.encode()):
        article = normalizer.normalize(data)
        assert (article.body, article.source.media_type, article.extensions) == (text, "text/plain", {})


def test_the_text_of_a_record_is_not_looked_into_for_another() -> None:
    inner = json.dumps({"title": "Inner", "text": "inner"})
    plain = read({"title": "Outer", "text": inner})
    assert (plain["headline"], plain["body"]) == ("Outer", inner)


def test_a_caller_who_says_that_it_is_text_is_believed() -> None:
    data = json.dumps({"text": BODY})
    assert normalizer.normalize(data, media_type="text/plain").body == data
    article = normalizer.normalize(data, media_type="application/json; charset=utf-8")
    assert (article.body, article.source.media_type) == (BODY, "text/plain")


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("image/x-made-up", "image/x-made-up"),
        ("html", "text/plain"),
        ("a b/c", "text/plain"),
        ("/", "text/plain"),
    ],
)
def test_a_media_type_is_stated_without_its_parameters(said: str, stated: str) -> None:
    article = normalizer.normalize("A <b>.", media_type=said)
    assert article.source.media_type == stated
    assert normalizer.Article.from_json(article.to_json()).to_json() == article.to_json()


def test_hints_count_where_the_record_says_nothing() -> None:
    plain = read({"title": "Ferry back", "text": BODY}, headline="Another", url="https://gazette.example/1", published="2024-05-02")
    assert (plain["headline"], plain["url"], plain["published"]) == ("Ferry back", "https://gazette.example/1", "2024-05-02")
    assert plain["evidence"] == {"headline": "key:title", "published": "hint"}


def test_an_article_is_passed_through_by_the_library_too() -> None:
    article = normalizer.normalize(f"BERGEN (AFP) - {BODY}")
    assert normalizer.normalize(article.to_json()).to_json() == article.to_json()
    assert [one.to_json() for one in normalizer.normalize_all(article.to_json() + b"\n" + article.to_json())] == [article.to_json()] * 2


# --- paths


def test_paths() -> None:
    record = {"a": {"b": 1}, "l": [{"r": "x", "v": 1}, {"r": "xy", "v": 2}, 3], "o": {"p": {"v": 4}, "q": None}}
    assert list(look(record, "a.b")) == [(("a", "b"), 1)]
    assert list(look(record, "l[r=x].v")) == [(("l", 0, "v"), 1)]
    assert list(look(record, "l[r~y].v")) == [(("l", 1, "v"), 2)]
    assert [value for _, value in look(record, "l[].v")] == [1, 2]
    assert [value for _, value in look(record, "o[].v")] == [4]
    assert list(look(record, "a.b.c")) == list(look(record, "x")) == list(look(record, "a[].x")) == []


def test_what_is_carried_leaves_no_shell_and_nothing_else_goes() -> None:
    record = {"m": {"u": 1}, "l": [{"role": "main", "value": 1}, {"role": "sub", "value": 2, "note": 3}, {"role": "x"}], "k": None}
    assert without(record, [("m", "u"), ("l", 0, "value"), ("l", 1, "value")]) == {"l": [{"role": "sub", "note": 3}, {"role": "x"}], "k": None}
    assert without(record, []) == record
    assert record["m"] == {"u": 1}


def test_what_is_a_record() -> None:
    assert is_record({"story": "A"}, ("story",))
    assert not is_record({"story": " "}, ("story",))
    assert not is_record(["story"], ("story",))


#: Every key that a shape looks at, at the top; and what says that a record is ours.
KEYS = sorted(
    {path.partition(".")[0].partition("[")[0] for shape in SHAPES for key in shape.keys.values() for path in key.paths}
    | {
        path.partition(".")[0].partition("[")[0]
        for shape in SHAPES
        for paths in (shape.lines.values(), [[path for path, _ in shape.text]])
        for one in paths
        for path in one
    }
)
MARKS: list[dict[str, Any]] = [
    {},
    {"uri": "urn:x"},
    {"guid": "1", "body_html": "<p>A.</p>"},
    {"bodies": [{"role": "main", "value": "A."}], "pubStatus": "usable"},
    {"profile": "article/1", "bodies": [{"role": "main", "value": "A."}]},
    {"schemaVersion": "article/1", "articleBody": "A."},
    {"text": "A.", "metadata": {"schema": "article/1", "language": "en"}},
    {"@type": "NewsArticle", "articleBody": "A."},
    {"thread": {"uuid": "1", "title": "T"}, "text": "A."},
]
PART = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["A", "AFP", "By A B", "2024-05-02T08:15:00Z", "article/1", "<p>A", " ", "\ud800"]),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "value", "role", "type", "caption", "contentType", "x"]), part, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MARKS), st.dictionaries(st.sampled_from(KEYS), PART, max_size=6))
def test_whatever_stands_under_known_keys_gives_a_valid_article_that_passes_through(mark: dict[str, Any], more: dict[str, Any]) -> None:
    once = article_of(json.dumps(mark | more).encode("utf-8", "surrogatepass"), Plain())
    again = article_of(once.to_json(), Plain())
    assert again.to_json() == normalizer.Article.from_json(once.to_json()).to_json() == once.to_json()
