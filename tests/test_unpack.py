"""Compressed files and archives: what they hold is read as if it lay there, bombs and damage end in a sentence, and nothing is written."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import sys
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from held import numbered, peak
from plain import Plain

from normalizer import Article, Normalizer
from normalizer.article import Article as Made
from normalizer.corpus import unpack, work, zips
from normalizer.corpus.inputs import Found, PassedOver, Trouble, find
from normalizer.corpus.read import items, label
from normalizer.corpus.run import run
from normalizer.corpus.unpack import Budget, Member, Unpacked, source
from normalizer.corpus.work import Item
from normalizer.records import Rejected

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STORY = b"The ferry stayed in port on Monday, since the wind did not."
LINES = b"".join(json.dumps({"id": n, "text": f"Boat {n} stayed in port."}).encode() + b"\n" for n in range(20))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(name: str, **how: Any) -> list[Any]:
    """What comes of a file: bodies of its articles; what was said about it else."""
    made: list[Any] = []
    for found in find([name]):
        assert isinstance(found, Found)
        for task in items(found, **how):
            made += work.articles(task, Plain())
    return [one.body if isinstance(one, Made) else one for one in made]


def put(name: str, data: bytes, **how: Any) -> list[Any]:
    Path(name).write_bytes(data)
    return read(name, **how)


def reasons(found: list[Any]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Trouble | Rejected)]


def zipped(**members: bytes) -> bytes:
    """A zip archive; ``__`` in a name is a folder's end, ``_`` the point."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


def tarred(members: dict[str, bytes | tarfile.TarInfo], format: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=format) as archive:
        for name, data in members.items():
            info = data if isinstance(data, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.name = name
            if isinstance(data, bytes):
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data) if isinstance(data, bytes) else None)
    return made.getvalue()


# --- one compressed file


@pytest.mark.parametrize("kind", PACKERS)
def test_a_compressed_file_is_read_as_what_it_holds(kind: str) -> None:
    pack = PACKERS[kind]
    assert put(f"a.txt.{kind}", pack(STORY)) == [STORY.decode()]
    assert put(f"a.jsonl.{kind}", pack(LINES)) == [f"Boat {n} stayed in port." for n in range(20)]
    assert put(f"a.json.{kind}", pack(b"[" + b",".join(LINES.split()) + b"]"))[:1] != []
    assert put(f"B.TXT.{kind.upper()}", pack(STORY)) == [STORY.decode()]


@pytest.mark.parametrize("kind", PACKERS)
def test_members_one_after_the_other_and_zeros_between(kind: str) -> None:
    pack = PACKERS[kind]
    half = LINES.index(b"\n", 300) + 1
    assert len(put(f"a.jsonl.{kind}", pack(LINES[:half]) + b"\0" * 8 + pack(b"") + pack(LINES[half:]) + b"\0" * 4)) == 20
    found = put(f"a.jsonl.{kind}", pack(LINES) + b"and more")
    assert len(found) == 21
    assert "behind its" in found[-1].reason


def test_many_members_are_no_depth() -> None:
    member = gzip.compress(b'{"text": "x"}\n')
    assert len(put("a.jsonl.gz", member * 3000)) == 3000


def test_frames_that_zstd_skips() -> None:
    skipped = struct.pack("<2L", 0x184D2A50, 3) + b"abc"
    assert put("a.txt.zst", skipped + zstd.compress(STORY)) == [STORY.decode()]


def test_bytes_win_over_the_name() -> None:
    assert put("a.txt", gzip.compress(STORY)) == [STORY.decode()]
    assert put("a.jsonl", zstd.compress(LINES))[:1] == ["Boat 0 stayed in port."]
    assert put("a.txt.gz", STORY) == [STORY.decode()]
    assert put("b.jsonl.gz", LINES)[:1] == ["Boat 0 stayed in port."]
    assert put("a.gz", bz2.compress(STORY)) == [STORY.decode()]
    assert put("page", gzip.compress(LINES))[:2] == ["Boat 0 stayed in port.", "Boat 1 stayed in port."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "is a PDF; make text of it first (pdftotext does)"),
        (b"\x89PNG\r\n\x1a\n\0", "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office file; save it as text or HTML first"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, said: str) -> None:
    assert put("a.txt", data) == [Trouble("a.txt", said)]


def test_names_that_lie_about_archives() -> None:
    said = "is no zip file, whatever its name says; give it the name of what it is, or say so with --format"
    assert put("a.zip", STORY) == [Trouble("a.zip", said)]
    assert put("a.zip", STORY, reader="text") == [STORY.decode()]


