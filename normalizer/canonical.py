"""Canonical JSON: RFC 8785 bytes out, lenient JSON in.

RFC 8785 wants keys in the order of their UTF-16 code units, numbers as ECMAScript prints a double, and the shortest escapes.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import orjson

#: Integers up to here are the same number for every JSON reader (RFC 7493, section 2.2); what lies beyond is kept as a string.
SAFE = 2**53 - 1
#: Levels of nesting that :func:`tame` allows: below what Python's own call stack, pickle included, can walk on every platform.
DEEP = 500

_LONG_NUMBER = re.compile(rb"[0-9]{19}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Spelled(str):
    """A number as the JSON text spells it, because no double holds it: NaN, Infinity, 1e400, an integer of 20 digits."""

    __slots__ = ()


def write_common(value: Any) -> bytes:
    """The RFC 8785 bytes of a value without floats, with ASCII keys and integers up to :data:`SAFE`: all of an article but ``extensions``.

    On exactly that subset orjson equals RFC 8785 and is 13 times faster than a walk; beyond it floats (``1e16``), the order of keys
    beyond the BMP and great integers differ, so that :func:`write` is there. ValueError: a lone surrogate.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise ValueError(f"not a value of canonical JSON: {error}") from error


def write(value: Any) -> bytes:
    """The RFC 8785 bytes of any JSON value. ValueError: a lone surrogate, NaN, an integer no double holds (see :func:`tame`), no JSON type.

    Walks with a stack of its own: a caller's deep nesting must not meet Python's.
    """
    done: list[str] = []
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Token):
            done.append(item)
        elif isinstance(item, dict):
            waiting.append(_Token("}"))
            for number, key in enumerate(sorted(item, key=_utf16, reverse=True), start=1):
                waiting.append(item[key])
                waiting.append(_Token(("" if number == len(item) else ",") + _string(key) + ":"))
            waiting.append(_Token("{"))
        elif isinstance(item, (list, tuple)):
            waiting.append(_Token("]"))
            for number, part in enumerate(reversed(item), start=1):
                waiting.append(part)
                if number < len(item):
                    waiting.append(_Token(","))
            waiting.append(_Token("["))
        else:
            done.append(_scalar(item))
    try:
        return "".join(done).encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"not a value of canonical JSON: a lone surrogate, {error.object[error.start]!a}") from error


class _Token(str):
    """A piece of output that waits on the stack between values."""

    __slots__ = ()


def _utf16(key: str) -> bytes:
    """Keys stand in the order of their UTF-16 code units, in which U+1F600 comes before U+FB33 (the RFC's own example)."""
    return key.encode("utf-16-be", "surrogatepass")


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _scalar(item: Any) -> str:
    if item is None:
        return "null"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, str):
        return _string(item)
    if isinstance(item, float):
        return number(item)
    if isinstance(item, int):
        if -SAFE <= item <= SAFE or _is_double(item):
            return str(item)
        raise ValueError(f"no double holds the integer {str(item)[:40]}")
    raise ValueError(f"not a value of canonical JSON: {type(item).__name__}")


def number(value: float) -> str:
    """A double as ECMAScript prints it (ECMA-262, Number::toString). ValueError: NaN and the infinities, which JSON has not.

    Python's ``repr`` finds the same shortest digits; only where the point and the exponent go differs.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no JSON number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{point - 1:+d}"


def _is_double(item: int) -> bool:
    """Whether an integer beyond :data:`SAFE` is spelled as RFC 8785 spells the double it is: only so is it read back unchanged."""
    try:
        return number(float(item)) == str(item)
    except (OverflowError, ValueError):  # beyond 1.8e308; beyond the 4,300 digits that Python prints
        return False


def parse(data: bytes | str) -> Any:
    """The value of a JSON text, read leniently. ValueError: no lenient reader takes it (UnicodeDecodeError: the bytes are no Unicode).

    Takes a BOM, UTF-8, UTF-16 and UTF-32, NaN and Infinity, lone surrogates (kept in the strings, see :func:`tame`), raw control
    characters in strings. What no double holds is :class:`Spelled`.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if not _LONG_NUMBER.search(raw):  # orjson makes a float of an integer beyond 64 bit and says nothing
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError:
            pass  # the lenient reader below takes it or says why not
    text = raw.decode(json.detect_encoding(raw).removesuffix("-sig"), "surrogatepass").removeprefix("\ufeff")
    try:
        return json.loads(text, strict=False, parse_int=_integer, parse_float=_float, parse_constant=Spelled)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _integer(spelling: str) -> int | Spelled:
    return int(spelling) if len(spelling) <= 19 else Spelled(spelling)


def _float(spelling: str) -> float | Spelled:
    value = float(spelling)
    return value if math.isfinite(value) else Spelled(spelling)


def tame(value: Any, *, written: bool = False, depth: int = DEEP) -> tuple[Any, set[str]]:
    """The value as canonical JSON can hold it, and what had to change: ``number`` (kept as a string), ``surrogate`` (U+FFFD in its place).

    ``written``: the value comes out of canonical JSON, so that a great number spelled as RFC 8785 spells it is left alone.
    ValueError: nested deeper than :data:`DEEP` levels.
    """
    changed: set[str] = set()
    return _tame(value, written, depth, changed), changed


def _tame(value: Any, written: bool, depth: int, changed: set[str]) -> Any:
    if depth < 0:
        raise ValueError(f"nested deeper than {DEEP} levels")
    if isinstance(value, Spelled):
        if written and value.lstrip("-").isdecimal() and len(value) < 25 and _is_double(int(value)):
            return int(value)
        changed.add("number")
        return str(value)
    if isinstance(value, str):
        return _joined(value, changed)
    if isinstance(value, list):
        items = []
        for part in value:
            items.append(_tame(part, written, depth - 1, changed))  # noqa: PERF401  a comprehension is a second call frame a level
        return items
    if isinstance(value, dict):
        fields: dict[str, Any] = {}
        alike: dict[str, int] = {}
        for key, part in value.items():
            name = same = _joined(key, changed)
            while name in fields:  # keys that differed in lone surrogates only are numbered
                alike[same] = alike.get(same, 1) + 1
                name = f"{same}{alike[same]}"
            fields[name] = _tame(part, written, depth - 1, changed)
        return fields
    if isinstance(value, int) and not -SAFE <= value <= SAFE and not (written and _is_double(value)):
        changed.add("number")
        return str(value)
    return value


def _joined(text: str, changed: set[str]) -> str:
    """Surrogates that make a pair are joined (CESU-8 has them apart), a lone one becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if joined.count("\ufffd") > text.count("\ufffd"):
        changed.add("surrogate")
    return joined
