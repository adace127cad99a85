"""Runs: which files are found, what they hold, that order and bytes do not depend on workers, and that nothing is lost unsaid."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plain import Plain

from normalizer.corpus.inputs import Found, PassedOver, Trouble, find
from normalizer.corpus.jsons import document, lines
from normalizer.corpus.output import WrongUse
from normalizer.corpus.run import Tally, run
from normalizer.corpus.work import Item, results
from normalizer.records import Rejected


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(**contents: bytes | str) -> None:
    """Files in the working folder; ``__`` in a name is a folder's end, ``_`` the point."""
    for name, content in contents.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def listed(*inputs: str, own: tuple[str, ...] = ()) -> list[str]:
    """What is found, in order: relative paths, ``!`` before trouble, ``?`` before what is passed over."""
    signs = {Found: "", Trouble: "!", PassedOver: "?"}
    return [signs[type(one)] + (one.relative if isinstance(one, Found) else one.place) for one in find(inputs, own)]


# --- which files


def test_a_folder_in_the_order_of_the_bytes_of_whole_paths(here: Path) -> None:
    files(in__a__b_txt="", in__a_txt="", in__é_txt="", in__z_jsonl="", in__Z_json="", in__a0_txt="", in__notes_md="")
    assert listed("in") == ["Z.json", "a.txt", "a/b.txt", "a0.txt", "?in/notes.md", "z.jsonl", "é.txt"]


def test_arguments_are_sorted_too_and_each_file_is_read_once(here: Path) -> None:
    files(b_txt="", a__c_txt="", a_txt="")
    assert listed("b.txt", "a", "./b.txt", "a/c.txt", "a.txt") == ["a.txt", "c.txt", "b.txt"]


def test_what_a_folder_would_pass_over_is_read_where_it_is_named(here: Path) -> None:
    files(a___hidden_txt="", a__page_md="", a__b_txt="")
    assert listed("a") == ["b.txt", "?a/page.md"]
    assert listed("a", "a/.hidden.txt", "a/page.md") == ["b.txt", "?a/page.md", ".hidden.txt", "page.md"]


def test_globs_are_relative_to_the_part_without_signs(here: Path) -> None:
    files(in__x__a_txt="", in__b_txt="", in__c_md="")
    assert listed("in/*.txt") == ["b.txt"]
    assert listed("in/**/*.txt") == ["b.txt", "x/a.txt"]
    assert listed("no/*.txt") == ["!no/*.txt"]


def test_a_name_with_brackets_that_exists_is_no_pattern(here: Path) -> None:
    Path("a[1].txt").write_text("x")
    assert listed("a[1].txt") == ["a[1].txt"]


def test_missing_and_empty(here: Path) -> None:
    files(only__notes_md="", hidden___a_txt="")
    Path("empty").mkdir()
    assert listed("gone.txt", "empty", "only", "hidden") == ["!empty", "!gone.txt", "!hidden", "?only/notes.md", "!only"]


def test_links_are_followed_only_inside_the_folder_and_end(here: Path) -> None:
    files(out_txt="", in___store__a_txt="", in__sub__b_txt="")
    for link, to in {
        "in/out.txt": "../out.txt",
        "in/kept": ".store",
        "in/up": "..",
        "in/loop": ".",
        "in/sub/top": "..",
        "in/gone.txt": "no.txt",
    }.items():
        Path(link).symlink_to(to)
    assert listed("in") == ["!in/gone.txt", "kept/a.txt", "sub/b.txt"]
    assert listed("in/out.txt") == ["out.txt"]


def test_what_the_run_writes_is_passed_over(here: Path) -> None:
    files(in__a_txt="", in__out_jsonl="", in__parts__p_jsonl="")
    assert listed("in", own=("in/out.jsonl", "in/parts")) == ["a.txt"]


def test_names_are_stated_in_nfc_and_unicode(here: Path) -> None:
    Path("in").mkdir()
    Path("in/o\u0308.txt").write_text("x")
    Path(os.fsdecode(b"in/\xff.txt")).write_text("x")
    assert listed("in") == ["ö.txt", "\ufffd.txt"]