def test_a_text_that_only_begins_like_one() -> None:
    for text in (b"BZh is no word. Nor is it a file.", b"PAR1 is where the train stops.", b"PK won the match.", b"WARC is an archive."):
        assert put("a.txt", text) == [text.decode()]


@pytest.mark.parametrize("kind", PACKERS)
def test_cut_off_anywhere(kind: str) -> None:
    """What is whole is read, the rest said: whatever the place, and never a traceback."""
    whole = PACKERS[kind](LINES)
    bodies = put(f"a.jsonl.{kind}", whole)
    for at in range(len(whole)):
        found = put(f"a.jsonl.{kind}", whole[:at])
        made = [one for one in found if isinstance(one, str)]
        assert made == bodies[: len(made)]
        assert isinstance(found[-1], Trouble), at
        assert all(isinstance(one, Rejected) for one in found[len(made) : -1])


def test_a_document_that_is_cut_off_is_rejected_with_what_there_is_of_it() -> None:
    whole = gzip.compress(STORY * 50, compresslevel=0)
    (found,) = put("a.txt.gz", whole[:200])
    assert isinstance(found, Rejected)
    assert (STORY * 50).startswith(found.raw)
    assert len(found.raw) > 150
    assert found.reason == "is cut off: its gzip data has no end; fetch it again"


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(gzip.compress(STORY))
    data[-5] ^= 1
    (found,) = put("a.txt.gz", bytes(data))
    assert isinstance(found, Rejected)
    assert (found.raw, found.reason.split(":")[0]) == (STORY, "is damaged")


# --- bombs


@pytest.mark.parametrize("kind", PACKERS)
def test_bombs_end_early(kind: str) -> None:
    """20 MiB of nothing: 1 to 1,000 and more. The bytes that come out are counted, not the seconds."""
    packed = PACKERS[kind](bytes(5 << 22))
    budget = Budget()
    budget.taken = len(packed)
    layer = Unpacked(source(io.BytesIO(packed)), {"gz": "gzip", "zst": "zstd"}.get(kind, kind), budget)
    stream = source(layer)
    while stream.read(1 << 20):
        pass
    assert layer.trouble
    assert layer.trouble.startswith("unpacks to more than 250 times its size, as bombs do")
    assert budget.given <= unpack.FREE + unpack.BLOCK + unpack.MOST_RATIO * len(packed)
    (found,) = put(f"a.txt.{kind}", packed)
    assert isinstance(found, Rejected)
    assert found.reason == layer.trouble


def test_a_small_file_of_one_repeated_line_is_no_bomb() -> None:
    lines = b'{"text": "The same again."}\n' * 4_000
    assert len(lines) > 250 * len(gzip.compress(lines))
    assert put("a.jsonl.gz", gzip.compress(lines)) == ["The same again."] * 4_000


def test_the_absolute_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_UNPACKED", 1000)
    found = put("a.jsonl.gz", gzip.compress(LINES[:900] + os.urandom(200)))
    assert reasons(found)[-1].startswith("unpacks to more than 0 GiB")


def test_nested_wrappings_end() -> None:
    data = STORY
    for depth in range(6):
        found = put("a.txt" + ".gz" * depth, data)
        if depth <= 4:
            assert found == [STORY.decode()]
        else:
            assert reasons(found) == ["is wrapped more than 4 times; unpack it yourself and name what was in it"]
        data = gzip.compress(data)


def test_archives_in_archives_end() -> None:
    data = STORY
    for depth in range(6):
        data = zipped(**{"a_zip" if depth else "a_txt": data})
    assert reasons(put("a.zip", data)) == ["is wrapped more than 4 times; unpack it yourself and name what was in it"]


def test_bombs_add_up_over_wrappings_and_members() -> None:
    """Each layer and each member alone is within the limit."""
    twice = gzip.compress(gzip.compress(bytes(5 << 22)))
    assert reasons(put("a.txt.gz.gz", twice))[-1].startswith("unpacks to more than 250 times")
    many = zipped(**{f"{n}_txt": bytes(5 << 19) for n in range(8)})
    found = put("a.zip", many)
    assert 0 < len(reasons(found)) < 8
    assert reasons(found)[-1].startswith("unpacks to more than 250 times")


