"""Rooms import only what lies before them, and a quick start stays quick."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import normalizer

#: The house in the order in which the data walks through it. A room may import those before it; ``normalizer/__init__`` is the door.
ROOMS = (
    "canonical", "schema", "settings", "article", "identify",
    "decode", "formats", "extract", "repair", "layout", "rulebook", "match", "cut", "language", "write",
    "export", "records", "corpus", "pipeline", "config", "hook", "cli", "__main__",
)  # fmt: skip
#: Says in which folder the rule files are; it knows nothing else, and any room may ask it.
WHERE_DATA_LIES = "normalizer.rulebook.files"
HOUSE = Path(normalizer.__file__).parent
#: Lines that one module may have: about 400.
LONG = 440
HEAVY = ("numpy", "py3langid", "bs4", "babel", "pydantic", "chardet", "ftfy", "re2", "rich", "lxml", "langdetect", "multiprocessing")


def modules() -> list[Path]:
    return sorted(path.relative_to(HOUSE) for path in HOUSE.rglob("*.py") if path != HOUSE / "__init__.py")


def room_of(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The rooms that a module imports anywhere in it, with the line."""
    for node in ast.walk(ast.parse((HOUSE / path).read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written from the top"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if name.startswith(WHERE_DATA_LIES):
                continue
            if parts[0] == "normalizer" and len(parts) > 1 and not parts[1].startswith("__version"):
                yield node.lineno, parts[1]


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in modules()} <= set(ROOMS)


@pytest.mark.parametrize("path", modules(), ids=str)
def test_a_room_imports_only_what_lies_before_it(path: Path) -> None:
    room = room_of(path)
    allowed = {*ROOMS[: ROOMS.index(room)], room}
    assert [f"line {line}: {name}" for line, name in imported(path) if name not in allowed] == []


def loaded_by(code: str) -> set[str]:
    """The packages that are imported once the code has run, in a process of its own."""
    report = "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"import sys\n{code}\n{report}"], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_the_look_at_what_is_loaded_sees_it() -> None:
    assert "numpy" in loaded_by("import numpy")


@pytest.mark.parametrize(
    "code", ["import normalizer", "from normalizer.cli import main\nmain(['--help'])", "from normalizer.cli import main\nmain(['run', '--help'])"]
)
def test_a_quick_start_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code) & set(HEAVY) == set()


def test_the_import_loads_none_of_the_house_but_the_door() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, normalizer; print([name for name in sys.modules if name.startswith('normalizer.')])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_too_long_to_read() -> None:
    assert [str(path) for path in modules() if len((HOUSE / path).read_text(encoding="utf-8").splitlines()) > LONG] == []
