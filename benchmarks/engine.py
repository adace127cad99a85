"""The rule engine under 1,000 more rules: time of an article in which nothing matches, and time to load.

    python benchmarks/engine.py [--rules N] [--own]

The rules are made up and given as packs of a user: each with a literal of its own, in every zone, with blocks for names, dates and agencies.
Asked for (at 1,000 rules loaded): at most .1 ms CPU per 3 kB article in which nothing matches, at most 150 ms CPU to load from the kept form.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import texts

#: Of each family: zone, kind, pattern; LITERAL stands for the made-up word of the rule.
FAMILIES = (
    ("line", "promo", "LITERAL .+"),
    ("line", "source_note", r"LITERAL ?[:：] ?{outlet}\.?"),
    ("head", "dateline", r"^{place}, {date} \(LITERAL\) ?{dash}+ "),
    ("tail", "signoff", r"[.!?] (?P<as_signoff>\(LITERAL [^()]+\))$"),
    ("anywhere", "furniture", "LITERAL {number:page}"),
)
EXAMPLE = {
    "line/promo": "LITERAL before the end of the week",
    "line/source_note": "LITERAL: The Example Post",
    "head/dateline": "Lisbon, June 27, 2019 (LITERAL) - It rained.",
    "tail/signoff": "It rained. (LITERAL Jane Roe)",
    "anywhere/furniture": "LITERAL 12",
}
PER_FILE = 100
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_LOAD = """
import sys, time
from pathlib import Path
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.cache import load_cached
started = time.process_time()
RuleBook(*load_cached([Path(folder) for folder in sys.argv[1:]]))
print(1000 * (time.process_time() - started))
"""


def word(rng: random.Random) -> str:
    """A made-up word, short enough that a thousand rules stay within what a user's packs may cost."""
    return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(4)).title()


def write_packs(folder: Path, count: int) -> None:
    """So many rules, in files of a hundred."""
    rng = random.Random(1)
    rules = []
    for number in range(count):
        zone, kind, pattern = FAMILIES[number % len(FAMILIES)]
        literal = word(rng)
        text = EXAMPLE[f"{zone}/{kind}"].replace("LITERAL", literal)
        rules.append(
            f'[[rule]]\nid = "made-up/r{number:04}"\nkind = "{kind}"\nwhat = "a made-up line"\nsource = "benchmarks/engine.py"\nzone = "{zone}"\n'
            f'literals = ["{literal}"]\npattern = \'{pattern.replace("LITERAL", literal)}\'\n\n[[rule.match]]\ntext = "{text}"\n'
        )
    for first in range(0, count, PER_FILE):
        (folder / f"made-up-{first // PER_FILE:02}.toml").write_text("\n".join(rules[first : first + PER_FILE]), encoding="utf-8")


def load_ms(folders: list[str]) -> float:
    """CPU to load and build the book in a fresh process, which is what a run pays."""
    return float(subprocess.run([sys.executable, "-c", _LOAD, *folders], check=True, capture_output=True, text=True).stdout)


def find_ms(folders: list[str], articles: list[bytes], repeat: int = 5) -> tuple[float, int]:
    """CPU of the engine per 3 kB on articles in which nothing matches, the best of a few turns each; and how many these were."""
    from normalizer.layout import lay_out, view
    from normalizer.rulebook.book import RuleBook
    from normalizer.rulebook.cache import load_cached

    book = RuleBook(*load_cached([Path(folder) for folder in folders]))
    views = [(view(lay_out(data.decode())), len(data)) for data in articles]
    views = [(seen, size) for seen, size in views if not book.find(seen)]
    total = 0
    for seen, _ in views:
        took = []
        for _ in range(repeat):
            started = time.process_time_ns()
            book.find(seen)
            took.append(time.process_time_ns() - started)
        total += min(took)
    return total / 1e6 * texts.ARTICLE / sum(size for _, size in views), len(views)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1000, metavar="N")
    parser.add_argument("--own", action="store_true", help="our own samples, also where the benchmark data is there")
    args = parser.parse_args()
    from rich import box
    from rich.console import Console
    from rich.table import Table

    articles = [data for _, data in texts.clean(args.own)]
    table = Table("", box=box.SIMPLE_HEAD, pad_edge=False, title=f"texts: {texts.where(args.own)}", title_justify="left")
    for head in ("shipped book", f"and {args.rules} rules", "asked"):
        table.add_column(head, justify="right")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CACHE_HOME"] = str(Path(home) / "cache")
        packs = Path(home) / "packs"
        packs.mkdir()
        write_packs(packs, args.rules)
        cold = [load_ms([]), load_ms([str(packs)])]
        warm = [min(load_ms(folders) for _ in range(3)) for folders in ([], [str(packs)])]
        (alone, count), (more, _) = find_ms([], articles), find_ms([str(packs)], articles)
    table.add_row(f"ms CPU per 3 kB in which nothing matches ({count} texts)", f"{alone:.3f}", f"{more:.3f}", "≤ 0.100")
    table.add_row("ms CPU to load, kept form", f"{warm[0]:.0f}", f"{warm[1]:.0f}", "≤ 150")
    table.add_row("ms CPU to load, first time", f"{cold[0]:.0f}", f"{cold[1]:.0f}", "")
    Console(width=None if sys.stdout.isatty() else 110, highlight=False).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
