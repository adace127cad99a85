"""``normalizer check``: what it finds and where, in exact words; and where it must find nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lint import BODY, CLEAN, DIRTY, HEADLINE, RULES, Call, call

from normalizer import normalize
from normalizer.article import KINDS, Repair
from normalizer.hook import form
from normalizer.hook.codes import Code, UnknownCode, by_subject, chosen, codes
from normalizer.hook.places import Back, Lines, members
from normalizer.repair import repair

__all__ = ["call"]

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "raw").glob("*.txt"))
DATELINE = f'DAT001 dateline: "LUSAKA, Nov 6 (Reuters) -" [{RULES["dateline"]}]'
SIGNOFF = f'SGN001 sign-off: "(Reporting by Jane Roe; Editing by Mary Major)" [{RULES["signoff"]}]'


def test_a_text_file_by_line_and_column(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("check", "a.txt") == (1, f"a.txt:3:1 {DATELINE}\na.txt:7:1 {SIGNOFF}\n", "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_clean_files_give_nothing(call: Call, end: str) -> None:
    Path("a.txt").write_bytes(CLEAN.replace("\n", end).encode())
    Path("b.jsonl").write_text(json.dumps({"text": CLEAN.rstrip("\n")}) + "\n")
    Path("c.json").write_bytes(normalize(CLEAN).to_json() + b"\n")
    assert call("check", ".") == (0, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "orjson>=3.11\nnumpy==2.0\n",
        "User-agent: *\nDisallow: /search\nAllow: /\n",
        "name\tyear\nA\t1\nB\t2\n",
        "Read also:\n",
        "(Reuters)\n",
    ],
)
def test_what_is_no_article_gives_nothing(call: Call, text: str) -> None:
    Path("a.txt").write_text(text)
    assert call("check", "a.txt") == (0, "", "")


@pytest.mark.parametrize(
    "value", ['{"name": "x", "version": "1"}', "[1, 2]", '"words"', "{}", '{"text": 3}', '{"text": ""}', '[{"text": "Two words"}]'], ids=str
)
def test_json_that_holds_no_article(call: Call, value: str) -> None:
    Path("a.json").write_text(value)
    status, out, err = call("check", "a.json")
    expected = [] if value.startswith("{") or "{" in value else ["REC001"] * len(re.findall("[12]|words", value))
    assert ([line.split()[1] for line in out.splitlines()], status, err) == (expected, int(bool(expected)), "")


def test_columns_are_code_points_of_the_files_own_line(call: Call) -> None:
    lead = "\U0001f6a2 " * 3 + "El Ayuntamiento ha decidido aplazar hasta otoÃ±o la obra del muelle, segÃºn anunciÃ³ este martes la alcaldesa."
    Path("a.txt").write_text(f"{lead}\r\rLos vecinos llevan mucho tiempo pidiendo menos trÃ¡fico en el casco viejo de la villa.\r", newline="")
    status, out, _ = call("check", "a.txt", "--select", "MOJ")
    assert (status, [line.split()[0] for line in out.splitlines()]) == (1, ["a.txt:1:52", "a.txt:3:50"])
    assert lead[51] == "Ã"


def test_inside_json_with_pointer_and_offset(call: Call) -> None:
    text = "Málaga \U0001f6a2 " + DIRTY.partition("\n\n")[2]
    before = '{"id": "é\\u00e9", "text": "'
    value = json.dumps(HEADLINE + text)[1:-1]
    Path("a.jsonl").write_text(f'\n{before}{value}"}}\n' + '{"body": "Nothing here."}\n')
    status, out, _ = call("check", "a.jsonl", "--select", "SGN")
    column = (before + value).index("(Reporting") + 1
    offset = (HEADLINE + text).index("(Reporting")
    assert (status, out) == (1, f"a.jsonl:2:{column} {SIGNOFF} at /text:{offset}\n")


def test_an_array_has_the_number_of_the_record_in_the_pointer(call: Call) -> None:
    Path("a.json").write_text(json.dumps([{"text": CLEAN.strip()}, {"no": 1}, {"a/b~": DIRTY.strip()}], indent=2))
    Path("normalizer.toml").write_text('text-keys = ["text", "a/b~"]\n')
    status, out, _ = call("check", "a.json", "--select", "DAT")
    assert (status, out) == (
        1,
        f"a.json:9:{len(4 * ' ' + json.dumps('a/b~')) + len(': ') + 1 + len(HEADLINE) + 2 + 1} {DATELINE} at /2/a~1b~0:{len(HEADLINE)}\n",
    )


def test_of_two_keys_with_one_name_the_last_counts() -> None:
    found = members('{"text": "one", "text" : "t\\u00e9\\ud83d\\udea2o\\n" , "n": [1, {"text": "x"}]}')
    assert list(found) == ["text"]
    assert found["text"].value == "té\U0001f6a2o\n"
    assert found["text"].places('{"text": "one", "text" : "t\\u00e9\\ud83d\\udea2o\\n" , "n": 1}') == [26, 27, 33, 45, 46, 48]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a" 1}', '{"a": }', '{"a": "x"', '{"a": 1 "b": 2}'])
def test_members_of_no_object(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|expected|Expecting|Unterminated|line 1"):
        members(text)


def test_the_way_back_over_repairs() -> None:
    repairs = (Repair("mojibake", "Ã©", "é", 2, 3), Repair("control", "\x00", "", 5, 5), Repair("nfc", "o\u0308", "ö", 6, 7))
    # T: c a é x y z ö w, D: c a Ã © x y NUL z o ̈ w
    assert [Back(repairs).at(offset) for offset in range(9)] == [0, 1, 2, 4, 5, 7, 8, 10, 11]
    assert Back(()).at(7) == 7
    joined = (Repair("mojibake", "Ã©t é Ã© (Ã±)", "ét é é (ñ)", 0, 10),)
    assert [Back(joined).at(offset) for offset in (0, 1, 5, 6, 7, 8, 9, 10, 11)] == [0, 2, 6, 8, 9, 10, 12, 13, 14]


def test_lines_as_editors_count_them() -> None:
    assert [Lines("a\r\nb\rc\n\nd\u2028e").at(offset) for offset in (0, 3, 5, 7, 8, 10)] == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (5, 3)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (CLEAN.encode() + b"\n", "5:75 FRM002 layout: white space at the end"),
        (CLEAN.replace("\n", "\r\n").encode().replace(b"\r\n\r\nA", b"\n\nA"), "3:124 FRM002 layout: another line end than the first"),
        (b"\n" + CLEAN.encode(), "1:1 FRM002 layout: white space at the beginning"),
        (CLEAN.encode()[:-1], "5:75 FRM002 layout: no line end at the end"),
        (CLEAN.replace("\n\nA member", "\nA member").encode(), "3:124 FRM002 layout: no blank line between paragraphs"),
        (CLEAN.replace("put off", "put  off").encode(), "3:22 FRM002 layout: a run of spaces"),
        (CLEAN.replace("put off", "put\u00a0off").encode(), ""),
        (b"\xef\xbb\xbf" + CLEAN.encode(), "1:1 ENC002 byte order mark: the file begins with U+FEFF"),
        (CLEAN.encode("utf-16"), "1:1 ENC001 charset: utf-16"),
        (CLEAN.replace("pier until", "pi\ufffder until").encode(), "3:53 ENC004 lost characters"),
    ],
)
def test_bytes_and_layout(call: Call, data: bytes, said: str) -> None:
    Path("a.txt").write_bytes(data)
    status, out, _ = call("check", "a.txt")
    assert out.startswith(f"a.txt:{said}") if said else (status, out) == (0, "")
    assert len(out.splitlines()) == bool(said)


def _cut(text: str, finding: dict[str, Any]) -> str:
    """What stands in a file from a finding's line and column to its end."""
    lines = re.split(r"(?<=\r\n)|(?<=\n)|(?<=\r)(?!\n)", text)
    start, end = (
        sum(map(len, lines[: finding[line] - 1])) + finding[column] - 1 for line, column in (("line", "column"), ("end_line", "end_column"))
    )
    return text[start:end]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_what_stands_at_the_place_is_the_piece(call: Call, sample: Path) -> None:
    article = normalize(sample.read_bytes())
    pieces = [piece.text for piece in article.removed if piece.kind not in ("headline", "deck")]
    text = form.decoded(article)
    crlf = text.replace("\n", "\r\n")
    Path("a.txt").write_text(crlf, newline="")
    Path("b.json").write_text(json.dumps({"title": "", "text": text}, indent=2))
    Path("c.jsonl").write_text("{}\n" + json.dumps({"id": "\U0001f6a2", "text": text}, ensure_ascii=False) + "\n")
    families = ",".join(code.id for code in codes().values() if code.about[0].startswith("piece:"))
    for name in ("a.txt", "b.json", "c.jsonl"):
        found = json.loads(call("check", name, "--format", "json", "--select", families)[1])
        whole = Path(name).read_bytes().decode()
        cut = [_cut(whole, one) for one in found]
        if name != "a.txt":
            cut = [json.loads(f'"{words}"') for words in cut]
        assert [repair(words).text.replace("\r\n", "\n") for words in cut] == pieces


