"""Findings that are known: day one of a linter in an old repository is not ten thousand lines.

A finding is known by its code and its words, not by its line, so that an article may be edited above and below it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from normalizer.hook.diagnose import Finding

VERSION = 1
#: Hexadecimal digits of a fingerprint: among a million findings of one file and code no two are taken for one by chance.
_DIGITS = 16


class BaselineError(ValueError):
    """The file is no baseline, or cannot be written; the message says what to do."""


class Baseline:
    """How often which finding of which file is known."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self._known = Counter(known)

    def knows(self, path: str, finding: Finding) -> bool:
        """Whether a finding is known; each entry answers for one finding, so that a second of the same words is new."""
        key = (path, fingerprint(finding))
        if self._known[key] <= 0:
            return False
        self._known[key] -= 1
        return True


def fingerprint(finding: Finding) -> str:
    """The code, and a hash of the words without white space at the ends."""
    digest = hashlib.sha256(f"{finding.pointer or ''}\0{finding.words.strip()}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{finding.code}:{digest[:_DIGITS]}"


def load(path: str) -> Baseline:
    """The baseline of a file. BaselineError: it cannot be read or is none."""
    try:
        data: Any = json.loads(Path(path).read_bytes())
        if data["version"] != VERSION:
            raise BaselineError(f"{path} is a baseline of version {data['version']}; write it anew with --write-baseline")
        return Baseline((name, one) for name, found in data["findings"].items() for one in found)
    except OSError as error:
        raise BaselineError(f"{path} cannot be read: {error.strerror}; write it with --write-baseline") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        if isinstance(error, BaselineError):
            raise
        raise BaselineError(f"{path} is no baseline; write it anew with --write-baseline") from error


def save(path: str, found: Iterable[tuple[str, Finding]]) -> int:
    """Write a baseline of all findings; how many. BaselineError: its folder is not there. OSError: it cannot be written.

    One finding a line: versions of it can be compared.
    """
    folder = Path(path).parent
    if not folder.is_dir():
        raise BaselineError(f"cannot write {path}: there is no folder {folder}; make it first")
    by_path: dict[str, list[str]] = {}
    for name, finding in found:
        by_path.setdefault(name, []).append(fingerprint(finding))
    data = {"version": VERSION, "findings": {name: sorted(by_path[name]) for name in sorted(by_path)}}
    draft = Path(f"{path}.{os.getpid()}.draft")
    try:
        draft.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        error.filename = path  # and not the draft, which nobody asked for
        raise
    finally:
        draft.unlink(missing_ok=True)
    return sum(map(len, by_path.values()))