# --- what they hold


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a":1}\n{"b":2}\n', [(0, b'{"a":1}'), (8, b'{"b":2}')]),
        (b'\xef\xbb\xbf{"a":1}\r\n\r\n  \n{"b":2}', [(3, b'{"a":1}'), (17, b'{"b":2}')]),
        ('{"a":"\u2028"}\n1'.encode(), [(0, '{"a":"\u2028"}'.encode()), (12, b"1")]),
        ('{"a":"ü"}\n{}'.encode("utf-16"), [(0, '{"a":"ü"}'.encode()), (11, b"{}")]),
        (b"", []),
    ],
)
def test_lines(data: bytes, expected: list[tuple[int, bytes]]) -> None:
    assert list(lines(io.BytesIO(data))) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a": 1}', [(0, b'{"a": 1}')]),
        (b'\n{\n "a": 1\n}\n', [(1, b'{\n "a": 1\n}')]),
        (b'{"a":1}\n{"b":2}\n', [(0, b'{"a":1}'), (8, b'{"b":2}')]),
        (b'{"a":1\n{"b":2}\n', [(0, b'{"a":1'), (7, b'{"b":2}')]),
        (b'{\n "a": \n', [(0, b'{\n "a":')]),
        (b'[{"a": "],\\"["}, {"b": [1, {}]} ,\n3]\n', [(1, b'{"a": "],\\"["}'), (17, b'{"b": [1, {}]}'), (34, b"3")]),
        (b"\xef\xbb\xbf [ ]", []),
        (b'[{"a": }, {"b": 2},]', [(1, b'{"a": }'), (10, b'{"b": 2}')]),
        (b'[{"a": 1}] {"b": 2}', [(1, b'{"a": 1}'), (11, b'{"b": 2}')]),
        (b'[{"a": 1}, {"b":', [(1, b'{"a": 1}'), (11, b'{"b":'), "ends inside its array; it may have been cut off"]),
        (b" \n", ["holds no record"]),
    ],
)
def test_a_json_file_is_told_by_its_content(data: bytes, expected: list[Any]) -> None:
    assert list(document(io.BytesIO(data))) == expected