def test_canonical_articles_are_judged_by_their_bytes_alone(call: Call) -> None:
    article = normalize(DIRTY)
    good = article.to_json().decode()
    Path("a.jsonl").write_text(good + "\n" + json.dumps(article.to_dict()) + "\n" + good.replace(article.id, "sha256:" + "0" * 64) + "\n")
    assert call("check", "a.jsonl") == (
        1,
        "a.jsonl:2:1 FRM003 canonical JSON: this article/1 is not written as RFC 8785 writes it\n"
        f"a.jsonl:3:1 FRM004 stale id: id should be {article.id}\n",
        "",
    )


def test_an_article_that_only_says_so_is_an_ordinary_record(call: Call) -> None:
    Path("a.jsonl").write_text(json.dumps({"schema": "article/1", "body": DIRTY.strip()}) + "\n")
    status, out, _ = call("check", "a.jsonl", "--select", "DAT")
    assert (status, out.endswith(f"at /body:{len(HEADLINE)}\n")) == (1, True)


def test_select_and_ignore(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("check", "a.txt", "--select", "SGN")[1] == f"a.txt:7:1 {SIGNOFF}\n"
    assert call("check", "a.txt", "--ignore", "sgn001")[1] == f"a.txt:3:1 {DATELINE}\n"
    assert call("check", "a.txt", "--select", "DAT,SGN", "--ignore", "DAT001", "--ignore", "SGN") == (0, "", "")
    assert call("check", "a.txt", "--select", "DTA") == (2, "", "normalizer: there is no code 'DTA'; did you mean 'DAT'?\n")


def test_the_language_codes_are_asked_for(call: Call) -> None:
    french = "Le conseil municipal a reporté à l'automne sa décision sur la nouvelle jetée, ce qui n'a surpris personne.\n"
    Path("a.txt").write_text(french)
    Path("normalizer.toml").write_text('languages = ["en", "fr"]\nselect = ["default", "LNG002"]\n')
    assert call("check", "a.txt") == (0, "", "")
    Path("normalizer.toml").write_text('languages = ["en"]\nselect = ["default", "LNG002"]\n')
    assert call("check", "a.txt")[1] == "a.txt:1:1 LNG002 unexpected language: the article is fr and none of en\n"
    Path("normalizer.toml").write_text('languages = ["en"]\n')
    assert call("check", "a.txt") == (0, "", "")


def test_options_that_name_nothing_are_no_settings(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    for command in ("check", "fix"):
        assert call(command, "a.txt", "--select", ",") == (
            2,
            "",
            "normalizer: --select names no code; name some, with commas between them (DAT001,PRO), or leave it out\n",
        )
    assert Path("a.txt").read_text() == DIRTY
    assert call("check", "a.txt", "--ignore", ",")[0] == 1


def test_a_dateline_that_stays_begins_its_paragraph(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("check", "a.txt", "--ignore", "DAT")[1] == f"a.txt:7:1 {SIGNOFF}\n"
    Path("a.txt").write_text(DIRTY.replace("(Reuters) - ", "(Reuters) -   "))
    assert call("check", "a.txt", "--ignore", "DAT,SGN")[1] == "a.txt:3:26 FRM002 layout: a run of spaces\n"


def test_what_is_no_json_is_shown_where_it_ends_to_be(call: Call) -> None:
    Path("a.jsonl").write_text('{"text": "Ein Satz über Öl."}\n\n{"text": "ü" "x"}\n{"text": "ab\n')
    assert call("check", "a.jsonl") == (
        1,
        "a.jsonl:3:14 REC001 unreadable: not JSON: Expecting ',' delimiter\na.jsonl:4:10 REC001 unreadable: not JSON: Unterminated string\n",
        "",
    )
    Path("b.json").write_text('[{"text": "One."},\n {"text": Two}]')
    assert call("check", "b.json")[1] == "b.json:2:11 REC001 unreadable: not JSON: Expecting value at /1\n"


def test_a_finding_in_an_archive_or_a_table_says_where(call: Call) -> None:
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr("deep/one.txt", CLEAN)
        archive.writestr("deep/two.txt", DIRTY)
    assert call("check", "a.zip")[1].splitlines() == [f"a.zip:1:1 {DATELINE} in deep/two.txt", f"a.zip:1:1 {SIGNOFF} in deep/two.txt"]
    cells = ["id,text", f'1,"{CLEAN}"', "2,a,b", f'3,"{DIRTY}"']
    Path("a.csv").write_text("\n".join(cells) + "\n")
    assert call("check", "a.csv")[1].splitlines() == [
        "a.csv:8:1 REC001 unreadable: a row of 3 cells under 2 names of columns; is a quote missing?",
        f"a.csv:9:1 {DATELINE}",
        f"a.csv:9:1 {SIGNOFF}",
    ]


def test_settings_for_paths(call: Call) -> None:
    for name in ("a.txt", "old/a.txt", "old/deep/a.txt", "README.txt"):
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).write_text(DIRTY)
    Path("normalizer.toml").write_text('exclude = ["README*"]\n[per-path]\n"old/**" = { ignore = ["SGN"] }\n"old/*.txt" = { select = ["MOJ"] }\n')
    assert [line.split()[:2] for line in call("check", ".", "README.txt")[1].splitlines()] == [
        ["a.txt:3:1", "DAT001"],
        ["a.txt:7:1", "SGN001"],
        ["old/deep/a.txt:3:1", "DAT001"],
    ]


def test_a_baseline_silences_what_is_known_and_nothing_else(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("check", ".", "--write-baseline") == (
        2,
        "",
        "normalizer: --write-baseline needs to know where: give --baseline FILE, or set baseline in normalizer.toml\n",
    )
    assert call("check", ".", "--write-baseline", "--baseline", "known.json") == (
        0,
        "",
        "normalizer: 2 findings written to known.json; 'normalizer check --baseline known.json' tells of others only\n",
    )
    assert list(json.loads(Path("known.json").read_text())["findings"]) == ["a.txt"]
    Path("normalizer.toml").write_text('baseline = "known.json"\n')
    known = Path("known.json").resolve()
    assert call("check", ".", "--write-baseline")[2] == f"normalizer: 2 findings written to {known}; 'normalizer check' tells of others only\n"
    assert call("check", ".", "--write-baseline", "--baseline", "none/known.json") == (
        2,
        "",
        "normalizer: cannot write none/known.json: there is no folder none; make it first\n",
    )
    assert call("check", "a.txt") == (0, "", "")
    Path("a.txt").write_text("Updated: 27 June 2019, 03:57\n\n" + DIRTY.replace("the talks.", "the talks of May."))
    assert [line.split()[:2] for line in call("check", "a.txt")[1].splitlines()] == [["a.txt:1:1", "DAT002"]]
    Path("b.txt").write_text(DIRTY)
    assert [line.split()[:2] for line in call("check", "b.txt")[1].splitlines()] == [["b.txt:3:1", "DAT001"], ["b.txt:7:1", "SGN001"]]
    Path("known.json").write_text("[]")
    assert call("check", "a.txt") == (2, "", f"normalizer: {Path('known.json').resolve()} is no baseline; write it anew with --write-baseline\n")


def test_json_has_every_part_of_a_finding(call: Call) -> None:
    Path("a.jsonl").write_text(json.dumps({"text": DIRTY.strip()}) + "\n")
    status, out, _ = call("check", "a.jsonl", "--format", "json", "--select", "DAT")
    assert (status, json.loads(out)) == (
        1,
        [
            {
                "path": "a.jsonl", "line": 1, "column": 52, "end_line": 1, "end_column": 77, "code": "DAT001", "message": DATELINE.partition(" ")[2],
                "rule": RULES["dateline"], "pointer": "/text", "offset": 39, "fixable": True,
            }
        ],
    )  # fmt: skip
    Path("a.jsonl").write_text("")
    assert call("check", "a.jsonl", "--format", "json")[:2] == (0, "[]\n")


def test_annotations_for_github_cannot_be_broken_out_of(call: Call) -> None:
    name = "a,b:c%.txt"
    Path(name).write_text(DIRTY.replace("LUSAKA", "LUSAKA"))
    _, out, _ = call("check", name, "--format", "github", "--select", "DAT")
    message = DATELINE.partition(" ")[2]
    assert out == f"::warning file=a%2Cb%3Ac%25.txt,line=3,endLine=3,col=1,endColumn=26,title=DAT001::{message}\n"


def test_sarif_of_an_absolute_path_is_a_file_uri(call: Call) -> None:
    Path("a b.txt").write_text(DIRTY)
    path = Path("a b.txt").resolve()
    _, out, _ = call("check", str(path), "--format", "sarif")
    assert {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in json.loads(out)["runs"][0]["results"]} == {path.as_uri()}


def test_sarif_is_what_the_standard_wants(call: Call) -> None:
    Path("a b.txt").write_text(DIRTY)
    _, out, _ = call("check", "a b.txt", "--format", "sarif")
    log = json.loads(out)
    run = log["runs"][0]
    assert (log["version"], run["columnKind"], len(run["tool"]["driver"]["rules"])) == ("2.1.0", "unicodeCodePoints", len(codes()))
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b.txt"},
        "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 26},
    }
    assert call("check", "a b.txt", "--format", "xml")[0] == 2


def test_content_never_reaches_the_terminal_as_escape(call: Call) -> None:
    Path("a.txt").write_text(HEADLINE + BODY + "\nSource: Reuters\x1b[31m\n")
    Path("b.jsonl").write_text('{"text": "\x1b[31m\n')
    for output in ("text", "json", "github", "sarif"):
        out = call("check", ".", "--format", output, "--select", "all")[1]
        assert "\x1b" not in out


def test_files_that_cannot_be_checked_are_named(call: Call) -> None:
    Path("b.jsonl.gz").write_bytes(b"\x1f\x8b")
    Path("c.txt").write_text(CLEAN)
    Path("e.txt").write_bytes(b"%PDF-1.7")
    status, out, err = call("check", "b.jsonl.gz", "c.txt", "d.txt", "e.txt")
    assert (status, out.splitlines()) == (
        1,
        [
            "b.jsonl.gz:1:1 REC001 unreadable: is cut off: its gzip data has no end; fetch it again",
            "e.txt:1:1 REC001 unreadable: is a PDF; make text of it first (pdftotext does)",
        ],
    )
    assert err.splitlines() == ["normalizer: d.txt: no such file or folder; look at the name"]


def test_check_loads_no_language_model_that_nobody_asked_for(call: Call) -> None:
    Path("a.txt").write_text(CLEAN)
    code = "import sys\nfrom normalizer.cli import main\nmain(sys.argv[1:])\nprint(*sorted({name.split('.')[0] for name in sys.modules}))"
    heavy = {"numpy", "py3langid", "langdetect", "ftfy", "chardet", "rich", "bs4"}
    for options, loaded in (([], set()), (["--select", "LNG001"], {"numpy"})):
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "a.txt", *options], capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"}
        )
        assert heavy & set(done.stdout.split()) >= loaded
        if not loaded:
            assert heavy & set(done.stdout.split()) == set()


