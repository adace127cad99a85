"""Articles in the shapes of other tools: what goes where, what is valid, what is left out, and that reading back cleans nothing again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain import Plain

from normalizer.article import Article, Caption, Caution, Dateline, Fragment, Removed, Source, Version
from normalizer.export import SHAPES, UnknownKey, UnknownShape, form
from normalizer.export.form import keys_of
from normalizer.records import article_of
from normalizer.write import article_id, body_id


def article(**fields: Any) -> Article:
    body = fields.setdefault("body", "The story.\n\nIts end.")
    fields = {"id": article_id(fields.get("headline"), body), "body_id": body_id(body), "language": "en", "source": Source(3, "a" * 64)} | fields
    return Article(**fields)


FULL = article(
    headline="Ferry back", deck="Its kitchen stays", authors=("Jane Roe", "John Doe"), dateline=Dateline("BERGEN", "2024-05-02", "AFP"), agency="AFP",
    publisher="The Example Gazette", reprinted_from="The Daily Example", published="2024-05-02T08:15:00+02:00", modified="2024-05-02T09:40",
    slugline="FERRY-TUNNEL", keywords=("ferry", "tunnel"), version=Version("2ndlead", "lead", 2), editor_notes=("Adds kitchen", "Recasts"),
    sign_off="jr/jd", copyright="(c) AFP", urgency="3", issue="79", page="4", captions=(Caption("The ferry.", "Max Muster"), Caption("Its pier.")),
    fragments=(Fragment("tr", "Ad", 0, 2),), removed=(Removed("a/b", "promo", "Ad", 0, 2),), url="https://gazette.example/1",
    extensions={"views": 1.5, "a.b": None}, evidence={"url": "key:link"}, warnings=(Caution("a/b", "A warning."),),
)  # fmt: skip

# --- ninjs 3.1: the closed schema of the standard, written down here for what is written (names and types of its properties)

_STRING = {"type": "string"}
_DATE_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}


def closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_WORDED = listed(closed(("value",), role=_STRING, contentType=_STRING, value=_STRING))
_URI = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$"}
_ITEM: dict[str, Any] = {
    "uri": _URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]},
    "representationType": {"enum": ["full", "partial"]},
    "standard": closed(name=_STRING, version=_STRING, schema=_URI),
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    "bodies": listed(
        closed(("value",), role=_STRING, contentType=_STRING, charCount={"type": "integer"}, wordCount={"type": "integer"}, value=_STRING)
    ),
    "headlines": _WORDED,
    "descriptions": _WORDED,
    "infoSources": listed(closed(name=_STRING, role=_STRING, uri=_URI, literal=_STRING)),
    "subjects": listed(closed(name=_STRING, rel=_STRING, uri=_URI, literal=_STRING, creator=_STRING)),
    "altIds": listed(closed(role=_STRING, value=_STRING)),
    **dict.fromkeys(("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires"), _DATE_TIME),
    **dict.fromkeys(
        ("profile", "version", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language", "title", "by", "slugline", "located"),
        _STRING,
    ),
}
NINJS = jsonschema.Draft202012Validator(closed(("uri",), **_ITEM, associations=listed(closed(("name", "uri"), **_ITEM, name=_STRING, rel=_STRING))))


def test_ninjs() -> None:
    plain = form("ninjs").plain(FULL)
    NINJS.validate(plain)
    assert plain["uri"] == FULL.id
    assert plain["standard"] == {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
    assert [(one["role"], one["value"]) for one in plain["headlines"]] == [("main", "Ferry back"), ("sub", "Its kitchen stays")]
    assert plain["bodies"] == [{"role": "main", "contentType": "text/plain", "charCount": 20, "value": "The story.\n\nIts end."}]
    assert (plain["by"], plain["located"], plain["slugline"], plain["edNote"]) == (
        "Jane Roe, John Doe",
        "BERGEN",
        "FERRY-TUNNEL",
        "Adds kitchen\n\nRecasts",
    )
    assert plain["infoSources"] == [
        {"role": "agency", "name": "AFP"},
        {"role": "publisher", "name": "The Example Gazette"},
        {"role": "reprinted", "name": "The Daily Example"},
    ]
    assert (plain["firstCreated"], plain["urgency"], plain["version"]) == ("2024-05-02T08:15:00+02:00", 3, "2ndlead")
    assert [(one["name"], one["uri"], one.get("by")) for one in plain["associations"]] == [
        ("picture-1", f"{FULL.id}#picture-1", "Max Muster"),
        ("picture-2", f"{FULL.id}#picture-2", None),
    ]


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("2024-05-02T08:15:00Z", True),
        ("2024-05-02T08:15:00.250-03:30", True),
        ("2024-05-02T08:15:00", False),
        ("2024-05-02T08:15Z", False),
        ("2024-05-02", False),
        ("2024", False),
    ],
)
def test_times_that_its_date_time_has_no_room_for_are_left_out_of_ninjs(stated: str, written: bool) -> None:
    plain = form("ninjs").plain(article(published=stated, modified=stated))
    assert (plain.get("firstCreated"), plain.get("versionCreated")) == ((stated, stated) if written else (None, None))


@pytest.mark.parametrize(("stated", "written"), [("1", 1), ("9", 9), ("0", None), ("10", None), ("urgent", None)])
def test_urgency_in_ninjs_is_a_number_from_1_to_9(stated: str, written: int | None) -> None:
    assert form("ninjs").plain(article(urgency=stated)).get("urgency") == written


def test_schema_org() -> None:
    plain = form("schema.org").plain(FULL)
    assert (plain["@context"], plain["@type"], plain["identifier"]) == ("https://schema.org", "NewsArticle", FULL.id)
    assert (plain["headline"], plain["alternativeHeadline"], plain["articleBody"]) == ("Ferry back", "Its kitchen stays", FULL.body)
    assert plain["author"] == [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}]
    assert (plain["datePublished"], plain["dateModified"], plain["inLanguage"]) == ("2024-05-02T08:15:00+02:00", "2024-05-02T09:40", "en")
    assert (plain["dateline"], plain["dateCreated"], plain["creditText"]) == ("BERGEN", "2024-05-02", "AFP")
    assert plain["sourceOrganization"] == {"@type": "NewsMediaOrganization", "name": "AFP"}
    assert plain["isBasedOn"]["publisher"]["name"] == "The Daily Example"
    assert (plain["printPage"], plain["isPartOf"]["issueNumber"], plain["copyrightNotice"]) == ("4", "79", "(c) AFP")
    assert plain["image"][1] == {"@type": "ImageObject", "caption": "Its pier."}


def test_a_day_without_its_year_is_no_date_in_schema_org() -> None:
    plain = form("schema.org").plain(article(dateline=Dateline("BERGEN", "--05-02")))
    assert "dateCreated" not in plain


def test_datatrove_holds_everything() -> None:
    plain = form("datatrove").plain(FULL)
    assert plain.keys() == {"text", "id", "metadata"}
    assert {**plain["metadata"], "body": plain["text"], "id": plain["id"]} == FULL.to_dict()


@pytest.mark.parametrize("shape", SHAPES)
def test_an_article_with_nothing_but_a_body_has_no_empty_values(shape: str) -> None:
    def values(part: Any) -> list[Any]:
        if isinstance(part, dict):
            return [value for one in part.values() for value in values(one)] or [part]
        return [value for one in part for value in values(one)] or [part] if isinstance(part, list) else [part]

    plain = form(shape).plain(article())
    (plain.get("metadata") or plain).pop("removed", None)
    assert not {None, ""} & {value for value in values(plain) if not isinstance(value, dict | list)}
    assert [value for value in values(plain) if value in ({}, [])] == []


# --- keys


def test_keys_slim_any_shape() -> None:
    assert form("article", ["body", "dateline.place", "captions.credit", "headline", "extensions.a.b"]).plain(FULL) == {
        "body": FULL.body, "headline": "Ferry back", "dateline": {"place": "BERGEN"}, "captions": [{"credit": "Max Muster"}], "extensions": {"a.b": None},
    }  # fmt: skip
    assert form("ninjs", ["uri", "headlines.value"]).plain(FULL) == {
        "uri": FULL.id,
        "headlines": [{"value": "Ferry back"}, {"value": "Its kitchen stays"}],
    }
    assert form("datatrove", ["text", "metadata.language", "metadata.extensions.views"]).plain(FULL) == {
        "text": FULL.body,
        "metadata": {"language": "en", "extensions": {"views": 1.5}},
    }
    assert form("schema.org", ["@type", "author.name"]).plain(article()) == {"@type": "NewsArticle"}


def test_a_whole_value_wins_over_its_parts_and_what_is_unknown_is_absent() -> None:
    assert form("article", ["dateline.place", "dateline"]).plain(FULL) == {"dateline": {"place": "BERGEN", "date": "2024-05-02", "agency": "AFP"}}
    assert form("article", ["dateline", "dateline.place"]).plain(FULL) == form("article", ["dateline"]).plain(FULL)
    assert form("article", ["dateline.place", "captions.text", "headline"]).write(article()) == b"{}"


def test_keys_come_in_canonical_order() -> None:
    assert form("article", ["headline", "body"]).write(FULL) == form("article", ["body", "headline", "body"]).write(FULL)
    assert form("article", ["headline", "body"]).write(FULL).startswith(b'{"body":')


@pytest.mark.parametrize(
    ("shape", "key", "said"),
    [
        ("article", "headlin", "no key 'headlin' in article: did you mean 'headline'?"),
        ("article", "place", "no key 'place' in article: did you mean 'dateline.place'?"),
        ("article", "Body", "no key 'Body' in article: did you mean 'body'?"),
        ("article", "dateline.palce", "no key 'dateline.palce' in article: did you mean 'dateline.place'?"),
        ("ninjs", "headline", "no key 'headline' in ninjs: did you mean 'headlines'?"),
        ("datatrove", "headline", "no key 'headline' in datatrove: did you mean 'metadata.headline'?"),
        ("datatrove", "zzz", "no key 'zzz' in datatrove: it has id, metadata, text"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(shape: str, key: str, said: str) -> None:
    with pytest.raises(UnknownKey) as refused:
        form(shape, ["language", key] if shape == "article" else [key])
    assert str(refused.value) == said


def test_an_unknown_shape_is_refused_with_all_there_are() -> None:
    with pytest.raises(UnknownShape, match=r"no shape 'nijns': it is one of article, ninjs, schema\.org, datatrove"):
        form("nijns")


def test_the_keys_of_an_article_are_those_of_its_schema() -> None:
    from normalizer.schema import schema

    assert {key for key in keys_of("article") if "." not in key} == schema()["properties"].keys()
    assert all(form("article", [key]) for key in keys_of("article"))


# --- reading back


def back(one: Article, shape: str) -> Article:
    return article_of(form(shape).write(one), Plain(), path="a.jsonl")


HELD = {
    "ninjs": (
        "id", "body_id", "language", "headline", "deck", "body", "authors", "agency", "publisher", "reprinted_from", "slugline", "keywords", "version",
        "editor_notes", "copyright", "urgency", "captions", "url",
    ),
    "schema.org": (
        "id", "body_id", "language", "headline", "deck", "body", "authors", "dateline", "agency", "publisher", "reprinted_from", "published", "modified",
        "slugline", "keywords", "version", "copyright", "issue", "page", "captions", "url",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", HELD)
def test_what_a_shape_holds_is_read_back(shape: str) -> None:
    again = back(FULL, shape)
    assert {name: getattr(again, name) for name in HELD[shape]} == {name: getattr(FULL, name) for name in HELD[shape]}
    if shape == "ninjs":
        assert (again.dateline, again.published, again.modified) == (Dateline("BERGEN"), FULL.published, None)
    assert {"headline": f"key:{'headlines[role=main].value' if shape == 'ninjs' else 'headline'}"}.items() <= again.evidence.items()
    assert Article.from_json(again.to_json()).to_json() == again.to_json()


def test_datatrove_is_read_back_whole() -> None:
    assert back(FULL, "datatrove").to_json() == FULL.to_json()


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "article"])
def test_what_is_ours_is_not_cleaned_again(shape: str) -> None:
    dirty = article(body="AD: buy\nThe story.", headline="H")
    assert back(dirty, shape).body == "AD: buy\nThe story."
    again = article_of(form(shape).write(dirty), Plain(), again=True)
    assert again.body == "The story."


@pytest.mark.parametrize("shape", ["ninjs", "schema.org", "datatrove"])
def test_what_no_longer_says_that_it_is_ours_is_cleaned(shape: str) -> None:
    plain = form(shape).plain(article(body="AD: buy\nThe story."))
    plain.pop("profile", None)
    plain.pop("schemaVersion", None)
    plain.get("metadata", {}).pop("schema", None)
    assert article_of(json.dumps(plain).encode(), Plain()).body == "The story."


def test_what_is_ours_but_was_changed_by_hand_into_no_article_is_an_ordinary_record() -> None:
    plain = form("schema.org").plain(article()) | {"inLanguage": "english"}
    assert article_of(json.dumps(plain).encode(), Plain()).extensions["inLanguage"] == "english"
    plain = form("datatrove").plain(article())
    plain["metadata"]["language"] = "english"
    assert article_of(json.dumps(plain).encode(), Plain()).extensions["metadata"]["language"] == "english"


def test_a_changed_body_gets_its_own_id() -> None:
    plain = form("datatrove").plain(article())
    plain["text"] = "Another."
    again = article_of(json.dumps(plain).encode(), Plain())
    assert again.id == article_id(None, "Another.")
    assert [caution.code for caution in again.warnings] == ["record/stale-id"]


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12)
BODIES = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(BODIES, LINE, LINE, st.sampled_from(["und", "en", "zh-Hant", "ar"]))
def test_any_article_is_valid_and_read_back_as_far_as_its_shape_holds_it(body: str, headline: str, name: str, language: str) -> None:
    import unicodedata

    body, headline, name = (unicodedata.normalize("NFC", text) for text in (body, headline, name.replace(",", "x").replace(";", "x")))
    one = article(
        body=body, headline=headline, authors=(name,), language=language, dateline=Dateline(place=name), captions=(Caption(headline, name),)
    )
    NINJS.validate(form("ninjs").plain(one))
    for shape in SHAPES:
        again = back(one, shape)
        assert (again.id, again.body_id, again.body, again.language) == (one.id, one.body_id, one.body, language)
        assert (again.headline, again.authors, again.dateline, again.captions) == (one.headline, one.authors, one.dateline, one.captions)
    assert back(replace(one, extensions={name: [1e300, body]}), "datatrove").to_json() == replace(one, extensions={name: [1e300, body]}).to_json()
