"""Quality beside its floors: what the scorers of the benchmark data say of this checkout, one row a figure.

    python benchmarks/quality.py [--every N] [--only SET ...] [--json]

Needs the benchmark data (a folder ``shared`` beside the checkout, or ``--data DIR``); its scorers run in the Python that runs this. With
``--every N`` the scorers that can take a sample of every Nth case: the floors hold for these samples too. Exit status: 0 every
figure keeps its floor; 1 one does not; 2 no data.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
#: Every set: the scorer and its arguments (files below the data folder), and whether it can take a sample.
SETS: dict[str, tuple[tuple[str, ...], bool]] = {
    "dev": (("wirebench/score.py", "wirebench/dev.jsonl", "--json"), False),
    "dev-pages": (("wirebench/score.py", "wirebench/dev-pages.jsonl", "--json"), False),
    "containers": (("wirebench/score.py", "wirebench/containers.jsonl", "--json"), False),
    "pages": (("pages/score.py", "--no-peer"), False),
    "languages": (("textbench/score.py", "languages", "--json"), True),
    "fragments": (("textbench/score.py", "fragments", "--json"), False),
    "clean": (("textbench/score.py", "clean", "--json"), True),
    "encodings": (("textbench/score.py", "encodings", "--json"), True),
    "mojibake": (("textbench/score.py", "mojibake", "--json"), True),
}
#: Figures that are counts; all others are shares.
COUNTS = ("errors", "changed", "with something removed")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a set beside its floor and what was asked for; shares are between 0 and 1."""

    set: str
    figure: str
    value: float
    floor: float | None
    asked: float | None
    lower_is_better: bool

    @property
    def holds(self) -> bool:
        """Whether the figure is at least as good as its floor."""
        return self.floor is None or self.reaches(self.floor)

    def reaches(self, mark: float) -> bool:
        """Whether the figure is at least as good as a mark."""
        return self.value <= mark if self.lower_is_better else self.value >= mark


def floors() -> dict[str, Any]:
    """``benchmarks/floors.json``: ``floors`` and ``asked`` by set and figure, and which figures are ``lower_is_better``."""
    read: dict[str, Any] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    return read


def score(name: str, data: Path = SHARED, every: int = 1) -> dict[str, float]:
    """The figures of a set, flat (``fields.agency``). CalledProcessError: the scorer failed."""
    arguments, sampled = SETS[name]
    command = [sys.executable, *(str(data / part) if "/" in part else part for part in arguments)]
    if sampled and every > 1:
        command += ["--every", str(every)]
    return dict(flat(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)))


def flat(said: dict[str, Any], above: str = "") -> Iterable[tuple[str, float]]:
    """The numbers in what a scorer said. ``[share, of how many]`` gives the share, ``"43/45"`` gives .9556, anything else is left out."""
    for key, value in said.items():
        name = f"{above}.{key}" if above else key
        if isinstance(value, dict):
            yield from flat(value, name)
        elif isinstance(value, list) and len(value) == 2 and isinstance(value[0], int | float):
            yield name, float(value[0])
        elif isinstance(value, str) and value.replace("/", "").isdigit():
            part, whole = map(int, value.split("/"))
            yield name, part / whole
        elif isinstance(value, int | float):
            yield name, float(value)


def rows(name: str, figures: dict[str, float]) -> list[Row]:
    """The figures of a set that have a floor or were asked for. KeyError: the scorer does not give one that has a floor."""
    pinned = floors()
    floor, asked = pinned["floors"].get(name, {}), pinned["asked"].get(name, {})
    return [Row(name, key, figures[key], floor.get(key), asked.get(key), key in pinned["lower_is_better"]) for key in {**floor, **asked}]


def show(found: Iterable[Row]) -> None:
    """The table, on standard output."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table("set", "figure", box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("measured", "floor", "asked", ""):
        table.add_column(head, justify="left" if not head else "right")
    last = ""
    for row in found:
        word = "below its floor" if not row.holds else "open" if row.asked is not None and not row.reaches(row.asked) else ""
        table.add_row("" if row.set == last else row.set, row.figure, written(row, row.value), mark(row, row.floor), mark(row, row.asked), word)
        last = row.set
    Console(width=None if sys.stdout.isatty() else 110, highlight=False).print(table)


def mark(row: Row, value: float | None) -> str:
    """A floor or what was asked for, with the side on which the figure must lie; nothing where there is none."""
    return "" if value is None else f"{'≤' if row.lower_is_better else '≥'} {written(row, value)}"


def written(row: Row, value: float) -> str:
    """A count as it is, a share as a percentage to two places."""
    return f"{value:.0f}" if row.figure in COUNTS else f"{value:.2%}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--only", nargs="+", choices=list(SETS), default=list(SETS), metavar="SET", help=", ".join(SETS))
    parser.add_argument("--json", action="store_true", help="every figure that the scorers give, as JSON")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"quality: no benchmark data in {args.data}; say with --data DIR where it is", file=sys.stderr)
        return 2
    figures = {name: score(name, args.data, args.every) for name in args.only}
    if args.json:
        print(json.dumps(figures, indent=1))
        return 0
    found = [row for name in args.only for row in rows(name, figures[name])]
    show(found)
    return 0 if all(row.holds for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
