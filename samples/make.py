"""Writes ``samples/canonical/`` anew from ``samples/raw/``: ``make samples``. Then read every line of the difference before it goes in.

For each raw file one canonical file of the same name, with just the bytes that ``normalizer run samples/raw`` writes for it: of a text one
line (``.json``), of a file of records a line each (``.jsonl``). What ``run`` says of the record that is broken on purpose is expected.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from normalizer.cli import main

HERE = Path(__file__).resolve().parent
RAW, CANONICAL = HERE / "raw", HERE / "canonical"


def made() -> dict[str, bytes]:
    """What a run over ``samples/raw`` writes, by the name of the canonical file that it belongs in."""
    with tempfile.TemporaryDirectory() as home:
        out = Path(home) / "articles.jsonl"
        main(["run", str(RAW), "-o", str(out), "--rejects", str(Path(home) / "rejects.jsonl")])
        lines = out.read_bytes().splitlines(keepends=True)
    files: dict[str, bytes] = {}
    for line in lines:
        name = canonical_name(Path(json.loads(line)["source"]["path"]))
        files[name] = files.get(name, b"") + line
    return files


def canonical_name(raw: Path) -> str:
    """The name of the canonical file of a raw one."""
    return raw.name if raw.suffix == ".jsonl" else f"{raw.stem}.json"


if __name__ == "__main__":
    CANONICAL.mkdir(exist_ok=True)
    now = made()
    for path in CANONICAL.glob("*.json*"):
        if path.name not in now:
            path.unlink()
            print(f"gone     {path.name}")
    for name, data in sorted(now.items()):
        path = CANONICAL / name
        word = "new" if not path.exists() else "changed" if path.read_bytes() != data else None
        if word:
            path.write_bytes(data)
            print(f"{word:<8} {name}")
    sys.exit(0)
