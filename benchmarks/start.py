"""What a short command costs: CPU of whole processes beyond that of bare Python, all taken in turns so that the machine's moods meet all alike.

    python benchmarks/start.py [--turns N]

Asked for: `check` of one clean text file at most 300 ms CPU, rule book included; `check` of 1,000 small clean files under 3 s by the clock on
two cores; `--help` at most 120 ms, `import normalizer` 60 ms. The rule book is the kept one: the first command after a change of rules makes it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: As small as files of articles are; no rule takes anything of it.
CLEAN = """The council of ward {number} met on Tuesday to talk about the harbour and its old pier, which nobody has used since the storm.

It will meet again next week, a spokeswoman said, and nobody expects a vote before the summer, when the ferries run twice as often as they do now.
"""
MANY = 1000


def spent(command: list[str], folder: str) -> tuple[float, float]:
    """CPU and time by the clock of a command that ends well, in milliseconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), 1000 * (ended - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15)
    turns = parser.parse_args().turns
    command = [sys.executable, "-m", "normalizer"]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "many").mkdir()
        for number in range(MANY):
            Path(folder, "many", f"{number}.txt").write_text(CLEAN.format(number=number), encoding="utf-8")
        commands = {
            "bare Python": [sys.executable, "-c", "pass"],
            "import normalizer": [sys.executable, "-c", "import normalizer"],
            "normalizer --help": [*command, "--help"],
            "normalizer check, one clean file": [*command, "check", "many/0.txt"],
            f"normalizer check, {MANY:,} clean files": [*command, "check", "many"],
        }
        for one in commands.values():
            spent(one, folder)  # compiled modules and the kept rule book are there from now on
        taken = [{name: spent(one, folder) for name, one in commands.items()} for _ in range(turns)]
    bare = [turn["bare Python"][0] for turn in taken]
    print(f"{turns} turns                               CPU ms beyond bare Python: least, median, most        by the clock, median")
    for name in commands:
        beyond = sorted(turn[name][0] - least for turn, least in zip(taken, bare, strict=True))
        clock = statistics.median(turn[name][1] for turn in taken)
        shown = bare if name == "bare Python" else beyond
        print(f"{name:40} {min(shown):8.0f} {statistics.median(shown):8.0f} {max(shown):8.0f} {clock:40.0f}")


if __name__ == "__main__":
    main()
