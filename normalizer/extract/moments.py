"""Time stamps as markup writes them, in ISO 8601 with exactly the precision stated."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_TIME = (
    r"(?:(?:[T ]|, | - |\s+)\s*(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?P<fraction>\.\d{1,9})?\d*)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-][01]\d:?[0-5]\d|[+-][01]\d)?)?"
)
#: As machines write them whatever their language: RFC 5322, section 3.3; ECMA-262, Date.prototype.toString.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: ISO 8601 and its common misspellings; 20190627; 27.06.2019 (points are written by those who put the day first); `June 27, 2019`, `27 June 2019`.
_SHAPES = tuple(
    re.compile(shape + r"(?:\s*\[[\w/]+\])?", re.IGNORECASE | re.ASCII)
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME,
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:[T ]?(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d))?(?P<zone>Z|[+-]\d{4})?)?",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})" + _TIME,
        r"(?:[a-z]{3,9},? )?(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?: at)?" + _TIME,
        r"(?:[a-z]{3,9},? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})(?: at)?" + _TIME,
    )
)
#: Seconds or milliseconds since 1970, of the years 1996 to 2096.
_EPOCH = re.compile(r"(8[2-9]\d{8}|9\d{9}|[1-3]\d{9})(\d{3})?")
#: A time of day, and the zone behind it where that is UTC by one of its names.
_CLOCK, _IS_UTC = re.compile(r"[0-9]:[0-9]{2}(:[0-9]{2})?"), re.compile(r"\s*(?:[+-]0000|UTC?|GMT|Z)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d)(?: ([+-]\d{4}))?(?: \(.*\))?", re.ASCII)
_DAY_SECONDS = 86_400
#: The day in the address of a page.
_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>0?[1-9]|1[0-2]|[a-z]{3})[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_-])", re.IGNORECASE)


def moment(stamp: str) -> str | None:
    """A stamp as ISO 8601; None: it is none, or says a day in an order that only its country knows (`03/04/2019`)."""
    stamp = " ".join(stamp.split())[:80]
    if epoch := _EPOCH.fullmatch(stamp):
        return datetime.fromtimestamp(int(epoch[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for shape in _SHAPES:
        if found := shape.fullmatch(stamp):
            return _written(found.groupdict())
    return mailed(stamp)


def day_in(url: str | None) -> str | None:
    """The day that an address states (`/2019/06/27/`)."""
    found = _IN_URL.search(url or "")
    if not found:
        return None
    parts = found.groupdict()
    if not parts["month"].isdigit():
        parts["name"] = parts.pop("month")
    return _written(parts)


def _written(parts: dict[str, str | None]) -> str | None:
    month = parts.get("month")
    name = (parts.get("name") or "")[:3].lower()
    if name:
        month = str(_MONTHS.index(name) + 1) if name in _MONTHS else None
    if not month:
        return None
    try:
        day = date(int(parts["year"] or 0), int(month), int(parts["day"] or 0)).isoformat()
    except ValueError:
        return None
    if not parts.get("hour"):
        return day
    hour = int(parts["hour"] or 0)
    if half := (parts.get("half") or "")[:1].lower():
        if not 1 <= hour <= 12:
            return day
        hour = hour % 12 + 12 * (half == "p")
    seconds = f":{parts['second']}{parts.get('fraction') or ''}" if parts.get("second") else ""
    return f"{day}T{hour:02d}:{parts['minute']}{seconds}{_zone(parts.get('zone'))}"


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def mailed(stamp: str) -> str | None:
    """A stamp of mail and feeds (RFC 5322, `Thu, 27 Jun 2019 03:57:00 GMT`) or JavaScript (`Thu Jun 27 2019 03:57:00 GMT+0300`); None: it is none.

    A zone is stated where it is an offset, or a name that the RFC knows: `CEST` is none.
    """
    from email.utils import parsedate_tz  # brings half of the email package

    stamp = re.sub(r"GMT(?=[+-][0-9]{4})", "", stamp)
    if script := _SCRIPT.fullmatch(stamp):
        stamp = f"{script[2]} {script[1]} {script[3]} {script[4]} {script[5] or ''}"
    clock = _CLOCK.search(stamp)
    try:
        read = parsedate_tz(stamp) if clock else None
    except (ValueError, IndexError):  # Python 3.11 lets some broken stamps raise
        return None
    if not clock or not read or not (1000 <= read[0] <= 9999 and read[3] < 24 and read[4] < 60 and read[5] <= 60):
        return None
    offset = read[9] or 0  # also of a zone that is unknown, or not stated
    if abs(offset) >= _DAY_SECONDS:
        return None
    hours, minutes = divmod(abs(offset) // 60, 60)
    zone = f"{'-' if offset < 0 else '+'}{hours:02d}{minutes:02d}" if offset else "Z" if _IS_UTC.match(stamp, clock.end()) else None
    return _written({"year": str(read[0]), "month": str(read[1]), "day": str(read[2]), "hour": str(read[3]), "minute": f"{read[4]:02d}",
                     "second": f"{read[5]:02d}" if clock[1] else None, "zone": zone})  # fmt: skip
