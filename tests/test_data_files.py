"""Tables, Parquet files and archives of the web: each row and record is an article, what is none is rejected whole, and what is needed is named."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import subprocess
import sys
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import brotli
import pyarrow
import pytest
from held import numbered, peak
from hypothesis import given
from hypothesis import strategies as st
from plain import Plain
from pyarrow import parquet

from normalizer import Normalizer, formats
from normalizer.cli import main
from normalizer.corpus import work
from normalizer.corpus.columns import _cells, _rows
from normalizer.corpus.inputs import Found, PassedOver, Trouble, find
from normalizer.corpus.read import items
from normalizer.corpus.run import run
from normalizer.corpus.unpack import source
from normalizer.corpus.work import Item
from normalizer.records import Rejected

RAIN, SNOW = "It rained on Monday in the hills above the town.", "It snowed on Tuesday."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tasks(name: str, data: bytes | None = None, **how: Any) -> list[Any]:
    if data is not None:
        Path(name).write_bytes(data)
    return [task for found in find([name]) if isinstance(found, Found) for task in items(found, **how)]


def rows(name: str, data: bytes | str, **how: Any) -> list[Any]:
    """The records that come of a table: their keys and values; what was said about it else."""
    made = tasks(name, data if isinstance(data, bytes) else data.encode(), **how)
    return [json.loads(task.raw) if isinstance(task, Item) and task.raw else task for task in made]


# --- tables


@pytest.mark.parametrize("cut", [",", ";", "\t", "|"])
def test_the_first_row_names_the_keys(here: Path, cut: str) -> None:
    table = (
        f"id{cut}title{cut}text\n1{cut}Rain; in, the hills{cut}" if cut not in ",;" else f'id{cut}title{cut}text\n1{cut}"Rain; in, the hills"{cut}'
    )
    assert rows("a.csv", f"{table}{RAIN}\n\n2{cut}{cut}{SNOW}") == [
        {"id": "1", "title": "Rain; in, the hills", "text": RAIN},
        {"id": "2", "title": "", "text": SNOW},
    ]


def test_a_tsv_is_split_at_tabs_alone(here: Path) -> None:
    assert rows("a.tsv", "a,b,c\ttext\n1,2,3\tx,y\n") == [{"a,b,c": "1,2,3", "text": "x,y"}]
    assert rows("a.dat", "a,b\ttext\n1,2\tx\n", reader="tsv") == [{"a,b": "1,2", "text": "x"}]


def test_excels_own_first_line(here: Path) -> None:
    assert rows("a.csv", "sep=;\r\na,b;text\r\n1;x\r\n") == [{"a,b": "1", "text": "x"}]


def test_quoted_line_ends_quotes_and_places(here: Path) -> None:
    table = 'id,text\r\n1,"One.\r\n\r\nTwo, ""said"" she.\nThree."\r\n2,A "b" c\r\n3,""\r\n'
    assert rows("a.csv", table) == [
        {"id": "1", "text": 'One.\r\n\r\nTwo, "said" she.\nThree.'},
        {"id": "2", "text": 'A "b" c'},
        {"id": "3", "text": ""},
    ]
    places = [(task.offset, task.origin) for task in tasks("a.csv")]
    assert [table.encode()[at:].startswith(raw) for at, raw in places] == [True] * 3
    assert places[1] == (table.index("2,A"), b'2,A "b" c')


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", ("utf-16-le", "bom")),
        ("utf-16-be", ("utf-16-be", "detected")),
        ("cp1251", ("cp1251", "detected")),
        ("iso2022_jp", ("iso2022_jp", "detected")),
    ],
)
def test_any_charset(here: Path, charset: str, said: tuple[str, str] | None) -> None:
    title = "港で火災" if charset.startswith("iso2022") else "Пожар в порту"
    text = (
        "港で火災が発生した。けが人はいない。"
        if charset.startswith("iso2022")
        else "В порту Гамбурга произошёл пожар, сообщили власти города. Пострадавших нет."
    )
    data = f'id;title;text\n1;"{title}; 2";"{text}"\n2;{title};{text}\n'.encode(charset)
    assert rows("a.csv", data) == [{"id": "1", "title": f"{title}; 2", "text": text}, {"id": "2", "title": title, "text": text}]
    encoding = tasks("a.csv")[0].encoding
    told = encoding and (encoding.name, encoding.how)
    if charset == "utf-16-be" or charset.startswith("iso2022"):
        assert told
        assert told[0].startswith(charset[:7])
    else:
        assert told == said


def test_bytes_of_another_charset_spoil_their_own_row_alone(here: Path) -> None:
    data = b"id,text\n" + "1,Zürich\n".encode() * 9 + "2,Genève est à côté\n".encode("cp1252") + "3,Bâle\n".encode()
    assert [row["text"] for row in rows("a.csv", data)[-3:]] == ["Zürich", "Genève est à côté", "Bâle"]
    assert [task.encoding and task.encoding.how for task in tasks("a.csv")[-3:]] == [None, "almost-utf-8", None]


def test_line_ends_of_old_macs(here: Path) -> None:
    assert rows("a.csv", "id,text\r1,x\r2,y\r") == [{"id": "1", "text": "x"}, {"id": "2", "text": "y"}]


def test_ragged_rows_are_rejected_whole(here: Path) -> None:
    table = "id,title,text\n1,a,b\n2,a\n3,a,b,c\n4,a,b,,\n5,é,\n"
    first, short, long, filled, last = rows("a.csv", table)
    assert first == {"id": "1", "title": "a", "text": "b"}
    assert short == Rejected("a.csv", table.index("2,a"), "a row of 2 cells under 3 names of columns; is a quote missing?", b"2,a")
    assert (long.raw, long.offset) == (b"3,a,b,c", table.index("3,a"))
    assert filled == {"id": "4", "title": "a", "text": "b"}  # Excel fills rows with empty cells
    assert last == {"id": "5", "title": "é", "text": ""}


def test_a_quote_that_never_closes(here: Path) -> None:
    (first, rest) = rows("a.csv", 'id,text\n1,x\n2,"y\n3,z\n')
    assert first == {"id": "1", "text": "x"}
    assert (rest.raw, rest.offset, rest.reason) == (b'2,"y\n3,z\n', 12, "a quote that is never closed; every row behind it is in here")


def test_a_quote_that_never_closes_is_not_held_for_ever(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.corpus.unpack.MOST_HELD", 1000)
    lines = "".join(f"{n},line\n" for n in range(200))
    found = rows("a.csv", f'id,text\n1,"open\n{lines}')
    assert isinstance(found[0], Rejected)
    assert 1000 <= len(found[0].raw) < 1010
    assert found[-1] == {"id": "199", "text": "line"}


def test_names_of_columns_are_keys(here: Path) -> None:
    assert rows("a.csv", " id ,,text,text\n1,2,3,4\n") == [{"id": "1", "column 2": "2", "text": "3", "text (4)": "4"}]
    assert rows("a.csv", "") == [Trouble("a.csv", "is an empty table; its first row should name the columns")]
    assert rows("a.csv", "a,b\n") == []
    assert rows("a.csv", "," * 20_000 + "\n1\n") == [Trouble("a.csv", "has more than 10000 columns; is it a table?")]


def test_a_cell_longer_than_pythons_own_reader_allows(here: Path) -> None:
    long = "It rained. " * 50_000
    assert rows("a.csv", f"id,text\n1,{long}\n") == [{"id": "1", "text": long}]


def test_the_last_row_of_a_table_that_is_cut_off_is_not_trusted(here: Path) -> None:
    table = "id,text\n" + "".join(f"{n},{random.Random(n).random()}\n" for n in range(3000))
    packed = gzip.compress(table.encode())
    found = rows("a.csv.gz", packed[: len(packed) // 2])
    whole = rows("a.csv", table)
    assert len(found) > 200
    assert found[:-2] == whole[: len(found) - 2]
    assert (type(found[-2]), type(found[-1])) == (Rejected, Trouble)
    assert table.encode()[found[-2].offset :].startswith(found[-2].raw)


def test_memory_does_not_grow_with_the_table(here: Path) -> None:
    lines = "".join(f"{n},{'x ' * 200}\n" for n in range(4_000))  # longer than the sample
    Path("short.csv").write_text("id,text\n" + lines)
    Path("long.csv").write_text("id,text\n" + lines * 4)
    assert peak(lambda: numbered("long.csv")) < peak(lambda: numbered("short.csv")) + (1 << 19)


#: Python's ``csv`` reads a line end inside an unquoted cell of its own making differently; tables are written by it here, as they mostly are.
CELLS = st.text(alphabet='ab,;"\n |\té', max_size=8)


@given(table=st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), cut=st.sampled_from(",;|\t"))
def test_rows_and_cells_are_those_of_pythons_csv(table: list[list[str]], cut: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=cut, lineterminator="\n").writerows(table)
    found = [(raw.decode(), why) for _, raw, why in _rows(source(io.BytesIO(written.getvalue().encode())), cut)]
    assert [why for _, why in found] == [None] * len(table)
    assert [_cells(raw, cut) for raw, _ in found] == table


@given(text=st.text(alphabet='ab,"\né', max_size=30))
def test_no_byte_of_a_table_is_lost(text: str) -> None:
    data = text.encode()
    found = list(_rows(source(io.BytesIO(data)), ","))
    assert [data[at : at + len(raw)] for at, raw, _ in found] == [raw for _, raw, _ in found]
    assert b"".join(raw for _, raw, _ in found).replace(b"\n", b"") == data.replace(b"\n", b"")
    if not any(why for *_, why in found):
        assert [_cells(raw.decode(), ",") for _, raw, _ in found] == [row for row in csv.reader(io.StringIO(text)) if row]


def test_a_table_through_the_pipeline(here: Path) -> None:
    Path("a.csv").write_bytes("title;text;date\nSchnee am Dienstag;KÖLN (dpa) - Am Dienstag fiel Schnee.;2019-06-27\n".encode("cp1252"))
    (article,) = Normalizer().normalize_file("a.csv")
    assert (article.headline, article.body, article.published) == ("Schnee am Dienstag", "Am Dienstag fiel Schnee.", "2019-06-27")  # type: ignore[union-attr]
    assert article.source.encoding.name == "cp1252"  # type: ignore[union-attr]
    assert article.dateline.place == "KÖLN"  # type: ignore[union-attr]


def test_text_that_ends_in_the_middle_of_a_character(here: Path) -> None:
    said = "is no whole text in utf-16: it ends in the middle of a character, or is damaged"
    table = rows("a.csv", "id,text\n1,x\n2,y\n".encode("utf-16")[:-1])
    assert (table[0], table[1].raw, table[2].reason[:22]) == ({"id": "1", "text": "x"}, b"2,y", said[:22])
    for name in ("a.json", "a.jsonl"):
        found = rows(name, '{"text": "x"}\n{"text": "y"}\n'.encode("utf-16")[:-1])
        assert (found[:2], found[2:]) == ([{"text": "x"}, {"text": "y"}], [Trouble(name, said)])


# --- Parquet


def parquet_of(found: list[dict[str, Any]], schema: Any = None, **how: Any) -> bytes:
    made = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(found, schema=schema), made, **how)
    return made.getvalue()


def test_columns_as_json(here: Path) -> None:
    zone = timezone(timedelta(hours=3))
    row = {
        "id": 7,
        "text": RAIN,
        "at": datetime(2019, 6, 27, 3, 57, tzinfo=zone),
        "seen": datetime(2019, 6, 27, 3, 57, 0, 5000),
        "day": date(2019, 6, 27),
        "price": Decimal("1.50"),
        "score": 0.5,
        "tags": ["a", None],
        "meta": {"a": {"b": [1]}},
        "raw": b"\xff\x00",
        "bytes": b"text",
        "none": None,
    }
    assert rows("a.parquet", parquet_of([row])) == [
        {
            "id": 7,
            "text": RAIN,
            "at": "2019-06-27T00:57:00Z",
            "seen": "2019-06-27T03:57:00.005000",
            "day": "2019-06-27",
            "price": "1.50",
            "score": 0.5,
            "tags": ["a", None],
            "meta": {"a": {"b": [1]}},
            "raw": "/wA=",
            "bytes": "text",
            "none": None,
        }
    ]


def test_times_in_nanoseconds_and_columns_of_one_name(here: Path) -> None:
    times = pyarrow.array([1561607820_000000123], pyarrow.timestamp("ns"))
    table = pyarrow.Table.from_arrays([times, pyarrow.array([RAIN]), pyarrow.array(["b"]).dictionary_encode()], names=["at", "text", "text"])
    made = io.BytesIO()
    parquet.write_table(table, made)
    assert rows("a.parquet", made.getvalue()) == [{"at": "2019-06-27T03:57:00", "text": RAIN, "text (3)": "b"}]


def test_parquet_in_other_files(here: Path) -> None:
    data = parquet_of([{"text": RAIN}])
    assert rows("a.parquet.gz", gzip.compress(data)) == [{"text": RAIN}]
    assert rows("a.bin", data) == [{"text": RAIN}]
    assert rows("a.parquet", RAIN)[0].reason.startswith("is no parquet file, whatever its name says")


def test_parquet_cut_off_or_damaged_anywhere(here: Path) -> None:
    data = parquet_of([{"id": n, "text": RAIN} for n in range(50)])
    for at in range(5, len(data), 41):
        (found,) = rows("a.parquet", data[:at])
        assert isinstance(found, Trouble)
        assert found.reason.startswith("is no whole Parquet file: ")
    for at in range(5, len(data), 53):
        broken = bytearray(data)
        broken[at] ^= 0x55
        rows("a.parquet", bytes(broken))


def test_a_parquet_file_that_claims_too_much(here: Path) -> None:
    (found,) = rows("a.parquet", parquet_of([{"text": "x" * (1 << 25)}], compression="zstd"))
    assert found == Trouble("a.parquet", "unpacks to more than 250 times its size, as bombs do and articles do not")


def test_memory_does_not_grow_with_the_parquet_file(here: Path) -> None:
    noise = random.Random(1)
    lines = [{"id": n, "text": noise.randbytes(1000).hex()} for n in range(600)]
    Path("short.parquet").write_bytes(parquet_of(lines, row_group_size=200))
    Path("long.parquet").write_bytes(parquet_of(lines * 6, row_group_size=200))

    def arrow(name: str) -> int:
        """What Arrow holds at most, of its own memory."""
        before, most = pyarrow.total_allocated_bytes(), 0
        for _ in tasks_of(name):
            most = max(most, pyarrow.total_allocated_bytes() - before)
        return most

    def tasks_of(name: str) -> Any:
        return (task for found in find([name]) if isinstance(found, Found) for task in items(found))

    assert numbered("long.parquet") == 3600
    assert arrow("long.parquet") < arrow("short.parquet") + (1 << 18)
    assert peak(lambda: numbered("long.parquet")) < peak(lambda: numbered("short.parquet")) + (1 << 18)


# --- archives of the web


def record(kind: str, block: bytes, media_type: str = "application/http; msgtype=response", number: int = 1, **headers: str) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012d}>",
        "WARC-Date": "2019-06-27T03:57:00Z",
        "WARC-Target-URI": f"https://example.org/{number}",
        "Content-Type": media_type,
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    return b"WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in head.items() if value).encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    said = {"Content_Type": "text/html"} | headers
    return (
        f"HTTP/1.1 {status}\r\n".encode()
        + "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items()).encode()
        + b"\r\n"
        + body
    )


PAGE = f"<html><head><title>Rain</title></head><body><p>{RAIN}</p></body></html>".encode()


def test_pages_texts_and_what_is_neither(here: Path) -> None:
    cyrillic = "<html><body><p>В порту Гамбурга произошёл пожар.</p></body></html>".encode("cp1251")
    records = [
        record("warcinfo", b"software: x\r\n", "application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("response", response(cyrillic, Content_Type="text/html; charset=windows-1251"), number=1),
        record("response", response(b"\x89PNG\r\n\x1a\n", Content_Type="image/png"), number=2),
        record("response", response(PAGE, "404 Not Found"), number=3),
        record("response", response(b"%PDF-1.7", Content_Type="text/html"), number=4),
        record("conversion", RAIN.encode(), "text/plain", number=5),
        record("resource", PAGE, "text/html", number=6),
        record("revisit", response(b""), number=7),
    ]
    for name, data in (("a.warc", b"".join(records)), ("a.warc.gz", b"".join(map(gzip.compress, records)))):
        found = tasks(name, data)
        assert [(task.hints.url, task.raw) for task in found if isinstance(task, Item) and task.hints] == [
            ("https://example.org/1", cyrillic),
            ("https://example.org/5", RAIN.encode()),
            ("https://example.org/6", PAGE),
        ]
        assert sum(isinstance(task, PassedOver) for task in found) == 3
        first = found[0].hints
        assert (first.charset, first.media_type, first.record, first.path) == (
            "windows-1251", "text/html", "urn:uuid:00000000-0000-0000-0000-000000000001", name,
        )  # fmt: skip


def test_an_article_of_the_web_says_where_it_is_from(here: Path) -> None:
    Path("a.warc.wet.gz").write_bytes(gzip.compress(record("conversion", RAIN.encode(), "text/plain")))
    (article,) = Normalizer().normalize_file("a.warc.wet.gz")
    plain = article.to_dict()  # type: ignore[union-attr]
    assert (plain["body"], plain["url"], plain["extensions"]) == (RAIN, "https://example.org/1", {"WARC-Date": "2019-06-27T03:57:00Z"})
    assert plain["source"]["record"] == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert "published" not in plain  # the day of the crawl is none


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, {}),
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content_Encoding": "br"}),
        (PAGE, {"Content_Encoding": "gzip"}),  # crawlers unpack and leave the header
        (PAGE, {"Content_Encoding": "br"}),
        (b"5\r\n" + PAGE[:5] + b"\r\n" + f"{len(PAGE) - 5:X};x=y\r\n".encode() + PAGE[5:] + b"\r\n0\r\n\r\n", {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
    ],
)
def test_a_body_as_it_was_before_it_was_sent(here: Path, body: bytes, headers: dict[str, str]) -> None:
    (found,) = tasks("a.warc", record("response", response(body, **headers)))
    assert found.raw == PAGE


def test_a_bomb_in_a_record(here: Path) -> None:
    for body, coding in ((gzip.compress(bytes(1 << 25)), "gzip"), (brotli.compress(bytes(1 << 25)), "br")):
        block = response(body, Content_Encoding=coding)
        (found,) = tasks("a.warc", record("response", block))
        assert isinstance(found, Rejected)
        assert (found.raw, "unpacks to more than 250 times its size" in found.reason) == (block, True)


def test_an_archive_of_the_web_cut_off_anywhere(here: Path) -> None:
    records = [record("conversion", f"{RAIN} {n}".encode(), "text/plain", n) for n in range(3)]
    whole = b"".join(records)
    packed = b"".join(map(gzip.compress, records))
    for name, data in (("a.warc", whole), ("a.warc.gz", packed)):
        for at in range(12, len(data) - 4, 9):
            found = tasks(name, data[:at])
            made = [task.raw.decode() for task in found if isinstance(task, Item)]
            assert made == [f"{RAIN} {n}" for n in range(len(made))]
            ends = {
                len(b"".join(part[: n + 1])) - cut
                for part in ([*records], [*map(gzip.compress, records)])
                for n in range(3)
                for cut in (0, 1, 2, 3, 4)
            }
            assert len(made) < len(found) or at in ends, at


def test_damage_is_said(here: Path) -> None:
    good = record("conversion", RAIN.encode(), "text/plain")
    found = tasks("a.warc", good + b"nothing of the kind\r\n\r\n" + good)
    assert [type(task) for task in found] == [Item, Trouble]
    assert found[1].reason.startswith("is damaged: ")
    noise = random.Random(2)
    for _ in range(150):
        data = bytearray(good * 3)
        for _ in range(noise.randint(1, 5)):
            data[noise.randrange(10, len(data))] = noise.randrange(256)
        tasks("a.warc", bytes(data))


def test_a_record_of_a_size_that_none_has(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.corpus.unpack.MOST_HELD", 1000)
    data = record("conversion", b"x" * 2000, "text/plain") + record("conversion", RAIN.encode(), "text/plain")
    first, second = tasks("a.warc", data)
    assert "is longer than 0 MiB, which is no article; it is passed by" in first.reason
    assert second.raw == RAIN.encode()


# --- what is needed, and what there is


@pytest.mark.parametrize(
    ("name", "data", "package", "extra"), [("a.parquet", b"PAR1\x15", "pyarrow", "parquet"), ("a.warc", b"WARC/1.0", "fastwarc", "warc")]
)
def test_a_missing_extra_is_named_with_the_command(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, package: str, extra: str
) -> None:
    for module in [module for module in sys.modules if module.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    assert tasks(name, data) == [Trouble(name, f"{package} is needed to read it; try: pip install 'article-normalizer[{extra}]'")]


def test_the_command_lists_what_there_is(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [format.name for format in formats.FORMATS]
    assert (
        "parquet\ta Parquet file whose columns are named as the keys of records are\tbegins with PAR1 and a header\t.parquet\t[parquet], installed"
        in lines
    )
    assert "gzip\tany of these, compressed\tbegins with 1F 8B\t.gz .tgz\t" in lines
    assert "text\tplain text in any encoding: one article\tnothing else it could be\t.txt .text\t" in lines


def test_the_command_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("normalizer.cli.commands.formats.find_spec", lambda name: None)
    assert main(["formats"]) == 0
    assert "\t.warc .wet\tpip install 'article-normalizer[warc]'\n" in capfd.readouterr().out


def test_every_suffix_is_of_one_format() -> None:
    suffixes = [suffix for format in formats.FORMATS for suffix in format.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.TXT", "text"),
        ("a.jsonl.gz", "gzip"),
        ("a.sql.gz", None),
        ("a.gz", "gzip"),
        ("a.tgz", "gzip"),
        ("x.y/a", None),
        (".txt", None),
        ("CC-MAIN.warc.wet.gz", "gzip"),
        ("a.txt.gz.gz", "gzip"),
    ],
)
def test_names(name: str, format: str | None) -> None:
    found = formats.named(name)
    assert (found and found.name) == format


def test_a_folder_of_every_kind_by_any_number_of_workers(here: Path) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text(f"id,text\n1,{RAIN}\n2\n3,{SNOW}\n" * 40)
    Path("in/b.parquet").write_bytes(parquet_of([{"text": f"{RAIN} {n}"} for n in range(100)]))
    Path("in/c.warc.gz").write_bytes(b"".join(gzip.compress(record("conversion", RAIN.encode(), "text/plain", n)) for n in range(70)))
    Path("in/d.html").write_bytes(PAGE)
    Path("in/e.sql.gz").write_bytes(b"")
    Path("in/f.zip").write_bytes(b"PK\5\6" + bytes(18))
    tallies = [run(["in"], Plain(), output=f"{n}.jsonl", rejects=f"{n}.bad", workers=n) for n in (1, 2)]
    assert tallies[0] == tallies[1]
    assert (tallies[0].articles, tallies[0].rejected, tallies[0].troubles, tallies[0].passed_over) == (290, 40, 1, 1)
    for kind in ("jsonl", "bad"):
        assert Path(f"1.{kind}").read_bytes() == Path(f"2.{kind}").read_bytes()
    assert json.loads(Path("1.bad").read_bytes().splitlines()[0])["raw"] == "2"


def test_a_document_with_several_stories_gives_them_all(here: Path) -> None:
    (task,) = tasks("a.txt", b"One.\n===\nTwo.")
    assert [article.body for article in work.articles(task, Plain())] == ["One.", "Two."]  # type: ignore[union-attr]


# --- check and fix


def test_every_kind_is_checked_and_none_but_texts_are_written(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    dirty = "LONDON (Reuters) - The minister resigned on Monday after the report was made public, the ministry said in a statement.\n\n(END)"
    page = f"<html><body><article><h1>Minister resigns over the report</h1><p>{dirty.split(chr(10))[0]}</p></article></body></html>"
    contents = {
        "a.html": page.encode(),
        "b.csv": f'id,text\n1,"{dirty}"\n2\n'.encode(),
        "c.txt.gz": gzip.compress(dirty.encode()),
        "d.parquet": parquet_of([{"text": dirty}]),
    }
    for name, data in contents.items():
        Path(name).write_bytes(data)
    assert main(["check", *contents]) == 1
    said = capfd.readouterr().out.splitlines()
    assert {line.split(":")[0] for line in said} == set(contents)
    assert any(line.startswith("b.csv:5:1 REC001 unreadable: a row of 1 cells") for line in said)
    assert main(["fix", *contents, "--diff"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert [line for line in err.splitlines() if "left alone" in line] == [
        f"normalizer: {name}: left alone: {kind}: only texts and JSON records are written back"
        for name, kind in zip(contents, ("html", "csv", "gzip", "parquet"), strict=True)
    ]
    assert {name: Path(name).read_bytes() for name in contents} == contents
    assert main(["check", "."]) == 0  # in a folder only what can be fixed is looked at, unless formats are set


def test_a_text_that_holds_records_is_not_overwritten_by_their_text(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = json.dumps({"text": f"{RAIN}\n\n(END)"}).encode()
    Path("a.txt").write_bytes(data)
    main(["fix", "a.txt", "--unsafe"])
    capfd.readouterr()
    assert Path("a.txt").read_bytes() == data


def test_utc_is_spelled_one_way() -> None:
    from normalizer.corpus.parquet import _value

    assert _value(datetime(2019, 6, 27, tzinfo=UTC)) == "2019-06-27T00:00:00Z"


def test_standard_input_is_unpacked_and_told_by_its_content() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", RAIN)
        archive.writestr("b.csv", f"id,text\n7,{SNOW}\n")
    lines = f'{{"text": "{RAIN}"}}\n{{"text": "{SNOW}"}}\n'.encode()
    for data, options, expected in (
        (gzip.compress(RAIN.encode()), [], [(None, RAIN)]),
        (gzip.compress(lines), ["--format", "jsonl"], [(None, RAIN), (None, SNOW)]),
        (packed.getvalue(), [], [("a.txt", RAIN), ("b.csv", SNOW)]),
        (f"text\n{RAIN}\n".encode(), ["--format", "csv"], [(None, RAIN)]),
    ):
        done = subprocess.run([sys.executable, "-m", "normalizer", "run", "-", *options], input=data, capture_output=True, check=True)
        made = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(one["source"].get("path"), one["body"]) for one in made] == expected
