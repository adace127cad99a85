"""Findings as text, JSON, annotations of GitHub, or SARIF 2.1.0 (OASIS, 2020). Content is never markup or escape in any of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from normalizer import __version__
from normalizer.cli.terminal import escaped
from normalizer.hook.baseline import fingerprint
from normalizer.hook.codes import codes
from normalizer.hook.diagnose import Finding

FORMATS = ("text", "json", "github", "sarif")
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def lines(found: Iterable[Finding], form: str) -> Iterator[str]:
    """The lines to print."""
    if form == "text":
        return map(line, found)
    if form == "github":
        return map(_annotation, found)
    return _document(found, form)


def line(finding: Finding) -> str:
    """``path:line:col CODE message``, inside JSON with the pointer and the offset in the value."""
    inside = f" at {finding.pointer}" if finding.pointer else ""
    inside += f":{finding.offset}" if finding.offset is not None else ""
    return escaped(f"{finding.path}:{finding.line}:{finding.column} {finding.code} {finding.message}{inside}")


def _annotation(finding: Finding) -> str:
    """A workflow command; what would end a property or the command is written in per cent, as GitHub reads it."""
    place = {"file": finding.path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:  # GitHub takes columns only of one line
        place |= {"col": finding.column, "endColumn": finding.end_column}
    place["title"] = finding.code
    properties = ",".join(f"{name}={_per_cent(str(value), ':,')}" for name, value in place.items())
    return f"::warning {properties}::{_per_cent(escaped(finding.message))}"


def _per_cent(text: str, more: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for mark in more:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return escaped(text)


def _document(found: Iterable[Finding], form: str) -> Iterator[str]:
    whole = [_plain(one) for one in found] if form == "json" else _sarif(found)
    yield escaped_json(whole)


def escaped_json(whole: Any) -> str:
    """JSON over lines, whose strings no terminal obeys."""
    return "\n".join(map(escaped, json.dumps(whole, ensure_ascii=False, indent=1).split("\n")))


def _plain(finding: Finding) -> dict[str, Any]:
    names = ("path", "line", "column", "end_line", "end_column", "code", "message", "rule", "pointer", "offset")
    return {name: value for name in names if (value := getattr(finding, name)) is not None} | {"fixable": codes()[finding.code].fixed}


def _sarif(found: Iterable[Finding]) -> dict[str, Any]:
    rules = [
        {
            "id": code.id,
            "name": code.name,
            "shortDescription": {"text": code.name},
            "help": {"text": code.page, "markdown": code.page},
            "properties": {"tags": [code.family]},
        }
        for code in codes().values()
    ]
    order = {id: number for number, id in enumerate(codes())}
    results = [_result(one, order[one.code]) for one in found]
    tool = {"driver": {"name": "normalizer", "version": __version__, "rules": rules}}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": tool, "columnKind": "unicodeCodePoints", "results": results}]}


def _result(finding: Finding, number: int) -> dict[str, Any]:
    from urllib.parse import quote

    uri = quote(os.fsencode(finding.path.replace(os.sep, "/")))
    if Path(finding.path).is_absolute():
        uri = f"file://{'' if uri.startswith('/') else '/'}{uri}"
    region = {"startLine": finding.line, "startColumn": finding.column, "endLine": finding.end_line, "endColumn": finding.end_column}
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    if finding.pointer:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "value"}]
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": "warning",
        "message": {"text": finding.message},
        "locations": [place],
        "partialFingerprints": {"normalizer/v1": fingerprint(finding)},
    }