def crafted(entries: list[tuple[bytes, int]], data: bytes, count: int | None = None) -> bytes:
    """A zip archive of stored members made by hand: names and which of the ``data`` lies at which offset; all of the same bytes."""
    crc = zlib.crc32(data)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0x800, 0, 0, 0, crc, len(data), len(data), 0, 0) + data
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0x800, 0, 0, 0, crc, len(data), len(data), len(name), 0, 0, 0, 0, 0, offset) + name
        for name, offset in entries
    )
    body = local * (count or 1)
    number = min(len(entries), 0xFFFF)
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(directory), len(body), 0)


def test_members_that_lie_upon_each_other() -> None:
    """The bomb of one kernel under many names: each of them is 1 to 1."""
    data = os.urandom(1 << 17)
    archive = crafted([(b"%d.txt" % n, 0) for n in range(400)], data)
    budget = Budget()
    budget.taken = len(archive)
    assert reasons(put("a.zip", archive))[-1].startswith("unpacks to more than 250 times")


def test_a_hundred_thousand_members_are_not_held() -> None:
    local = 30 + len(STORY)
    for number in (500, 2_000, 100_000):
        Path(f"{number}.zip").write_bytes(crafted([(b"%d.txt" % n, n * local) for n in range(number)], STORY, number))
    assert peak(lambda: numbered("2000.zip")) < peak(lambda: numbered("500.zip")) + (1 << 19)
    with Path("100000.zip").open("rb") as file:
        names = zips.members(source(file), Budget())
        assert sum(isinstance(member, Member) for member in names) == 100_000


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_MEMBERS", 3)
    said = "holds more than 3 files; the rest is not read: give it in several archives"
    assert put("a.zip", zipped(**{f"{n}_txt": STORY for n in range(5)})) == [STORY.decode()] * 3 + [Trouble("a.zip", said)]
    assert put("a.tar", tarred({f"{n}.txt": STORY for n in range(5)})) == [STORY.decode()] * 3 + [Trouble("a.tar", said)]


@pytest.mark.parametrize("kind", PACKERS)
def test_memory_does_not_grow_with_the_file(kind: str) -> None:
    lines = b"".join(json.dumps({"id": n, "text": f"{n} " * 200}).encode() + b"\n" for n in range(1000))
    Path(f"short.jsonl.{kind}").write_bytes(PACKERS[kind](lines))
    Path(f"long.jsonl.{kind}").write_bytes(PACKERS[kind](lines) * 12)
    assert numbered(f"long.jsonl.{kind}") == 12_000
    assert peak(lambda: numbered(f"long.jsonl.{kind}")) < peak(lambda: numbered(f"short.jsonl.{kind}")) + (1 << 19)


def test_an_article_of_a_size_that_none_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_HELD", 1 << 20)
    assert reasons(put("a.txt.gz", gzip.compress(os.urandom(1 << 21)))) == ["is a text longer than 1 MiB, which is no article; split it"]
    found = put("a.jsonl.gz", gzip.compress(LINES[:100] + b"\n" + os.urandom(1 << 21).replace(b"\n", b"") + b"\n" + LINES))
    assert [one for one in found if isinstance(one, str)][-1] == "Boat 19 stayed in port."
    assert "is longer than 1 MiB, which is no article; it is passed by" in reasons(found)[1]


# --- archives


def test_members_in_the_order_of_the_archive_with_their_names() -> None:
    page = b"<html><body><p>A page.</p></body></html>"
    members = {
        "z.txt": STORY,
        "dir/a.html": page,
        "dir/b.jsonl": LINES[:35],
        "c.txt.gz": gzip.compress(STORY),
        "picture.png": b"x",
        ".hidden.txt": b"x",
    }
    archives = {"a.zip": zipped(**{name.replace("/", "__").replace(".", "_"): data for name, data in members.items()}), "a.tar": tarred(members)}
    for kind in PACKERS:
        archives[f"a.tar.{kind}"] = PACKERS[kind](archives["a.tar"])
    archives["a.tgz"] = archives["a.tar.gz"]
    for name, data in archives.items():
        Path(name).write_bytes(data)
        made = [task for found in find([name]) if isinstance(found, Found) for task in items(found)]
        assert [(task.path, task.place) for task in made if isinstance(task, Item)] == [
            (f"{name}/{member}",) * 2 for member in ("z.txt", "dir/a.html", "dir/b.jsonl", "c.txt.gz")
        ]
        assert [task.place for task in made if isinstance(task, PassedOver)] == [f"{name}/picture.png"]


