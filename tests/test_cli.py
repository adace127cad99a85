"""The command line: exit statuses, what goes to which stream, and what never reaches a terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from plain import Plain

from normalizer import schema
from normalizer.cli import main
from normalizer.cli.app import build
from normalizer.cli.terminal import escaped, escaped_line

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Say:
    """A command line in an empty folder, with the quick stand-in for the pipeline: its status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("normalizer.pipeline.Normalizer", Plain)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capfd.readouterr()
        return status, said.out, said.err

    return run


def test_articles_go_to_standard_output_one_a_line(call: Say) -> None:
    Path("b.txt").write_text("Two.")
    Path("a.txt").write_text("One.")
    status, out, err = call("run", "b.txt", "a.txt")
    assert (status, err) == (0, "")
    assert [json.loads(line)["body"] for line in out.splitlines()] == ["One.", "Two."]


def test_what_is_lost_is_said_in_one_line_and_gives_1(call: Say) -> None:
    Path("a.jsonl").write_text('{"text": "One."}\n{"text"\n')
    Path("empty").mkdir()
    status, out, err = call("run", "a.jsonl", "gone.txt", "empty")
    assert status == 1
    assert len(out.splitlines()) == 1
    assert err.splitlines() == [
        "normalizer: a.jsonl: at byte 17: rejected: not JSON: Expecting ':' delimiter: line 1 column 8 (char 7); --rejects FILE would keep it",
        "normalizer: empty: no articles in this folder; 'normalizer formats' shows which names it looks for",
        "normalizer: gone.txt: no such file or folder; look at the name",
    ]


def test_an_unreadable_file_is_said_and_the_rest_goes_on(call: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("One.")
    Path("b.txt").write_text("Two.")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    status, out, err = call("run", ".")
    assert (status, err) == (1, "normalizer: ./a.txt: cannot be read: Permission denied\n")
    assert json.loads(out)["body"] == "Two."


def test_rejects_are_kept_where_the_caller_says(call: Say) -> None:
    Path("a.jsonl").write_text("{]\n")
    status, _, err = call("run", "a.jsonl", "--rejects", "bad.jsonl")
    assert status == 1
    assert not err.rstrip().endswith("would keep it")
    assert json.loads(Path("bad.jsonl").read_text())["raw"] == "{]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "Missing argument"),
        (["run", "a.txt", "--bogus"], "No such option: --bogus"),
        (["run", "a.txt", "-o", "out.csv"], "name a file that ends in .jsonl"),
        (["run", "a.txt", "--workers", "0"], "'--workers'"),
        (["run", "a.txt", "--format", "docx"], "no format 'docx'; it is one of"),
        (["walk"], "No such command 'walk'"),
        ([], "Missing command"),
    ],
)
def test_wrong_use_is_one_line_and_gives_2(call: Say, arguments: list[str], said: str) -> None:
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("normalizer: ")
    assert said in err


