"""The figures of the benchmarks keep their floors, and no floor is lowered."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOME = Path(__file__).resolve().parents[1]
#: The two sets that decide are scored whole, of the others every second case where the scorer can; half a minute of CPU in all.
EVERY = 2


def _quality() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality", HOME / "benchmarks" / "quality.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["quality"] = module  # its dataclass looks itself up there
    spec.loader.exec_module(module)
    return module


quality = _quality()
PINNED: dict[str, Any] = quality.floors()


def figures(table: dict[str, dict[str, float]]) -> dict[str, float]:
    return {f"{name} {figure}": value for name, of in table.items() for figure, value in of.items()}


def is_worse(name: str, value: float, than: float) -> bool:
    return value > than if name.partition(" ")[2] in PINNED["lower_is_better"] else value < than


@pytest.mark.skipif(not quality.SHARED.is_dir(), reason="the benchmark data does not lie beside this checkout")
@pytest.mark.parametrize("name", quality.SETS)
def test_every_figure_keeps_its_floor(name: str) -> None:
    rows = quality.rows(name, quality.score(name, every=EVERY))
    assert rows
    assert [(row.figure, row.value, row.floor) for row in rows if not row.holds] == []


def test_what_was_reached_stays_reached() -> None:
    floors, asked = figures(PINNED["floors"]), figures(PINNED["asked"])
    assert set(asked) <= set(floors)
    # a figure is open until its floor is what was asked for, and then never again
    assert sorted(name for name in asked if is_worse(name, floors[name], asked[name])) == sorted(PINNED["open"])


def former() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each state of the floors in the history that this checkout has, with its commit."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=HOME, check=True, capture_output=True, text=True).stdout

    for commit in git("log", "--format=%h", "--diff-filter=AM", "--", "benchmarks/floors.json").split():
        yield commit, json.loads(git("show", f"{commit}:benchmarks/floors.json"))


@pytest.mark.skipif(not (HOME / ".git").exists(), reason="no history to compare with")
def test_no_floor_was_ever_lowered() -> None:
    now = figures(PINNED["floors"]), figures(PINNED["asked"])
    for commit, then in former():
        for mine, theirs in zip(now, (figures(then["floors"]), figures(then["asked"])), strict=True):
            assert {name: value for name, value in theirs.items() if name not in mine or is_worse(name, mine[name], value)} == {}, commit
