"""CPU time of each stage, and of the whole beside the obvious stack of the same packages, in one run on the same texts.

    python benchmarks/speed.py [--own] [--every N] [--repeat N]

Milliseconds of CPU per 3 kB of input; the best of a few turns for each text, what loads on the first use left out. Only the ratios mean
something on another machine. The obvious stack is what one writes in an afternoon: chardet.detect, ftfy.fix_text, BeautifulSoup with
get_text, a dozen re.sub, langdetect.detect, json.dumps.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import texts

from normalizer.cut import cut
from normalizer.decode import decode
from normalizer.language import tell
from normalizer.layout import lay_out, view
from normalizer.match import match
from normalizer.pipeline import Normalizer
from normalizer.repair import repair
from normalizer.settings import Hints, Settings

#: What a first attempt takes away.
DOZEN = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[A-ZÀ-Ž][\w ,.'-]* ?\((?:AFP|AP|Reuters|dpa|EFE|ANSA|AA|DHA)\) ?[-–—.]+ *", r"^\(ANSA\) - [A-Z ]+, .{2,8} - ", r"^新华社.{2,20}电（.*?）", r"^\(.*=.*\) .* = ",
        r"\((?:Reporting|Editing|Writing) by [^)]*\)", r"^(?:By|Von|Par|Por|Di) [A-ZÀ-Ž][\w. ]+$", r"^(?:Photo|Foto|Ảnh|Фото) ?:.*$", r"^(?:Source|Kaynak|Quelle|来源) ?[:：].*$",
        r"^.*(?:Telegram|newsletter|Twitter).*$", r"^©.*$", r"^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$", r"[ \t]+$",
    )
]  # fmt: skip
STAGES = ("decode, repair", "layout", "match", "cut", "language", "write")
_HINTS = Hints()


def obvious(data: bytes) -> bytes:
    """The obvious stack."""
    import chardet
    import ftfy
    import langdetect
    from bs4 import BeautifulSoup

    text = data.decode(chardet.detect(data)["encoding"] or "utf-8", "replace")
    text = BeautifulSoup(ftfy.fix_text(text), "html.parser").get_text()
    for pattern in DOZEN:
        text = pattern.sub("", text)
    try:
        language = langdetect.detect(text)
    except langdetect.LangDetectException:
        language = "und"
    return json.dumps({"body": text, "language": language}, ensure_ascii=False).encode()


class Stages:
    """The pipeline with a clock between its stages; what a stage needs is made outside the time of the next."""

    def __init__(self) -> None:
        self.normalizer = Normalizer()
        self.settings = Settings()
        self.book = self.normalizer._book

    def run(self, data: bytes) -> Iterator[tuple[str, int]]:
        """Each stage with the nanoseconds it took."""
        decoded, took = timed(lambda: decode(data))
        repaired, more = timed(lambda: repair(decoded.text))
        yield "decode, repair", took + more
        text = repaired.text
        _, layout = timed(lambda: view(lay_out(text)))
        yield "layout", layout
        matched, took = timed(lambda: match(text, self.book, _HINTS))
        yield "match", took - layout
        pieces, took = timed(lambda: cut(matched, self.book.words.lexicon))
        yield "cut", took
        _, language = timed(lambda: tell(text, pieces.spans, self.settings, _HINTS))
        yield "language", language
        article = self.normalizer.normalize(data)
        _, took = timed(article.to_json)
        yield "write", took


def timed(call: Callable[[], Any]) -> tuple[Any, int]:
    """What a call gives, and the nanoseconds of CPU it took."""
    started = time.process_time_ns()
    given = call()
    return given, time.process_time_ns() - started


def best(pieces: list[tuple[str, bytes]], repeat: int, runs: dict[str, Callable[[bytes], Any]], stages: Stages) -> Counter[str]:
    """Milliseconds per 3 kB for each stage and each whole run, in turns text by text."""
    spent: Counter[str] = Counter()
    for _, data in pieces:
        took: dict[str, int] = {}
        for _ in range(repeat):
            turn = [*stages.run(data), *((name, timed(partial(run, data))[1]) for name, run in runs.items())]
            for name, nanoseconds in turn:
                took[name] = min(took.get(name, nanoseconds), nanoseconds)
        spent.update(took)
    scale = 1e6 * sum(len(data) for _, data in pieces) / texts.ARTICLE
    return Counter({name: total / scale for name, total in spent.items()})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", action="store_true", help="our own samples, also where the benchmark data is there")
    parser.add_argument("--every", type=int, default=3, metavar="N", help="every Nth text")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="turns, of which the best counts")
    args = parser.parse_args()
    warnings.simplefilter("ignore")  # bs4 says of some articles that they look like file names
    from rich import box
    from rich.console import Console
    from rich.table import Table

    stages, plain = Stages(), Normalizer(Settings(fragments=False))
    runs: dict[str, Callable[[bytes], Any]] = {
        "normalize": lambda data: stages.normalizer.normalize(data).to_json(),
        "without fragments": lambda data: plain.normalize(data).to_json(),
        "obvious stack": obvious,
    }
    every = 1 if args.own else args.every
    sets = {"clean": texts.clean(args.own)[::every], "noisy": texts.noisy(args.own)[::every]}
    for pieces in sets.values():
        for _, data in pieces:
            for run in runs.values():
                run(data)
    found = {name: best(pieces, args.repeat, runs, stages) for name, pieces in sets.items()}
    table = Table("ms CPU per 3 kB", box=box.SIMPLE_HEAD, pad_edge=False, title=f"texts: {texts.where(args.own)}", title_justify="left")
    for name, pieces in sets.items():
        table.add_column(f"{name} ({len(pieces)})", justify="right")
        table.add_column("share", justify="right")
    for stage in STAGES:
        table.add_row(stage, *(cell for of in found.values() for cell in (f"{of[stage]:.3f}", f"{of[stage] / sum(of[s] for s in STAGES):.0%}")))
    table.add_section()
    for name in runs:
        table.add_row(name, *(cell for of in found.values() for cell in (f"{of[name]:.3f}", f"{of[name] / of['normalize']:.2f}×")))
    Console(width=None if sys.stdout.isatty() else 110, highlight=False).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