def test_an_output_that_cannot_be_written_gives_1(call: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("One.")

    def full(self: object, line: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("normalizer.corpus.output.File.write", full)
    status, _, err = call("run", "a.txt", "-o", "out.jsonl")
    assert (status, err) == (1, "normalizer: cannot write out.jsonl: No space left on device; make room, or name another place\n")
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


def test_options_reach_the_records(call: Say) -> None:
    Path("a.txt").write_text('{"story": "AD: x\\nIt rained."}')
    status, out, _ = call("run", "a.txt", "--format", "jsonl", "--text-key", "story")
    assert (status, json.loads(out)["body"]) == (0, "It rained.")
    Path("b.jsonl").write_text(out)
    assert call("run", "b.jsonl") == (0, out, "")


def test_the_schema_is_printed_as_it_ships(call: Say) -> None:
    assert call("schema") == (0, schema.text(), "")


def test_help_names_every_command(call: Say) -> None:
    status, out, err = call("--help")
    assert (status, err) == (0, "")
    assert {"run", "schema"} <= set(out.split())


def test_names_cannot_speak_to_the_terminal(call: Say) -> None:
    status, _, err = call("run", "\x1b[31m[bold]\u202egone\n.txt")
    assert status == 1
    assert err == "normalizer: \\u001b[31m[bold]\\u202egone\\u000a.txt: nothing matches this pattern; quote it, and look at the folder's name\n"
    for wrong in (["run", "a.txt", "--\x9b1m"], ["walk\x1b[1m"], ["run", "a.txt", "--workers", "\u202e7"], ["run", "a.txt", "-o", "\x9b1m"]):
        status, _, err = call(*wrong)
        assert (status, err.rstrip("\n").isprintable()) == (2, True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ağrı 北京 می‌روم 👨‍👩‍👧 [b]", "Ağrı 北京 می‌روم 👨‍👩‍👧 [b]"),
        ("\x1b\x07\x7f\x9b", "\\u001b\\u0007\\u007f\\u009b"),
        ("a\u202eb\u2066c\u200f\ufeff", "a\\u202eb\\u2066c\\u200f\\ufeff"),
        ("\U000e0041\udc80\u2028", "\\udb40\\udc41\\udc80\\u2028"),
    ],
)
def test_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_line_on_the_terminal_has_the_same_value() -> None:
    line = '{"body":"\x7f\x9b31m\u202e \U000e0041 \\u001b ü"}'.encode()
    assert json.loads(escaped_line(line)) == json.loads(line)
    assert escaped_line(line).decode().isprintable()


# --- as processes of their own


def command(*arguments: str, **how: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "normalizer", *arguments], **how)  # type: ignore[call-overload,no-any-return]


