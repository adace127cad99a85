"""``normalizer fix``: the bytes it writes, and everything it must leave as it is."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from lint import BODY, CLEAN, DIRTY, HEADLINE, RULES, Call, call

from normalizer import normalize
from normalizer.article import Article
from normalizer.config import Config
from normalizer.hook import files
from normalizer.hook.fix import Fixed, fix
from normalizer.rulebook.author import examples

__all__ = ["call"]

RAW = Path(__file__).parents[1] / "samples" / "raw"
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "wirebench" / "dev.jsonl"
LINES = (
    f'a.txt:3:1 DAT001 dateline: "LUSAKA, Nov 6 (Reuters) -" [{RULES["dateline"]}]\n'
    f'a.txt:7:1 SGN001 sign-off: "(Reporting by Jane Roe; Editing by Mary Major)" [{RULES["signoff"]}]\n'
)


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def test_a_text_becomes_headline_and_body(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("fix", "a.txt") == (1, LINES, "")
    assert Path("a.txt").read_text() == CLEAN
    assert call("fix", "a.txt") == (0, "", "")
    assert call("check", "a.txt") == (0, "", "")
    assert names(".") == [".git", "a.txt"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_files_own_line_end_stays(call: Call, end: str) -> None:
    Path("a.txt").write_bytes(DIRTY.replace("\n", end).encode())
    assert call("fix", "a.txt")[0] == 1
    assert Path("a.txt").read_bytes() == CLEAN.replace("\n", end).encode()


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_utf8_without_a_mark(call: Call, charset: str) -> None:
    Path("a.txt").write_bytes(CLEAN.encode(charset))
    assert call("fix", "a.txt")[0] == 1
    assert Path("a.txt").read_bytes() == CLEAN.encode()


def test_a_deck_stays_and_so_does_a_second_one(call: Call) -> None:
    decks = "Fishermen have waited for it since the storm\n\nFerry company threatens to leave\n\n"
    text = HEADLINE + decks + DIRTY.removeprefix(HEADLINE)
    Path("a.txt").write_text(text)
    assert len(normalize(text).removed) == 5
    call("fix", "a.txt")
    assert Path("a.txt").read_text() == HEADLINE + decks + BODY


def test_of_a_record_only_the_value_changes(call: Call) -> None:
    before = '\ufeff{ "b":1.50, "id" : "\\u00e9", "text":\t"%s" , "z": [NaN, 12345678901234567890],"b":2 }\r\n\r\n{"body": "\\u004co"}\r\n'
    dirty = DIRTY.strip().replace("\n", "\\n").replace("/", "\\/").replace("LUSAKA", "\\u004cUSAKA").replace("Harbour", "H\\u00e1rbour")
    Path("a.jsonl").write_bytes((before % dirty).encode())
    assert call("fix", "a.jsonl")[0] == 1
    assert Path("a.jsonl").read_bytes().decode() == before % CLEAN.strip().replace("Harbour", "H\\u00e1rbour").replace("\n", "\\n")
    assert call("fix", "a.jsonl") == (0, "", "")


def test_records_of_a_pretty_array(call: Call) -> None:
    value = [{"title": "é", "maintext": DIRTY.strip()}, {"text": CLEAN.strip()}, 7]
    Path("a.json").write_text(json.dumps(value, indent=4, ensure_ascii=False) + "\n")
    status, _, err = call("fix", "a.json")
    assert (status, err) == (1, "normalizer: a.json:9:5: left alone: a JSON number, not an object\n")
    value[0] = {"title": "é", "maintext": CLEAN.strip()}
    assert Path("a.json").read_text() == json.dumps(value, indent=4, ensure_ascii=False) + "\n"


def test_a_headline_of_the_record_is_not_written_into_the_text(call: Call) -> None:
    Path("a.jsonl").write_text(json.dumps({"title": "Another title", "text": DIRTY.partition("\n\n")[2].strip()}) + "\n")
    call("fix", "a.jsonl")
    assert json.loads(Path("a.jsonl").read_text()) == {"title": "Another title", "text": BODY.strip()}


def test_canonical_articles_get_canonical_bytes_and_nothing_is_cleaned_again(call: Call) -> None:
    plain = normalize(DIRTY).to_dict() | {"body": DIRTY, "id": "sha256:" + "0" * 64}
    Path("a.json").write_text(json.dumps(plain, indent=2) + "\n")
    assert call("fix", "a.json")[0] == 1
    article = Article.from_json(Path("a.json").read_bytes())
    assert Path("a.json").read_bytes() == article.to_json() + b"\n"
    assert (article.body, article.id != plain["id"]) == (DIRTY, True)
    assert call("fix", "a.json") == (0, "", "")


def test_what_is_switched_off_stays(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    assert call("fix", "a.txt", "--ignore", "SGN")[0] == 1
    assert Path("a.txt").read_text() == CLEAN + "\n(Reporting by Jane Roe; Editing by Mary Major)\n"
    Path("a.txt").write_text(DIRTY)
    assert call("fix", "a.txt", "--select", "SGN")[0] == 1
    assert Path("a.txt").read_text() == HEADLINE + "LUSAKA, Nov 6 (Reuters) - " + BODY
    Path("normalizer.toml").write_text('ignore = ["DAT", "SGN"]\n')
    assert call("fix", "a.txt") == (0, "", "")


def test_a_text_is_not_mended_by_half(call: Call) -> None:
    data = DIRTY.replace("price", "prÃ©cio y Ã³xido").encode()
    Path("a.txt").write_bytes(data)
    assert call("fix", "a.txt", "--ignore", "MOJ") == (
        1,
        "",
        "normalizer: a.txt: left alone: it cannot be written without mending MOJ001, which is switched off\n",
    )
    assert Path("a.txt").read_bytes() == data


def test_diff_writes_nothing(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    status, out, err = call("fix", "--diff", "a.txt")
    assert (status, err, Path("a.txt").read_text()) == (1, "", DIRTY)
    lines = out.splitlines()
    assert lines[:2] == ["--- a/a.txt", "+++ b/a.txt"]
    assert [line for line in lines if line.startswith("-") and "LUSAKA" in line] == ["-" + DIRTY.splitlines()[2]]
    Path("b.txt").write_bytes(b"\xef\xbb\xbf" + CLEAN.encode())
    assert call("fix", "--diff", "b.txt")[1] == f"b.txt: {len(CLEAN) + 3} bytes become {len(CLEAN)}; no letter changes\n"


def test_a_diff_is_a_patch_that_git_applies(call: Call) -> None:
    files = {
        "a.txt": DIRTY.encode(),
        "crlf.txt": DIRTY.replace("\n", "\r\n").encode(),
        "mark.txt": b"\xef\xbb\xbf" + DIRTY.encode(),
        "no end.txt": DIRTY.strip().encode(),
        'new\nline "é".txt': DIRTY.encode(),
        "b.jsonl": (json.dumps({"text": DIRTY.strip()}) + "\n\n" + json.dumps({"text": CLEAN.strip()})).encode(),
    }
    for name, data in files.items():
        Path(name).write_bytes(data)
    patch = call("fix", "--diff", ".")[1]
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)
    patched = {name: Path(name).read_bytes() for name in files}
    for name, data in files.items():
        Path(name).write_bytes(data)
    call("fix", ".")
    assert patched == {name: Path(name).read_bytes() for name in files}
    assert patched["a.txt"] == patched["mark.txt"] == CLEAN.encode()


@pytest.mark.parametrize("empty", [[""], ["a.txt", "--keep-removed", ""], ["a.txt", "--keep-removed="]])
def test_an_empty_argument_is_no_folder(call: Call, empty: list[str]) -> None:
    shutil.rmtree(".git")
    Path("a.txt").write_text(DIRTY)
    assert call("fix", *empty) == (
        2,
        "",
        "normalizer: an argument is empty, perhaps a variable that is not set; leave it out, or say what it is to be\n",
    )
    assert (Path("a.txt").read_text(), [path.name for path in Path().iterdir()]) == (DIRTY, ["a.txt"])


def test_what_would_lose_too_much_is_left_to_a_person(call: Call) -> None:
    notes = "".join(f"\nSign up for our newsletter and never miss a story about harbour {n}\n" for n in range(9))
    Path("a.txt").write_text(HEADLINE + BODY + notes)
    status, out, err = call("fix", "a.txt")
    assert (status, out) == (1, "")
    assert err.endswith("% of the text would go; look at it with 'normalizer explain', or allow it with --unsafe\n")
    assert Path("a.txt").read_text() == HEADLINE + BODY + notes
    assert call("fix", "--unsafe", "a.txt")[0] == 1
    assert Path("a.txt").read_text() == CLEAN


@pytest.mark.parametrize("text", ["numpy==2.0\n\n\norjson>=3\n", "User-agent: *\n\n\nDisallow: /\n", "  \n", "", "(Reuters)\n\n\n(END)\n"])
def test_what_is_no_article_stays(call: Call, text: str) -> None:
    Path("a.txt").write_text(text)
    assert call("fix", ".") == (0, "", "")
    assert Path("a.txt").read_text() == text


def test_what_is_no_text_stays(call: Call) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    page = f"<!doctype html><html><head><title>x</title></head><body><p>{DIRTY}</p></body></html>\n".encode()
    for name, data in (("a.txt", picture), ("b.html", page), ("c.txt", page)):
        Path(name).write_bytes(data)
    status, out, err = call("fix", "a.txt", "b.html", "c.txt")
    assert (status, out) == (1, "")
    assert "b.html: left alone: html: only texts and JSON records are written back" in err
    assert (Path("a.txt").read_bytes(), Path("b.html").read_bytes(), Path("c.txt").read_bytes()) == (picture, page, page)


def test_json_in_another_charset_stays(call: Call) -> None:
    data = json.dumps({"text": DIRTY.replace("surprised", "sürprised").strip()}, ensure_ascii=False) + "\n"
    for name, charset in (("a.jsonl", "utf-16"), ("b.jsonl", "cp1252")):
        Path(name).write_bytes(data.encode(charset))
        status, out, err = call("fix", name)
        assert (status, out) == (1, "")
        assert err.startswith(f"normalizer: {name}:1: left alone: JSON")
        assert Path(name).read_bytes() == data.encode(charset)


def test_a_link_inside_a_folder_is_passed_over(call: Call) -> None:
    Path("in").mkdir()
    Path("in/real.txt").write_text(DIRTY)
    Path("in/link.txt").symlink_to("real.txt")
    Path("folder").symlink_to("in")
    status, out, err = call("fix", ".")
    assert (status, {line.partition(":")[0] for line in out.splitlines()}, err) == (1, {"in/real.txt"}, "")
    assert call("fix", ".") == (0, "", "")
    assert Path("in/link.txt").is_symlink()
    assert Path("folder").is_symlink()


def test_no_link_is_followed(call: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.txt").write_text(DIRTY)
    Path("in").mkdir()
    Path("in/real.txt").write_text(DIRTY)
    Path("in/link.txt").symlink_to("real.txt")
    Path("out").symlink_to(outside)
    Path("link.txt").symlink_to("in/real.txt")
    status, out, err = call("fix", "out/a.txt", "link.txt", "in/link.txt", "out")
    assert (status, out) == (1, "")
    assert [line.split(": left alone: ")[1] for line in err.splitlines()] == [
        "in/link.txt is a link, and links are not followed; name the file itself",
        "link.txt is a link, and links are not followed; name the file itself",
        "out is a link, and links are not followed; name the file itself",
    ]
    assert (outside / "a.txt").read_text() == Path("in/real.txt").read_text() == DIRTY
    assert Path("link.txt").is_symlink()


def test_nothing_outside_the_arguments(call: Call) -> None:
    for name in ("a/x.txt", "b/x.txt", "a/.hidden/x.txt", "a/x.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(DIRTY)
    assert call("fix", "a")[0] == 1
    assert [name for name in ("a/x.txt", "b/x.txt", "a/.hidden/x.txt", "a/x.md") if Path(name).read_text() != DIRTY] == ["a/x.txt"]


def test_mode_and_owner_stay(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("a.txt").chmod(0o640)
    if os.geteuid() == 0:
        os.chown("a.txt", 1234, 2345)
    old = Path("a.txt").stat()
    call("fix", "a.txt")
    new = Path("a.txt").stat()
    assert (stat.S_IMODE(new.st_mode), new.st_uid, new.st_gid) == (0o640, old.st_uid, old.st_gid)
    assert Path("a.txt").read_text() == CLEAN


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    before, known = files.read(str(path))
    path.write_text("newer")
    assert files.replace(str(path), before, known, b"fixed") == "changed meanwhile"
    assert (path.read_text(), [one.name for one in tmp_path.iterdir()]) == ("newer", ["a.txt"])
    path.unlink()
    path.write_text("old")  # the same words in another file
    (tmp_path / "other").write_text("")
    assert files.replace(str(path), before, (tmp_path / "other").stat(), b"fixed") == "changed meanwhile"
    path.unlink()
    path.symlink_to("other")
    assert str(files.replace(str(path), before, known, b"fixed")).startswith("cannot be written: ")
    assert path.is_symlink()


def test_a_file_that_cannot_be_replaced_is_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(DIRTY)

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("normalizer.hook.files.os.replace", full)
    assert call("fix", "a.txt") == (1, "", "normalizer: a.txt: left alone: cannot be written: No space left on device\n")
    assert (Path("a.txt").read_text(), names(".")) == (DIRTY, [".git", "a.txt"])


def test_what_is_taken_out_is_kept_where_the_caller_says(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("b.jsonl").write_text(json.dumps({"id": 7, "text": DIRTY.strip(), "x": 1}) + "\n" + json.dumps({"text": CLEAN.strip()}) + "\n")
    assert call("fix", ".", "--keep-removed", "kept")[0] == 1
    article = Article.from_json(Path("kept/a.txt.jsonl").read_bytes().rstrip(b"\n"))
    assert (article.headline, article.language, article.dateline and article.dateline.place) == (HEADLINE.strip(), "en", "LUSAKA")
    assert [json.loads(line)["extensions"] for line in Path("kept/b.jsonl.jsonl").read_text().splitlines()] == [{"x": 1}]
    assert call("fix", ".", "--keep-removed", "kept") == (0, "", "")
    Path("a.txt").write_text(DIRTY)
    call("fix", "a.txt", "--keep-removed", "kept")
    assert names("kept") == ["a.txt.2.jsonl", "a.txt.jsonl", "b.jsonl.jsonl"]


def test_where_nothing_can_be_kept_nothing_is_rewritten(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("kept").write_text("in the way")
    status, out, err = call("fix", "a.txt", "--keep-removed", "kept")
    assert (status, out, "cannot be kept in kept" in err, Path("a.txt").read_text()) == (1, "", True, DIRTY)


def test_outside_git_one_of_two_is_asked_for(call: Call) -> None:
    shutil.rmtree(".git")
    Path("a.txt").write_text(DIRTY)
    assert call("fix", "a.txt") == (
        2,
        "",
        "normalizer: a.txt is in no git repository, so what is taken out would be gone: give --keep-removed DIR, or look first with --diff\n",
    )
    assert Path("a.txt").read_text() == DIRTY
    assert call("fix", "a.txt", "--keep-removed", "kept")[0] == 1
    assert Path("a.txt").read_text() == CLEAN


def _is_still(folder: Path) -> None:
    """Fixing again changes nothing, and what is left to find nobody can fix."""
    config = Config(folder=folder)
    list(fix([str(folder)], config, unsafe=True))
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*.*"))}
    assert [one.path for one in fix([str(folder)], config, unsafe=True) if isinstance(one, Fixed)] == []
    assert before == {path: path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_fixing_the_samples_twice_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(RAW, tmp_path / "raw")
    _is_still(tmp_path / "raw")


@pytest.mark.skipif(not SHARED.exists(), reason="the wire texts are not here")
def test_fixing_the_wire_texts_twice_changes_nothing(tmp_path: Path) -> None:
    for number, line in enumerate(SHARED.read_text(encoding="utf-8").splitlines()):
        (tmp_path / f"{number}.txt").write_text(json.loads(line)["raw"], encoding="utf-8", newline="")
    _is_still(tmp_path)


def test_fixing_examples_of_the_rule_book_twice_changes_nothing(tmp_path: Path) -> None:
    found = sorted({example.text for example in examples()})
    first, rest = BODY.strip().split("\n\n")
    for number, text in enumerate(found[::20]):
        (tmp_path / f"{number}-head.txt").write_text(f"{text}\n\n{BODY}", newline="")
        (tmp_path / f"{number}-tail.txt").write_text(f"{CLEAN}\n{text}\n", newline="")
        (tmp_path / f"{number}-between.jsonl").write_text(json.dumps({"text": f"{first}\n\n{text}\n\n{rest}\n\n{found[number * 31 % len(found)]}"}))
    _is_still(tmp_path)
