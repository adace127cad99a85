"""``normalizer explain``: an article in pieces, a page of HTML that runs nothing, and what a code means."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lint import BODY, CLEAN, DIRTY, HEADLINE, RULES, Call, call
from rich.console import Console

from normalizer import normalize
from normalizer.article import KINDS
from normalizer.cli.explained import COLOURS, coloured, page, pieces
from normalizer.hook.codes import codes

__all__ = ["call"]

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "raw").glob("*.txt"))


def test_a_file_in_pieces(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("explain", "a.txt") == (
        0,
        "Harbour board puts off pier once more ‹headline structure/headline›\n\n"
        f"LUSAKA, Nov 6 (Reuters) - ‹dateline {RULES['dateline']}› {BODY}\n"
        f"(Reporting by Jane Roe; Editing by Mary Major) ‹signoff {RULES['signoff']}›\n\n\n"
        "language       en\nheadline       Harbour board puts off pier once more\n"
        "dateline       place LUSAKA, date --11-06, agency Reuters\nagency         Reuters\n"
        "sign_off       Reporting by Jane Roe; Editing by Mary Major\nencoding       utf-8 (utf-8)\n\n",
        "",
    )


def test_records_under_their_numbers(call: Call) -> None:
    Path("a.jsonl").write_text(json.dumps({"text": DIRTY}) + "\n[]\n" + json.dumps({"text": CLEAN}) + "\n")
    status, out, err = call("explain", "a.jsonl")
    assert (status, err) == (1, "normalizer: a.jsonl:2:1: a JSON array, not an object\n")
    assert [line for line in out.splitlines() if line.startswith("a.jsonl")] == ["a.jsonl: record 1", "a.jsonl: record 3"]


def test_colours_are_there_and_markup_of_content_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    article = normalize(DIRTY.replace("surprised nobody", "[bold red]surprised[/] :smile: \x1b[31mnobody"))
    Console(force_terminal=True, color_system="standard", soft_wrap=True, highlight=False, markup=False, emoji=False).print(coloured(article))
    out = capsys.readouterr().out
    assert "\x1b[32mLUSAKA, Nov 6 (Reuters) -" in out
    assert "[bold red]surprised[/] :smile: \\u001b[31mnobody" in out


def test_every_kind_has_a_colour() -> None:
    assert {*COLOURS, "body"} == set(KINDS)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_pieces_are_the_whole_text(sample: Path) -> None:
    article = normalize(sample.read_bytes())
    assert "".join(words for words, _ in pieces(article)) == article.source_text
    assert [span for _, span in pieces(article) if span] == list(article.spans)


class Reader(HTMLParser):
    """Tags, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_and_runs_nothing(call: Call) -> None:
    evil = DIRTY.replace("Harbour", "<script>alert(1)</script> <img src=x onerror=y> \"'&amp; Harbour").replace("LUSAKA", "LUSAKA")
    Path("a.txt").write_text(evil)
    assert call("explain", "a.txt", "--html", "out.html") == (0, "", "")
    text = Path("out.html").read_text()
    read = Reader(text)
    assert {tag for tag, _ in read.tags} <= {
        "html",
        "meta",
        "title",
        "style",
        "ul",
        "li",
        "h1",
        "div",
        "p",
        "mark",
        "small",
        "table",
        "tr",
        "th",
        "td",
    }
    assert {name for _, attributes in read.tags for name in attributes} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "style", "title", "dir"
    }  # fmt: skip
    assert not {"src=", "href="} & {part for _, attributes in read.tags for part in attributes}
    assert evil.split("\n")[0] in "".join(read.words)
    marks = [attributes["class"] for tag, attributes in read.tags if tag == "mark"]
    assert marks == ["headline", "dateline", "signoff"] * 2 or marks[-2:] == ["dateline", "signoff"]
    assert text.endswith("</table>\n")


def test_a_page_of_two_articles_has_both() -> None:
    text = "".join(page("x", [("one", normalize(DIRTY)), ("two", normalize(CLEAN))]))
    assert (text.count("<h1>"), text.count('class="text"'), text.count("<!doctype html>")) == (2, 2, 1)


def test_the_page_is_not_written_over_its_source(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("explain", "a.txt", "--html", "./a.txt") == (2, "", "normalizer: ./a.txt would be read and written at once; name another output\n")
    assert call("explain", "a.txt", "--html", "none/a.html") == (
        1,
        "",
        "normalizer: cannot write none/a.html: No such file or directory; name another place\n",
    )
    assert Path("a.txt").read_text() == DIRTY


@pytest.mark.parametrize("code", codes())
def test_a_code_has_its_page(call: Call, code: str) -> None:
    status, out, err = call("explain", code.lower())
    assert (status, err) == (0, "")
    assert out.startswith(f"# {code}: ")


def test_a_path_wins_over_a_code(call: Call) -> None:
    Path("DAT001").write_text(CLEAN)
    assert call("explain", "DAT001")[1].startswith(HEADLINE.strip())


def test_what_is_neither(call: Call) -> None:
    assert call("explain", "DAT01") == (2, "", "normalizer: there is no file and no code 'DAT01'; did you mean 'DAT001'?\n")
    assert call("explain", ".") == (2, "", "normalizer: . is a folder; name one file of it\n")
    assert call("explain", "DAT001", "--html", "x.html") == (2, "", "normalizer: --html is for articles; the page of a code is plain text\n")


def test_a_name_that_is_no_file(call: Call) -> None:
    Path("link.txt").symlink_to("gone.txt")
    assert call("explain", "link.txt") == (1, "", "normalizer: link.txt: no such file or folder; look at the name\n")
    assert call("explain", "a.txt") == (2, "", "normalizer: there is no file 'a.txt'; look at the name\n")
    assert call("explain", "dateline/korean") == (
        2,
        "",
        "normalizer: there is no file 'dateline/korean'; look at the name, or if it is a rule: normalizer rules show dateline/korean\n",
    )


def test_members_of_an_archive_under_their_names(call: Call) -> None:
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr("one.txt", CLEAN)
        archive.writestr("deep/two.txt", DIRTY)
    assert [line for line in call("explain", "a.zip")[1].splitlines() if "a.zip" in line] == ["a.zip: one.txt", "a.zip: deep/two.txt"]


def test_a_terminal_breaks_lines_between_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "normalizer", "explain", "a.txt"], stdout=follower, cwd=tmp_path, env=os.environ | {"COLUMNS": "40", "TERM": "xterm"}
    )
    os.close(follower)
    seen = b""
    try:
        while block := os.read(leader, 4096):
            seen += block
    except OSError:  # Linux's way of saying that the other end is closed
        pass
    os.close(leader)
    assert process.wait() == 0
    lines = re.sub("\x1b\\[[0-9;]*m", "", seen.decode()).splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(DIRTY.split()[:6]) == lines[0].strip()[: len(" ".join(DIRTY.split()[:6]))]
    assert {word for line in lines for word in line.split()} >= set(BODY.split())
