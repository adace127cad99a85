"""Time stamps of machines, as ISO 8601 with exactly the precision stated."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_DAY_SECONDS = 86400
_ISO = re.compile(
    r"(?P<day>[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)"
    r"(?:(?<=-[0-9]{2}-[0-9]{2})(?:T|t| +)(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?) ?(?P<zone>Z|z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def moment(part: Any) -> str | None:
    """A machine's time stamp as ISO 8601 with exactly the precision stated; ``None``: it is no such stamp.

    Takes ISO 8601 and SQL (``2019-06-27 03:57:00``) and the stamps of feeds and mail (RFC 5322, ``Thu, 27 Jun 2019 03:57:00 GMT``).
    """
    if not isinstance(part, str):
        return None
    iso = _ISO.fullmatch(part.strip())
    if iso and _is_day(iso["day"]):
        day, time, zone = iso["day"], iso["time"], (iso["zone"] or "").upper().replace("UTC", "Z")
        if zone[1:] and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        return f"{day}T{time}{zone}" if time else day
    return _mailed(part) if re.search(r"[0-9]:[0-9]{2}", part) else None


def _is_day(day: str) -> bool:
    """Whether an ISO date, or its beginning, is in the calendar."""
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _mailed(part: str) -> str | None:
    from email.utils import parsedate_tz  # brings half of the email package, for stamps of feeds alone

    try:
        stamp = parsedate_tz(part)
    except (ValueError, IndexError):  # parsedate_tz of Python 3.11 lets some broken stamps raise
        return None
    if not stamp or not (1 <= stamp[1] <= 12 and 1 <= stamp[2] <= 31 and stamp[3] < 24 and stamp[4] < 60 and 1000 <= stamp[0] <= 9999):
        return None
    if abs(stamp[9] or 0) >= _DAY_SECONDS or not _is_day(f"{stamp[0]:04d}-{stamp[1]:02d}-{stamp[2]:02d}"):
        return None
    seconds = f":{stamp[5]:02d}" if re.search(r"[0-9]:[0-9]{2}:[0-9]{2}", part) else ""
    hours, minutes = divmod(abs(stamp[9] or 0) // 60, 60)
    zone = "" if stamp[9] is None else f"{'-' if stamp[9] < 0 else '+'}{hours:02d}:{minutes:02d}"
    return f"{stamp[0]:04d}-{stamp[1]:02d}-{stamp[2]:02d}T{stamp[3]:02d}:{stamp[4]:02d}{seconds}{'Z' if zone == '+00:00' else zone}"
