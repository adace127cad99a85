"""Outputs: what a name means, that files appear whole and with the same bytes, and that reading them back gives the same articles."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from plain import Plain

from normalizer.article import Article
from normalizer.cli import main
from normalizer.corpus.output import WrongUse, table
from normalizer.corpus.run import Tally, run
from normalizer.pipeline import Normalizer
from normalizer.schema import schema

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "raw"
STORY = "The county will bring the ferry back for the summer, because the queues at the tunnel have grown longer than the crossing ever took."
#: Texts and records that are hard to keep: right to left, beyond the BMP, decomposed, control characters, nothing, a megabyte.
HARD: list[dict[str, Any]] = [
    {"title": "افتتاح الجسر", "text": "الخرطوم (أ ف ب) - افتتح الجسر الجديد فوق النهر.\n\nقال المحافظ إن \u200fالجسر\u200f جاهز."},
    {"title": "Emoji 👨‍👩‍👧 in a line", "text": "The sign said 👨‍👩‍👧 and 𝔊𝔬𝔱𝔥𝔦𝔠.\n\nNobody knew why \U0001f6a2."},
    {"title": "Cafe\u0301 ferme\u0301", "text": "Le cafe\u0301 ferme demain.\n\nSon patron part.", "cafe\u0301": "cafe\u0301"},
    {"text": "A bell\x07 rang, a tab\tstood, a \x1b[31mcolour\x1b[0m and \u202ebidi\u202c too.\n\nAnd a null \x00 here.", "k\x00": "\x00\u2028"},
    {"text": "", "title": "Nothing but a headline"},
    {"text": "", "n": 1},
    {"text": (STORY + "\n\n") * 7800, "id": "large"},
    {"text": STORY, "n": [9007199254740992, 1e16, 0.1, -0.0, None, True, {"": {"": []}}], "tags": [], "date": "2024-05-02T08:15:00+02:00"},
    {"text": f"BERGEN, Norway, May 2 (Reuters) - {STORY}\n\n(Reporting by Jane Roe; Editing by John Doe)", "url": "https://x.example/?a=1&b=<c>"},
    {"text": "第一段：渡轮今年夏天恢复。\n\n第二段：厨房保留。（完）", "author": ["张三", "李四"]},
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def go(*inputs: str, output: str, normalizer: Any = None, **how: Any) -> Tally:
    return run(list(inputs), normalizer or Plain(), output=output, **how)


def some(number: int, name: str = "in.jsonl") -> None:
    Path(name).write_text("".join(json.dumps({"text": f"Story {n}.", "id": n, "title": f"No. {n}", "n": n / 2}) + "\n" for n in range(number)))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(name).read_bytes().splitlines()]


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


# --- packed


def test_gzip_holds_the_lines_and_neither_name_nor_time(here: Path) -> None:
    some(50)
    go("in.jsonl", output="plain.jsonl")
    go("in.jsonl", output="one.jsonl.gz")
    go("in.jsonl", output="two.jsonl.gz", workers=2)
    packed = Path("one.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == Path("plain.jsonl").read_bytes()
    assert packed[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"  # no flags, so no name; time 0
    assert Path("two.jsonl.gz").read_bytes() == packed


def test_zstandard_holds_the_lines_and_a_checksum(here: Path) -> None:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    some(50)
    go("in.jsonl", output="plain.jsonl")
    go("in.jsonl", output="one.jsonl.zst")
    go("in.jsonl", output="two.jsonl.zst", workers=2)
    packed = Path("one.jsonl.zst").read_bytes()
    assert zstd.decompress(packed) == Path("plain.jsonl").read_bytes()
    assert packed[4] & 4  # the frame's checksum flag
    assert Path("two.jsonl.zst").read_bytes() == packed


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet", "parts/", "each/"])
def test_every_output_appears_whole_or_not_at_all(name: str, here: Path) -> None:
    some(3)
    if not name.endswith("/"):
        Path(name).write_bytes(b"old")

    def stop(tally: Tally) -> None:
        if tally.articles == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go("in.jsonl", output=name, each=name == "each/", progress=stop)
    assert [path.name for path in here.rglob("*") if path.is_file() and path.name != "in.jsonl"] == ([] if name.endswith("/") else [name])
    assert name.endswith("/") or Path(name).read_bytes() == b"old"


# --- one file an article


def test_each_article_has_its_file(here: Path) -> None:
    some(3)
    go("in.jsonl", output="each/", each=True)
    files = sorted(Path("each").iterdir())
    articles = [Article.from_json(file.read_bytes()) for file in files]
    assert [file.name for file in files] == [f"{n:08d}-{article.id[7:15]}.json" for n, article in enumerate(articles, start=1)]
    assert [article.body for article in articles] == ["Story 0.", "Story 1.", "Story 2."]
    assert files[0].read_bytes() == articles[0].to_json() + b"\n"


@pytest.mark.parametrize(("how", "same"), [({"shape": "ninjs"}, True), ({"shape": "schema.org"}, True), ({"keys": ["body"]}, False)])
def test_the_name_of_a_file_is_of_the_article_where_that_is_written(how: dict[str, Any], same: bool, here: Path) -> None:
    some(2)
    go("in.jsonl", output="a/", each=True)
    go("in.jsonl", output="b/", each=True, **how)
    assert (names("a") == names("b")) is same
    assert [name[:9] for name in names("b")] == ["00000001-", "00000002-"]


def test_files_of_articles_are_never_overwritten(here: Path) -> None:
    some(2)
    go("in.jsonl", output="each/", each=True)
    before = {path.name: path.read_bytes() for path in Path("each").iterdir()}
    with pytest.raises(WrongUse, match="each/ already holds articles of another run; name an empty folder"):
        go("in.jsonl", output="each/", each=True)
    Path("late").mkdir()

    def meddle(tally: Tally) -> None:
        for name in before:
            Path("late", name).write_text("mine")

    with pytest.raises(FileExistsError):
        go("in.jsonl", output="late/", each=True, progress=meddle)
    assert {path.name: path.read_text() for path in Path("late").iterdir() if path.is_file()} == dict.fromkeys(before, "mine")
    assert {path.name: path.read_bytes() for path in Path("each").iterdir()} == before


# --- tables


def test_a_table_has_the_types_of_the_schema(here: Path) -> None:
    from pyarrow import parquet, types

    some(5)
    go("in.jsonl", output="one.parquet")
    go("in.jsonl", output="two.parquet", workers=2)
    assert Path("one.parquet").read_bytes() == Path("two.parquet").read_bytes()
    read = parquet.read_table("one.parquet")
    assert read.schema.names[:6] == ["schema", "id", "body_id", "language", "headline", "deck"]
    assert types.is_list(read.schema.field("authors").type)
    assert str(read.schema.field("dateline").type) == "struct<place: string, date: string, agency: string>"
    assert str(read.schema.field("version").type) == "struct<label: string not null, kind: string, number: int64>"
    assert str(read.schema.field("captions").type) == "list<element: struct<text: string, credit: string>>"
    assert types.is_map(read.schema.field("evidence").type)
    assert not read.schema.field("body").nullable
    row = read.to_pylist()[3]
    assert (row["body"], row["deck"], row["evidence"], row["extensions"]) == ("Story 3.", None, [("headline", "key:title")], '{"n":1.5}')
    assert row["source"]["record"] == "3"


def test_a_table_holds_a_few_rows_at_a_time(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import parquet

    monkeypatch.setattr(table, "ROWS", 4)
    some(10)
    go("in.jsonl", output="out.parquet")
    file = parquet.ParquetFile("out.parquet")
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [4, 4, 2]
    monkeypatch.setattr(table, "BYTES", 1)
    go("in.jsonl", output="out.parquet")
    assert parquet.ParquetFile("out.parquet").num_row_groups == 10


def test_a_table_of_some_keys(here: Path) -> None:
    from pyarrow import parquet

    some(2)
    go("in.jsonl", output="out.parquet", keys=["body", "source.record", "source.encoding", "extensions.n"])
    read = parquet.read_table("out.parquet")
    assert str(read.schema.field("source").type).startswith("struct<record: string, encoding: struct<name: string not null")
    assert read.schema.names == ["body", "extensions", "source"]
    assert read.to_pylist()[1] == {"body": "Story 1.", "extensions": '{"n":0.5}', "source": {"record": "1", "encoding": None}}


def test_a_table_of_nothing_has_its_columns(here: Path) -> None:
    from pyarrow import parquet

    Path("in.jsonl").write_text("")
    go("in.jsonl", output="out.parquet")
    read = parquet.read_table("out.parquet")
    assert (read.num_rows, read.schema.names) == (0, list(schema()["properties"]))


def test_without_pyarrow_the_command_that_installs_it_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some(1)
    monkeypatch.setattr(table, "find_spec", lambda name: None)
    with pytest.raises(WrongUse, match=r"writing Parquet needs pyarrow: pip install 'article-normalizer\[parquet\]'"):
        go("in.jsonl", output="out.parquet")
    assert [path.name for path in here.iterdir()] == ["in.jsonl"]


# --- wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.json"], "name a file that ends in .jsonl, .jsonl.gz, .jsonl.zst or .parquet, or a folder (with / at the end)"),
        (["-o", "out.gz"], "name a file that ends in .jsonl"),
        (["-o", "gone/out.parquet"], "there is no folder gone"),
        (["-o", "out.parquet", "--as", "ninjs"], "a Parquet file holds articles by their own columns; leave --as out"),
        (["-o", "out.jsonl", "--each"], "--each writes a folder with one file an article, and out.jsonl is none; end its name with /"),
        (["--each"], "--each writes a folder with one file an article; name it with -o, and / at its end"),
        (["--as", "nijns"], "no shape 'nijns': it is one of article, ninjs, schema.org, datatrove"),
        (["--keys", "headline,bdoy"], "no key 'bdoy' in article: did you mean 'body'?"),
        (["--as", "ninjs", "--keys", "headline"], "no key 'headline' in ninjs: did you mean 'headlines'?"),
        (["--keys", " , "], "--keys names no key"),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(arguments: list[str], said: str, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    some(1)
    assert main(["run", "in.jsonl", *arguments]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert [path.name for path in here.iterdir()] == ["in.jsonl"]


def test_options_of_the_command(here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("normalizer.pipeline.Normalizer", Plain)
    some(1)
    assert main(["run", "in.jsonl", "--keys", "headline, source.record"]) == 0
    assert capfd.readouterr().out == '{"headline":"No. 0","source":{"record":"0"}}\n'
    assert main(["run", "in.jsonl", "--as", "datatrove", "--keys", "text"]) == 0
    assert capfd.readouterr().out == '{"text":"Story 0."}\n'
    assert main(["run", "in.jsonl", "-o", "each/", "--each"]) == 0
    assert len(names("each")) == 1


# --- reading back


@pytest.fixture(scope="module")
def real() -> Normalizer:
    return Normalizer()


@pytest.fixture(scope="module")
def written(real: Normalizer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The samples and the hard records, and all of them as articles, one a line."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "hard.jsonl").write_text("".join(json.dumps(record) + "\n" for record in HARD))
    names = ["aux", "con.v2", "ein ☃", "-x", "a;b", "ü" * 60]
    (folder / "names").mkdir()
    for name in names:
        (folder / "names" / f"{name}.txt").write_text(STORY)
    tally = go(str(SAMPLES), str(folder / "hard.jsonl"), str(folder / "names"), output=str(folder / "all.jsonl"), normalizer=real)
    assert tally.articles >= 19 + len(HARD) + len(names)
    return folder, folder / "all.jsonl"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("again.jsonl", {}),
        ("again.jsonl.gz", {}),
        ("again.jsonl.zst", {}),
        ("again.parquet", {}),
        ("parts/", {}),
        ("each/", {"each": True}),
        ("datatrove.jsonl", {"shape": "datatrove"}),
        ("datatrove.jsonl.gz", {"shape": "datatrove"}),
    ],
)
def test_what_holds_everything_gives_the_same_bytes_back(
    name: str, how: dict[str, Any], written: tuple[Path, Path], real: Normalizer, here: Path
) -> None:
    _, first = written
    go(str(first), output=name, normalizer=real, **how)
    go(name, output="back.jsonl", normalizer=real)
    assert Path("back.jsonl").read_bytes() == first.read_bytes()


COMMON = (
    "schema", "id", "body_id", "language", "headline", "deck", "body", "byline", "authors", "agency", "publisher", "reprinted_from", "slugline",
    "keywords", "version", "copyright", "captions", "url",
)  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "more"),
    [("ninjs", ("editor_notes", "urgency")), ("schema.org", ("published", "modified", "issue", "page"))],
)
def test_what_holds_less_gives_the_same_articles_as_far_as_it_goes(
    shape: str, more: tuple[str, ...], written: tuple[Path, Path], real: Normalizer, here: Path
) -> None:
    _, first = written
    go(str(first), output="shape.jsonl", normalizer=real, shape=shape)
    go("shape.jsonl", output="back.jsonl", normalizer=real)
    keys = (*COMMON, *more)
    old, new = lines(str(first)), lines("back.jsonl")
    assert [{key: one.get(key) for key in keys} for one in new] == [{key: one.get(key) for key in keys} for one in old]
    for before, after in zip(old, new, strict=True):
        assert after.get("dateline", {}).get("place") == before.get("dateline", {}).get("place")
        assert after["removed"] == []
        Article.from_dict(after)
    go("shape.jsonl", output="again.jsonl", normalizer=real, shape=shape)
    assert Path("again.jsonl").read_bytes() == Path("shape.jsonl").read_bytes()


@pytest.mark.parametrize("shape", ["ninjs", "schema.org", "datatrove"])
def test_the_linter_finds_nothing_in_what_was_written_and_changes_nothing(
    shape: str, written: tuple[Path, Path], real: Normalizer, here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    go(str(SAMPLES), output="shape.jsonl", normalizer=real, shape=shape)
    before = Path("shape.jsonl").read_bytes()
    assert main(["check", "shape.jsonl"]) == 0
    assert main(["fix", "shape.jsonl", "--keep-removed", "kept"]) == 0
    assert Path("shape.jsonl").read_bytes() == before
    assert capfd.readouterr().out == ""