def test_an_archive_without_articles_is_said() -> None:
    said = "no articles in this archive; 'normalizer formats' shows which names it looks for"
    for name, data in (("a.zip", zipped(x_png=b"x")), ("b.zip", zipped()), ("a.tar", tarred({"x.png": b"x"}))):
        assert reasons(put(name, data)) == [said]


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_dialect_of_tar(format: int) -> None:
    long = "folder/" * 13 + "a.txt" if format == tarfile.USTAR_FORMAT else "ö" * 140 + "/" + "n" * 295 + ".txt"
    Path("a.tar").write_bytes(tarred({long: STORY, "b.txt": STORY}, format))
    made = [task for found in find(["a.tar"]) if isinstance(found, Found) for task in items(found)]
    assert [task.path for task in made if isinstance(task, Item)] == [f"a.tar/{long}", "a.tar/b.txt"]


def test_links_and_devices_hold_no_article_and_lead_nowhere(here: Path) -> None:
    Path("secret.txt").write_text("Not for you.")
    special: dict[str, bytes | tarfile.TarInfo] = {"a.txt": STORY}
    for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)):
        info = tarfile.TarInfo()
        info.type, info.linkname = kind, "../secret.txt"
        special[f"{number}.txt"] = info
    found = put("a.tar", tarred(special))
    assert found == [STORY.decode(), *(PassedOver(f"a.tar/{number}.txt") for number in range(5))]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", STORY)
    assert put("a.zip", made.getvalue()) == [PassedOver("a.zip/link.txt"), STORY.decode()]


NAMES = [
    "../../etc/up.txt",
    "/root.txt",
    "a/./b.txt",
    "CON.txt",
    "c:\\x.txt",
    "n" * 300 + ".txt",
    "A.txt",
    "a.txt",
    "a.txt",
    "o\u0308.txt",
    "\x1b[31m.txt",
]


def test_a_name_is_no_more_than_a_label(here: Path) -> None:
    expected = ["etc/up.txt", "root.txt", "a/b.txt", "CON.txt", "c:/x.txt", "n" * 300 + ".txt", "A.txt", "a.txt", "a.txt", "ö.txt", "\x1b[31m.txt"]
    made = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the name that comes twice
        with zipfile.ZipFile(made, "w") as archive:
            for name in NAMES:
                archive.writestr(name, STORY)
    Path("in").mkdir()
    Path("in/a.zip").write_bytes(made.getvalue())
    paths = [task.path for found in find(["in"]) if isinstance(found, Found) for task in items(found) if isinstance(task, Item)]
    assert paths == [f"a.zip/{name}" for name in expected]
    assert sorted(path.name for path in here.rglob("*")) == ["a.zip", "in"]


def test_labels() -> None:
    assert [label(name) for name in ("..", "/", "a//b/../c", "\udc80x")] == ["", "", "a/b/c", "?x"]


def test_encrypted_members_and_strange_methods_are_named() -> None:
    data = bytearray(zipped(a_txt=STORY, b_txt=STORY, c_txt=STORY))
    entry = data.index(b"PK\1\2")
    struct.pack_into("<H", data, entry + 8, 1)
    second = data.index(b"PK\1\2", entry + 4)
    struct.pack_into("<H", data, second + 10, 9)
    assert put("a.zip", bytes(data)) == [
        Trouble("a.zip/a.txt", "is encrypted; unpack it with its password first"),
        Trouble("a.zip/b.txt", "is packed by method 9, which is not read here; pack it anew"),
        STORY.decode(),
    ]


def test_office_documents_are_no_archives() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x>Words</x>")
    assert put("a.docx", made.getvalue()) == [Trouble("a.docx", "is an Office document or an e-book; save it as text or HTML first")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("seekable", [True, False])
def test_zip_archives_as_they_are_written(method: int, seekable: bool) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return seekable

        def tell(self) -> int:
            if not seekable:
                raise OSError
            return super().tell()

    made = Pipe()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, STORY)
    assert put("a.zip", made.getvalue()) == [STORY.decode()] * 2
    assert put("a.zip", b"#!/bin/sh\n" + made.getvalue(), reader="zip") == [STORY.decode()] * 2
    cut = put("a.zip", made.getvalue()[: made.getvalue().index(b"PK\1\2")])  # the directory is missing
    assert cut[-1].reason.startswith("is cut off: its directory is missing")
    assert cut[:-1] == ([STORY.decode()] * 2 if seekable or method != zipfile.ZIP_STORED else [])


