"""Articles and a command line for the tests of check, fix and explain."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer import normalize
from normalizer.cli import main

Call = Callable[..., tuple[int, str, str]]

BODY = (
    "The harbour board put off its decision on the new pier until the autumn, which surprised nobody who had followed the talks.\n"
    "\n"
    "A member said that the price of steel was what they could not agree about.\n"
)
HEADLINE = "Harbour board puts off pier once more\n\n"
CLEAN = HEADLINE + BODY
DIRTY = HEADLINE + "LUSAKA, Nov 6 (Reuters) - " + BODY + "\n(Reporting by Jane Roe; Editing by Mary Major)\n"
#: The rules that take the pieces of DIRTY, by kind: what they are called is the rule book's business.
RULES = {piece.kind: piece.rule for piece in normalize(DIRTY).removed}


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """A command line in an empty git repository: its status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "."], check=True)

    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main(arguments)
        said = capfd.readouterr()
        return status, said.out, said.err

    return run