@pytest.mark.parametrize("block", [1, 2, 3, 7])
def test_an_array_is_cut_the_same_wherever_its_blocks_end(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.corpus.jsons._BLOCK", block)
    values = [{"a": 'quote " and \\ and \\" ], ['}, [1, [2, {"b": {}}]], "x, y", {}]
    data = b"  " + json.dumps(values).encode() + b"\n"
    found = list(document(io.BytesIO(data)))
    assert [json.loads(raw) for _, raw in found] == values
    assert [data[offset : offset + len(raw)] for offset, raw in found] == [raw for _, raw in found]


# --- the work


def many(number: int) -> Iterator[Item]:
    return (Item(json.dumps({"text": f"Story {n}.", "id": n}).encode(), "in.jsonl", "in.jsonl", 100 * n, record=True) for n in range(number))


def test_any_number_of_workers_gives_the_same_in_the_same_order() -> None:
    alone = list(results(many(200), Plain()))
    assert [json.loads(line)["source"]["record"] for line in alone if isinstance(line, bytes)] == [str(n) for n in range(200)]
    assert list(results(many(200), Plain(), workers=3)) == alone


def test_a_bad_item_is_rejected_verbatim_and_the_rest_goes_on() -> None:
    good = Item(b"Good.", "g", None)
    broken = Item(b'{"text": ', "b", "b", 7, record=True)
    fault = Item(b"FAULT", "f", None)
    first, second, third, last = results([good, broken, fault, good], Plain())
    assert isinstance(first, bytes)
    assert first == last
    assert isinstance(second, Rejected)
    assert (second.source, second.offset, second.raw) == ("b", 7, b'{"text": ')
    assert isinstance(third, Rejected)
    assert (third.raw, third.reason) == (b"FAULT", "a fault of this program, please report it: KeyError: 'fault'")


def test_a_worker_that_dies_loses_nothing_but_what_killed_it(tmp_path: Path) -> None:
    killer = tmp_path / "killer.txt"
    killer.write_bytes(b"DIE here")
    tasks: list[Item] = list(many(150))
    tasks[70] = Item(b"DIE", "bytes", None, 3)
    tasks[149] = Item(None, str(killer), "killer.txt")
    found = list(results(tasks, Plain(), workers=2))
    expected: list[Any] = list(results(many(150), Plain()))
    reason = "a worker process died on it, twice; it may need more memory than there is"
    expected[70] = Rejected("bytes", 3, reason, b"DIE")
    expected[149] = Rejected(str(killer), 0, reason, b"DIE here")
    assert found == expected


# --- whole runs


def go(*inputs: str, **how: Any) -> tuple[Tally, list[str]]:
    told: list[str] = []
    how.setdefault("output", "out.jsonl")
    tally = run(list(inputs), Plain(), report=lambda problem: told.append(problem.reason), **how)
    return tally, told


def bodies(path: str) -> list[str]:
    return [json.loads(line)["body"] for line in Path(path).read_bytes().splitlines()]


def test_a_run_over_all_sorts(here: Path) -> None:
    files(in__a_txt="One.", in__b_jsonl='{"text": "Two."}\n{"text"\n{"text": "Three."}\n', in__c_json='[{"text": "Four."}]', in__d_md="no")
    tally, told = go("in", "gone.txt", rejects="bad.jsonl")
    assert tally == Tally(articles=4, rejected=1, troubles=1, passed_over=1)
    assert bodies("out.jsonl") == ["One.", "Two.", "Three.", "Four."]
    assert [json.loads(line) for line in Path("bad.jsonl").read_bytes().splitlines()] == [
        {"source": "in/b.jsonl", "offset": 17, "raw": '{"text"', "reason": told[1]}
    ]
    assert told[0] == "no such file or folder; look at the name"
    assert sorted(path.name for path in here.iterdir()) == ["bad.jsonl", "in", "out.jsonl"]


def test_a_run_by_workers_writes_the_same_bytes(here: Path) -> None:
    files(in__a_txt="One.", in__b_jsonl='{"text": "Two."}\n{"text"\n' * 100, in__c_txt=b"Tw\xf6.")
    go("in", rejects="bad1.jsonl", output="one.jsonl")
    go("in", rejects="bad2.jsonl", output="two.jsonl", workers=2)
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    assert Path("bad1.jsonl").read_bytes() == Path("bad2.jsonl").read_bytes()


def test_rejects_that_are_no_utf_8_are_kept_to_the_byte(here: Path) -> None:
    files(a_jsonl=b'{"text": \xff\xfe')
    go("a.jsonl", rejects="bad.jsonl")
    assert json.loads(Path("bad.jsonl").read_bytes())["raw_base64"] == "eyJ0ZXh0Ijog//4="


def test_a_reader_can_be_forced(here: Path) -> None:
    files(a_txt='{"text": "A."}\n{"text": "B."}', b_jsonl='{"text": "C."}')
    go("a.txt", reader="jsonl")
    assert bodies("out.jsonl") == ["A.", "B."]
    go("b.jsonl", reader="text")
    assert bodies("out.jsonl") == ['{"text": "C."}']


def test_parts_of_a_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.corpus.output.folder.PART", 2)
    files(a_jsonl="".join(f'{{"text": "{n}"}}\n' for n in range(5)))
    go("a.jsonl", output="new/parts/")
    assert sorted(path.name for path in Path("new/parts").iterdir()) == ["part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"]
    assert [bodies(f"new/parts/part-0000{n}.jsonl") for n in range(3)] == [["0", "1"], ["2", "3"], ["4"]]
    with pytest.raises(WrongUse, match="already holds parts of another run"):
        go("a.jsonl", output="new/parts")


def test_an_old_output_is_not_lost_over_a_mistyped_name(here: Path) -> None:
    files(out_jsonl="old\n")
    tally, _ = go("gone.txt")
    assert not tally.whole
    assert Path("out.jsonl").read_text() == "old\n"


def test_an_output_appears_whole_or_not_at_all(here: Path) -> None:
    files(a_jsonl='{"text": "A"}\n{"text": "B"}\n', out_jsonl="old\n")

    def stop(tally: Tally) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go("a.jsonl", progress=stop, rejects="bad.jsonl")
    assert Path("out.jsonl").read_text() == "old\n"
    assert sorted(path.name for path in here.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_an_output_keeps_its_mode_and_its_link(here: Path) -> None:
    files(a_txt="A.", store__real_jsonl="old")
    Path("store/real.jsonl").chmod(0o640)
    Path("out.jsonl").symlink_to("store/real.jsonl")
    go("a.txt")
    assert Path("out.jsonl").is_symlink()
    assert bodies("store/real.jsonl") == ["A."]
    assert Path("store/real.jsonl").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"output": "out.csv"}, r"name a file that ends in \.jsonl, .*, or a folder"),
        ({"output": "out"}, r"name a file that ends in \.jsonl, .*, or a folder"),
        ({"output": "gone/out.jsonl"}, "there is no folder gone"),
        ({"output": "a.jsonl"}, "read and written at once"),
        ({"output": "a.jsonl/"}, "read and written at once"),
        ({"output": "in/b.txt/"}, "it is no folder"),
        ({"rejects": "a.jsonl"}, "read and written at once"),
        ({"rejects": "out.jsonl"}, "cannot hold both"),
        ({"rejects": "in"}, "no ordinary file"),
        ({"reader": "jsonlines"}, "no format 'jsonlines'; did you mean 'jsonl'"),
    ],
)
def test_wrong_use(here: Path, how: dict[str, str], said: str) -> None:
    files(a_jsonl='{"text": "A"}\n', in__b_txt="")
    with pytest.raises(WrongUse, match=said):
        go("a.jsonl", **how)
    assert Path("a.jsonl").read_text() == '{"text": "A"}\n'
    assert sorted(path.name for path in here.iterdir()) == ["a.jsonl", "in"]
