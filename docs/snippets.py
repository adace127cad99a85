"""Runs what a page shows: ``python docs/snippets.py PAGE...`` says where a page and the program differ, ``--write`` puts the program's words into the page.

A page is one walk, in a folder that holds what a fresh clone does. In its order:

- a block below a line that is only a file's name in back quotes and a colon is written to that file;
- ``sh``: its lines are run, each must exit with 0, or with what ``# exit N`` behind it says;
- ``console``: what stands behind ``$`` is run, and the lines below it are what it must print (an ellipsis on a line of its own stands for any lines);
- ``python``: its statements are run; where a literal stands in a comment behind an expression, it must be its value.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normalizer.cli import main
from normalizer.rulebook import forget

ROOT = Path(__file__).resolve().parents[1]
#: What a fresh clone holds that the walks use.
_CLONE = ("samples", "README.md", ".pre-commit-hooks.yaml")
_BLOCK = re.compile(r"(?P<name>^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
#: Beginnings of lines that are not run, and why. Their targets, commands and options are looked at all the same (tests/test_docs.py).
NOT_RUN = {
    "python3 -m venv": "an environment of its own: make heavy makes one",
    ". .venv": "as above",
    "pip install": "from the network: make heavy installs the wheel",
    "make ": "each is a step of .ci/run or a matter of minutes",
}
#: What in a line asks for a shell; and several processes ask for a program of their own, which they can begin anew.
_SHELL = re.compile(r"[|<>;&$*]|--workers")
ANY = "..."


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code of a page: where its text begins, its language, the file it is (or nothing)."""

    start: int
    language: str
    text: str
    file: str | None


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page, in its order."""
    for found in _BLOCK.finditer(page):
        yield Block(found.start("text"), found["language"], found["text"], found["file"])


def commands(block: Block) -> Iterator[str]:
    """The command lines of a block; what is behind a backslash at the end of a line belongs to it."""
    if block.language == "sh":
        yield from (line for line in block.text.replace("\\\n", "").splitlines() if line.strip() and not line.startswith("#"))
    if block.language == "console":
        yield from (line[2:] for line in block.text.splitlines() if line.startswith("$ "))


@contextlib.contextmanager
def clone() -> Iterator[Path]:
    """A folder as a fresh clone is, and the working directory for as long."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for entry in _CLONE:
            subprocess.run(["cp", "-r", ROOT / entry, folder], check=True)
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


class Walk:
    """A reader at a terminal: what was typed before holds."""

    def __init__(self, not_run: tuple[str, ...] = ()) -> None:
        self.not_run = not_run
        self.names: dict[str, Any] = {}
        self.status = 0

    def command(self, line: str) -> str:
        """What a command line prints on standard output and error. Commands of ours that need no shell are run in this process: it has the rules loaded."""
        line = re.sub(r"\s+# .*", "", line)
        if line.startswith("sed -i"):
            forget()
        if line == "echo $?":
            return f"{self.status}\n"
        if line.startswith("normalizer ") and not _SHELL.search(re.sub(r"'[^']*'", "", line)):
            return self._ours(shlex.split(line)[1:])
        done = subprocess.run(["bash", "-c", f"{_OURS}\n{line}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=_environment())
        self.status = done.returncode
        return done.stdout.decode()

    def _ours(self, arguments: list[str]) -> str:
        said = io.BytesIO()
        stream = io.TextIOWrapper(said, encoding="utf-8", write_through=True)
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            self.status = main(arguments)
            stream.flush()
        return said.getvalue().decode()

    def run(self, block: Block) -> str:
        """A block as it would read if it told the truth. AssertionError: a command of ``sh`` ended in another way than it should."""
        if block.file:
            path = Path(block.file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            if path.suffix == ".toml" and len(path.parts) > 1:
                forget()  # a pack was changed; a book is kept for the life of a process, and here many commands share one
        elif block.language == "sh":
            for line in commands(block):
                if not line.startswith(self.not_run):
                    said, expected = self.command(line), int((re.search(r"# exit (\d+)", line) or [0, 0])[1])
                    assert self.status == expected, f"{line}: exit status {self.status}, not {expected}\n{said}"
        elif block.language == "console":
            return self._console(block.text)
        elif block.language == "python":
            return self._python(block.text)
        return block.text

    def _console(self, text: str) -> str:
        shown: list[str] = []
        for part in re.split(r"^(?=\$ )", text, flags=re.MULTILINE):
            if not part:
                continue
            line, _, before = part.partition("\n")
            said = before if line[2:].startswith(self.not_run) else _plain(self.command(line[2:])).replace(str(Path.cwd()), HOME)
            shown += [line, "\n", _kept(before, said)]
        return "".join(shown)

    def _python(self, text: str) -> str:
        """Statements, with the values that are shown behind them; ``print`` and the like go nowhere."""
        lines = text.splitlines()
        for statement in ast.parse(text).body:
            code = compile(ast.Module([statement], []), "page", "exec")
            last = (statement.end_lineno or 1) - 1
            words, mark, comment = lines[last].partition("  # ")
            if isinstance(statement, ast.Expr) and mark and _is_literal(comment):
                value = eval(compile(ast.Expression(statement.value), "page", "eval"), self.names)  # a page of ours
                lines[last] = f"{words}{mark}{value!r}"
            else:
                exec(code, self.names)  # a page of ours
        return "".join(f"{line}\n" for line in lines)


def _kept(before: str, said: str) -> str:
    """What was shown, where it is true but for lines left out at an ellipsis; else what was said."""
    pattern = "".join("(?:.*\n)*?" if line == ANY else re.escape(f"{line}\n") for line in before.splitlines())
    return before if re.fullmatch(pattern, said) else said


def _plain(said: str) -> str:
    """What a terminal shows, without its colours, and with its last line ended; blanks at line ends are not seen."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", said).splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _is_literal(comment: str) -> bool:
    try:
        ast.literal_eval(comment)
    except (ValueError, SyntaxError):
        return False
    return True


#: The commands of the environment that this runs in, whatever the PATH says.
_OURS = f'python() {{ "{sys.executable}" "$@"; }}; normalizer() {{ python -P -m normalizer "$@"; }}'
#: How the folder of a walk is called where the program prints it.
HOME = "/home/me/news"


def _environment() -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "GIT_CONFIG_GLOBAL": os.devnull}


def told(page: Path, prepare: Callable[[], None] = lambda: None, not_run: Collection[str] = ()) -> str:
    """A page as it would read if every block told the truth. ``prepare`` lays what it takes for granted; ``not_run`` are more beginnings of lines."""
    text = page.read_text(encoding="utf-8")
    with clone():
        prepare()
        walk = Walk((*NOT_RUN, *not_run))
        parts, at = [], 0
        for block in blocks(text):
            parts += [text[at : block.start], walk.run(block)]
            at = block.start + len(block.text)
    return "".join([*parts, text[at:]])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        if name != "--write":
            path = Path(name).resolve()
            true = told(path)
            if "--write" in sys.argv:
                path.write_text(true, encoding="utf-8")
            elif true != path.read_text(encoding="utf-8"):
                print(f"{name} is not what the program says; --write puts it right")
