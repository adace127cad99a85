"""The samples: whole articles of our own making, and to the byte what the command makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import normalizer
from normalizer.cli import main

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
RAW = sorted((SAMPLES / "raw").iterdir())
TEXTS = [path for path in RAW if path.suffix == ".txt"]


def canonical(raw: Path) -> Path:
    return SAMPLES / "canonical" / (raw.name if raw.suffix == ".jsonl" else f"{raw.stem}.json")


def test_every_raw_sample_has_its_canonical_one_and_its_line_in_the_readme() -> None:
    assert [canonical(path).name for path in RAW] == sorted(path.name for path in (SAMPLES / "canonical").iterdir())
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    told = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")]
    assert sorted(told) == [path.name for path in RAW]


def test_a_run_over_all_samples_writes_the_canonical_files_one_after_the_other(tmp_path: Path) -> None:
    out, rejects = tmp_path / "all.jsonl", tmp_path / "rejects.jsonl"
    assert main(["run", str(SAMPLES / "raw"), "-o", str(out), "--rejects", str(rejects)]) == 1
    assert out.read_bytes() == b"".join(canonical(path).read_bytes() for path in RAW)
    (rejected,) = map(json.loads, rejects.read_bytes().splitlines())
    assert rejected["raw"] == (SAMPLES / "raw" / "records.jsonl").read_text(encoding="utf-8").splitlines()[1]


@pytest.mark.parametrize("raw", TEXTS, ids=[path.stem for path in TEXTS])
def test_a_text(raw: Path) -> None:
    article = normalizer.normalize(raw.read_bytes(), path=raw.name)
    assert article.to_json() + b"\n" == canonical(raw).read_bytes()


@pytest.mark.parametrize("raw", TEXTS, ids=[path.stem for path in TEXTS])
def test_a_body_is_left_as_it_is(raw: Path) -> None:
    body = json.loads(canonical(raw).read_bytes())["body"]
    again = normalizer.normalize(body)
    assert (again.body, again.removed) == (body, ())


def test_a_canonical_sample_passes_through_whole(tmp_path: Path) -> None:
    out = tmp_path / "again.jsonl"
    assert main(["run", str(SAMPLES / "canonical"), "-o", str(out)]) == 0
    assert out.read_bytes() == b"".join(path.read_bytes() for path in sorted((SAMPLES / "canonical").iterdir()))