def test_every_kind_of_piece_and_repair_has_one_code() -> None:
    subjects = [subject for code in codes().values() for subject in code.about]
    assert len(subjects) == len(set(subjects))
    assert {f"piece:{kind}" for kind in KINDS if kind not in ("body", "headline", "deck")} == {one for one in subjects if one.startswith("piece:")}
    source = "".join(path.read_text(encoding="utf-8") for path in (Path(sys.modules["normalizer.repair"].__file__ or "").parent).glob("*.py"))
    for kind in re.findall(r'ledger\.apply\("(\w+)"', source):
        assert f"repair:{kind}" in by_subject()


def test_codes_by_the_words_that_stand_for_them() -> None:
    assert chosen(["DAT"]) == {"DAT001", "DAT002"}
    assert chosen(["all"], ["default"]) == {code.id for code in codes().values() if not code.default} == {"LNG001", "LNG002"}
    for wrong in ("", "X", "DAT9"):
        with pytest.raises(UnknownCode):
            chosen([wrong])


def _blocks(page: str) -> tuple[str, str, str, str]:
    """Name, fence, example and output of a page."""
    found = re.search(r"## Example\n\n`([^`]+)`.*?:\n\n```([^\n]*)\n(.*?)```\n.*?```console\n(.*?)```", page, re.DOTALL)
    assert found
    return found[1], found[2], found[3], found[4]


@pytest.mark.parametrize("code", codes().values(), ids=lambda code: code.id)
def test_the_page_of_a_code_says_what_happens(call: Call, code: Code) -> None:
    for heading in ("## What it finds", "## Why it matters", "## Example", "## What `fix` does", "## How to switch it off"):
        assert heading in code.page
    name, fence, example, output = _blocks(code.page)
    if "escaped" in fence:
        example = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), example)
    charset = fence.split()[1] if len(fence.split()) > 1 and fence.split()[1] != "escaped" else "utf-8"
    Path(name).write_bytes(example.encode(charset))
    if "languages =" in code.page.partition("```")[0]:
        Path("normalizer.toml").write_text('languages = ["de", "en"]\n')
    status, out, err = call("check", name, "--select", code.id)
    assert (status, out, err) == (1, output, "")
    assert call("check", name, "--select", "all", "--ignore", code.id)[1].find(code.id) == -1
    fixed = call("fix", name, "--select", code.id)
    left = call("check", name, "--select", code.id)
    assert left[0] == (0 if code.fixed else 1), fixed
