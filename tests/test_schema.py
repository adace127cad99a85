"""The closed schema of ``article/1``, and the check of our own that must say what jsonschema says."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from normalizer import schema
from normalizer.article import KINDS, Article

SHA = "sha256:" + "0" * 64
SMALL: dict[str, Any] = {
    "schema": "article/1",
    "id": SHA,
    "body_id": SHA,
    "language": "und",
    "body": "",
    "removed": [],
    "source": {"media_type": "text/plain", "bytes": 0, "sha256": "0" * 64},
}
FULL: dict[str, Any] = SMALL | {
    "language": "tr",
    "headline": "Köprü açıldı",
    "deck": "Üç yıl süren çalışma bitti",
    "body": "Köprü pazartesi açıldı.",
    "byline": "Ayşe Kaya, Can Demir",
    "authors": ["Ayşe Kaya", "Can Demir"],
    "dateline": {"place": "Rize", "date": "--06-27", "agency": "AA"},
    "agency": "AA",
    "publisher": "Yayla Postası",
    "reprinted_from": "Kıyı Gazetesi",
    "published": "2019-06-27T03:57+03:00",
    "modified": "2019-06",
    "slugline": "Turkey bridge",
    "keywords": ["Turkey", "bridge"],
    "version": {"label": "2ndlead", "kind": "lead", "number": 2},
    "editor_notes": ["UPDATES with quotes"],
    "sign_off": "ak-cd/ef",
    "copyright": "© 2019 Yayla Postası",
    "urgency": "3",
    "issue": "79",
    "page": "2",
    "captions": [{"text": "The bridge.", "credit": "C. Demir"}],
    "fragments": [{"language": "sr-Latn", "text": "Dobar dan", "start": 3, "end": 12}],
    "removed": [{"rule": "shape/issue", "kind": "furniture", "text": "79. Sayı", "start": 0, "end": 8}],
    "repairs": [{"kind": "encoding", "before": "Ã¼", "after": "ü", "start": 5, "end": 6}],
    "evidence": {"publisher": "og:site_name"},
    "url": "https://example.org/1",
    "extensions": {"Any key": [None, 1.5]},
    "source": {
        "path": "a/b.txt",
        "record": "7",
        "media_type": "text/plain",
        "bytes": 3,
        "sha256": "a" * 64,
        "encoding": {"name": "cp1254", "how": "detected", "confidence": 800},
    },
    "warnings": [{"code": "short", "text": "The body is short."}],
}
VALIDATOR = Draft202012Validator(json.loads(schema.text()))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.schema())


def test_every_key_is_described_and_every_object_closed() -> None:
    def walk(rule: dict[str, Any], where: str) -> None:
        assert "description" in rule, where
        if rule.get("type") == "object" and where != ".extensions":
            assert "additionalProperties" in rule, where
        for name, part in rule.get("properties", {}).items():
            walk(part, f"{where}.{name}")
        if "items" in rule:
            walk(rule["items"], f"{where}[]")

    walk(schema.schema(), "")
    for name, part in schema.schema()["$defs"].items():
        walk(part, name)


def test_the_kinds_are_those_of_the_shapes() -> None:
    listed = schema.schema()["properties"]["removed"]["items"]["properties"]["kind"]["enum"]
    assert listed == [kind for kind in KINDS if kind != "body"]


@pytest.mark.parametrize("plain", [SMALL, FULL])
def test_an_article_is_valid_and_comes_back_whole(plain: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(plain)] == []
    assert schema.fault(plain) is None
    assert Article.from_dict(plain).to_dict() == plain
    assert Article.from_json(Article.from_dict(plain).to_json()).to_dict() == plain


WRONG: list[tuple[list[Any], Any]] = [
    (["more"], "x"),
    (["headline"], None),
    (["headline"], ""),
    (["body"], 3),
    (["body"], None),
    (["id"], "sha256:00"),
    (["language"], "turkish"),
    (["language"], "tr_TR"),
    (["removed"], None),
    (["removed", 0, "kind"], "body"),
    (["removed", 0, "start"], -1),
    (["removed", 0, "start"], True),
    (["removed", 0, "start"], 0.5),
    (["removed", 0, "more"], 1),
    (["authors"], []),
    (["authors"], "Ayşe Kaya"),
    (["keywords", 0], 7),
    (["published"], "27.06.2019"),
    (["published"], "2019-13"),
    (["published"], "2019-06-27 03:57"),
    (["dateline", "date"], "06-27"),
    (["dateline"], {}),
    (["dateline"], []),
    (["captions", 0], {}),
    (["version"], {"kind": "lead"}),
    (["evidence", "publisher"], 1),
    (["extensions"], {}),
    (["extensions"], []),
    (["source", "encoding", "how"], "guess"),
    (["source", "encoding", "confidence"], 1001),
    (["source", "sha256"], "A" * 64),
    (["schema"], "article/2"),
    (["warnings", 0], "short"),
]


@pytest.mark.parametrize(("place", "value"), WRONG)
def test_a_wrong_value_is_refused_by_both(place: list[Any], value: object) -> None:
    plain = copy.deepcopy(FULL)
    inner: Any = plain
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert not VALIDATOR.is_valid(plain)
    with pytest.raises(ValueError, match="not a valid article/1: "):
        Article.from_dict(plain)


@pytest.mark.parametrize("key", ["schema", "id", "body_id", "language", "body", "removed", "source", "byline", "authors"])
def test_a_missing_key_is_refused(key: str) -> None:
    plain = {name: value for name, value in FULL.items() if name != key}
    assert not VALIDATOR.is_valid(plain)
    with pytest.raises(ValueError, match=f"{key}"):
        Article.from_dict(plain)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"byline": "Ayşe Kaya"}, "byline is not authors joined"),
        ({"removed": [{"rule": "r", "kind": "slug", "text": "abc", "start": 0, "end": 4}]}, r"removed\[0\] is not as long"),
        ({"repairs": [{"kind": "encoding", "before": "Ã¼", "after": "ü", "start": 5, "end": 7}]}, r"repairs\[0\] is not as long"),
    ],
)
def test_what_no_schema_can_say_is_refused_too(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Article.from_dict(FULL | change)


def test_a_line_end_after_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="published does not look like"):
        Article.from_dict(FULL | {"published": "2019-06-27\n"})


@pytest.mark.parametrize("data", [b"[]", b"3", b'{"schema": "article/1"}', b"{", b""])
def test_json_that_is_no_article(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Article.from_json(data)


VALUES = (
    st.none() | st.booleans() | st.integers(-2, 2000) | st.text(max_size=3) | st.just(SHA) | st.lists(st.text(max_size=2), max_size=2) | st.just({})
)


@given(st.sampled_from([key for key in FULL if key not in ("byline", "authors")]), VALUES)
def test_the_two_checks_agree_on_any_value(key: str, value: object) -> None:
    plain = FULL | {key: value}
    assert (schema.fault(plain) is None) == VALIDATOR.is_valid(plain)
