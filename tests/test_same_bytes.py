"""The same bytes in give the same bytes out: under any seed of Python's hashes, with any number of workers, in any order of the arguments."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

RAW = Path(__file__).resolve().parents[1] / "samples" / "raw"


def run(*arguments: str, seed: int = 0) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    made = subprocess.run([sys.executable, "-m", "normalizer", "run", *arguments], env=environment, capture_output=True, check=False)
    assert made.returncode in (0, 1), made.stderr  # 1: the samples hold a broken record on purpose
    return made.stdout


@pytest.fixture(scope="module")
def expected() -> bytes:
    made = run(str(RAW))
    assert made.count(b"\n") == sum(path.read_bytes().count(b"\n") for path in (RAW.parent / "canonical").iterdir())
    return made


def test_under_any_hash_seed(expected: bytes) -> None:
    seeds = [1, 2, 3, 7, 42, 99, 1234, 65537, 4294967295]
    with ThreadPoolExecutor(2) as pool:  # two processes at a time: most of each is its start
        made = pool.map(lambda seed: run(str(RAW), seed=seed), seeds)
        assert [seed for seed, out in zip(seeds, made, strict=True) if out != expected] == []


def test_with_workers(expected: bytes) -> None:
    assert run(str(RAW), "--workers", "2", seed=5) == expected


def test_in_any_order_of_the_arguments(expected: bytes) -> None:
    assert run(*sorted(map(str, RAW.iterdir()), reverse=True)) == expected


def test_what_came_out_passes_through(expected: bytes, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(expected)
    assert run(str(path)) == expected