def test_a_zip_archive_with_fields_of_64_bits() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(STORY)
    data = made.getvalue()
    end = data.index(b"PK\5\6")
    _, _, _, _, number, length, start, _ = struct.unpack("<4s4H2LH", data[end:])
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, number, number, length, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    wide = data[:end] + record + locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert put("a.zip", wide) == [STORY.decode()]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.zst"])
def test_an_archive_cut_off_anywhere(name: str) -> None:
    """Whole members are read, the rest said: whatever the place, and never a traceback."""
    members = {f"{n}.txt": STORY + b" %d" % n for n in range(3)}
    whole = zipped(**{name.replace(".", "_"): data for name, data in members.items()}) if name == "a.zip" else tarred(members)
    end = len(whole) if name == "a.zip" else len(whole.rstrip(b"\0")) + 1024
    if name.startswith("a.tar."):
        whole = PACKERS[name.rpartition(".")[2]](whole)
        end = len(whole)
    bodies = [data.decode() for data in members.values()]
    for at in range(1, end, 1 if end < 1000 else 7):
        found = put(name, whole[:at])
        made = [one for one in found if isinstance(one, str)]
        assert made == bodies[: len(made)]
        assert reasons(found), at


def test_a_damaged_archive_is_never_a_traceback() -> None:
    whole = {"a.zip": zipped(a_txt=STORY, b_jsonl=LINES[:90]), "a.tar": tarred({"a.txt": STORY, "ü.txt": STORY})}
    for name, data in whole.items():
        for at in range(0, len(data.rstrip(b"\0")), 3 if len(data) < 2000 else 13):
            broken = bytearray(data)
            broken[at] ^= 0xFF
            put(name, bytes(broken))


def test_a_tar_that_claims_what_it_has_not() -> None:
    data = bytearray(tarred({"a.txt": STORY}))
    said = put("a.tar", bytes(data[:532]))
    assert [type(one) for one in said] == [Rejected, Trouble]
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    claimed = info.tobuf(tarfile.GNU_FORMAT) + b"x" * 1024
    assert reasons(put("a.tar", claimed)) == ["is damaged: a name in it is cut off, or longer than names are; the members before it are read"]


def test_a_tar_before_there_was_a_mark() -> None:
    data = bytearray(tarred({"a.txt": STORY}, tarfile.USTAR_FORMAT))
    data[257:265] = bytes(8)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert put("a.tar", bytes(data)) == [STORY.decode()]


# --- whole runs


def test_workers_write_the_same_bytes() -> None:
    Path("in").mkdir()
    Path("in/a.zip").write_bytes(zipped(a_txt=STORY, b_jsonl=LINES * 30, c_txt=b"One.\n===\nTwo."))
    Path("in/b.tar.gz").write_bytes(gzip.compress(tarred({"x.txt": STORY, "y.jsonl": LINES + b"{broken\n"})))
    Path("in/c.txt.xz").write_bytes(lzma.compress(STORY)[:-4])
    told: list[list[Any]] = [[], []]
    tallies = []
    for workers in (1, 2):
        report = told[workers - 1].append
        tallies.append(run(["in"], Plain(), output=f"{workers}.jsonl", rejects=f"{workers}.bad", workers=workers, report=report))
    assert tallies[0] == tallies[1]
    assert (tallies[0].articles, tallies[0].rejected, tallies[0].troubles) == (624, 2, 0)
    assert told[0] == told[1]
    for kind in ("jsonl", "bad"):
        assert Path(f"1.{kind}").read_bytes() == Path(f"2.{kind}").read_bytes()
    bad = [json.loads(line) for line in Path("1.bad").read_bytes().splitlines()]
    assert [(one["source"], one["raw"]) for one in bad] == [("in/b.tar.gz/y.jsonl", "{broken"), ("in/c.txt.xz", STORY.decode())]


def test_the_library_reads_what_a_run_reads() -> None:
    Path("a.zip").write_bytes(zipped(a_txt=STORY, b_txt_gz=gzip.compress(STORY)[:-1], c_pdf=b"%PDF-"))
    first, second = Normalizer().normalize_file("a.zip")
    assert isinstance(first, Article)
    assert (first.body, first.source.path) == (STORY.decode(), "a.zip/a.txt")
    assert isinstance(second, Rejected)
    assert second.raw == STORY


def test_chunks_for_workers_are_small_in_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "CHUNK_BYTES", 100)
    sizes = [10, 20, 300, 40, 60, 10]
    chunks = list(work._chunks(Item(b"x" * size, "", None) for size in sizes))
    assert [[len(item.raw or b"") for item in chunk if isinstance(item, Item)] for chunk in chunks] == [[10, 20, 300], [40, 60], [10]]