def test_standard_input_is_one_text_unless_said_otherwise() -> None:
    two = b'{"text": "It rained on Monday."}\n{"text": "It snowed on Tuesday."}\n'
    for options, expected in (([], [two.decode().strip()]), (["--format", "jsonl"], ["It rained on Monday.", "It snowed on Tuesday."])):
        process = command("run", "-", *options, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        out, _ = process.communicate(two)
        assert process.returncode == 0
        if options:
            assert [json.loads(line)["body"] for line in out.splitlines()] == expected
        else:
            assert len(out.splitlines()) == 1
        assert "path" not in json.loads(out.splitlines()[0])["source"]


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "It rained on Monday in the hills above the town."}\n' * 2000)
    process = command("run", str(tmp_path / "a.jsonl"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


LISTINGS = (["--help"], ["schema"], ["formats"], ["config"], ["explain", "DAT001"], ["rules", "show", "byline/by"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk that is always there is Linux's")
@pytest.mark.parametrize("arguments", [*LISTINGS, ["run", "a.txt"], ["check", "a.txt"], ["explain", "a.txt"]], ids=" ".join)
def test_a_full_disk_is_said_in_one_line(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("PARIS, June 5 (AFP) - It rained on Monday in the hills above the town.\n\njz/ec\n")
    with Path("/dev/full").open("wb") as full:
        process = command(*arguments, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path)
        _, err = process.communicate()
    assert (process.returncode, err) == (
        1,
        b"normalizer: cannot write to standard output: No space left on device; make room, or name another place\n",
    )


@pytest.mark.parametrize("arguments", LISTINGS, ids=" ".join)
def test_a_listing_ends_quietly_where_nobody_reads(arguments: list[str], tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = command(*arguments, stdout=writer, stderr=subprocess.PIPE, cwd=tmp_path)
    os.close(writer)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize("arguments", [*LISTINGS, ["run", "a.txt"], ["check", "a.txt"]], ids=" ".join)
def test_closed_streams_are_no_fault(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained on Monday in the hills above the town.\n")

    def close() -> None:
        os.close(1)
        os.close(2)

    assert command(*arguments, preexec_fn=close, cwd=tmp_path).wait() == 0


def test_one_command_is_built_and_all_where_none_is_named() -> None:
    assert [of.name for of in build("schema").registered_commands] == ["schema"]
    assert {of.name for of in build("--help").registered_commands} > {"run", "check", "fix", "schema"}
    assert build("chekc").registered_groups


def test_a_slip_of_the_pen_is_told_what_is_near(call: Say) -> None:
    assert call("chekc") == (2, "", "normalizer: No such command 'chekc'. Did you mean 'check'? 'normalizer --help' says what there is\n")


def test_an_option_without_its_value_names_its_command(call: Say) -> None:
    assert call("run", "a.txt", "-o") == (2, "", "normalizer: Option '-o' requires an argument; 'normalizer run --help' says what there is\n")


def test_a_file_whose_name_begins_with_a_dash(call: Say) -> None:
    Path("-a.txt").write_text("One.")
    assert call("run", "-a.txt") == (
        2,
        "",
        "normalizer: No such option: -a; if -a.txt is a file, put -- before it: normalizer run -- -a.txt\n",
    )
    assert call("run", "--", "-a.txt")[0] == 0


def test_empty_arguments_are_wrong_use(call: Say) -> None:
    Path("a.txt").write_text("One.")
    for wrong in (["run", ""], ["check", ""], ["run", "a.txt", "--rules", ""], ["check", "a.txt", "--baseline="], ["explain", ""]):
        status, out, err = call(*wrong)
        assert (status, out) == (2, "")
        assert err == "normalizer: an argument is empty, perhaps a variable that is not set; leave it out, or say what it is to be\n"
    Path("--x=").write_text("One.")
    assert call("run", "--", "--x=")[0] == 0


def test_rejects_are_plain_lines_and_not_called_otherwise(call: Say) -> None:
    Path("a.txt").write_text("One.")
    assert call("run", "a.txt", "--rejects", "bad.jsonl.gz") == (
        2,
        "",
        "normalizer: bad.jsonl.gz: rejects are written as plain lines of JSON; name a file that ends in .jsonl\n",
    )
    assert not Path("bad.jsonl.gz").exists()


def test_workers_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained on Monday in the hills above the town.\n")
    process = command("run", "a.txt", "--workers", "2", stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    out, err = process.communicate()
    assert (process.returncode, out.count(b"\n"), err) == (0, 1, b"")


def test_every_command_says_in_one_line_what_it_is(call: Say) -> None:
    for arguments, first in ((["--help"], "  check    Say"), (["rules", "--help"], "  list  List")):
        status, out, _ = call(*arguments)
        listed = out.partition("Commands:\n")[2].splitlines()
        assert (status, first in out) == (0, True)
        assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_the_rules_commands_name_the_file_that_they_cannot_read(call: Say) -> None:
    Path("a.txt").write_bytes(b"caf\xe9")
    for arguments in (["rules", "test", "languages/tr", "--prose"], ["rules", "new", "a.txt", "a.txt"]):
        option = "--prose: " if "--prose" in arguments else ""
        assert call(*arguments, "none.txt")[2] in (
            f"normalizer: {option}none.txt: cannot be read: No such file or directory; look at the name\n",
            "normalizer: a.txt: is not in UTF-8 (byte 3); convert it first\n",
        )
        assert call(*arguments, "a.txt") == (2, "", f"normalizer: {option}a.txt: is not in UTF-8 (byte 3); convert it first\n")


def test_what_code_takes_is_no_rule_and_is_said_to_be_none(call: Say) -> None:
    assert call("rules", "show", "structure/headline") == (
        1,
        "",
        "normalizer: 'structure/headline' is no rule of the book: code of the program finds such pieces, and docs/how-it-works.md says how\n",
    )


def test_an_interrupt_gives_130_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow.txt")
    process = command("run", str(tmp_path / "slow.txt"), "-o", str(tmp_path / "out.jsonl"), stderr=subprocess.PIPE)
    # Once the draft of the output is there the run is under way, and waits for the first text.
    while not list(tmp_path.glob(".out.jsonl.*")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["slow.txt"]


def test_a_terminal_gets_a_summary_and_no_escapes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The sign said \x9b31m and \u202e in the rain.")
    leader, follower = pty.openpty()
    process = command("run", str(tmp_path), stdout=follower, stderr=follower, env=os.environ | {"TERM": "xterm"})
    os.close(follower)
    seen = io.BytesIO()
    try:
        while block := os.read(leader, 4096):
            seen.write(block)
    except OSError:  # Linux's way of saying that the other end is closed
        pass
    os.close(leader)
    assert process.wait() == 0
    shown = seen.getvalue().decode()
    assert "1 article in " in shown
    assert all(char.isprintable() or char in "\r\n" for char in shown)
