"""Time stamps of machines, as ISO 8601 with exactly the precision stated."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_ISO = re.compile(
    r"(?P<day>[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)"
    r"(?:(?<=-[0-9]{2}-[0-9]{2})(?:T|t| +)(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?) ?(?P<zone>Z|z|UTC|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])?)?"
)
_CLOCK = re.compile(r"[0-9]:[0-9]{2}")
#: No stamp is longer.
_LONGEST = 80


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
    if not _CLOCK.search(part):
        return None
    from normalizer.extract.moments import mailed  # its shapes take milliseconds to compile, and few stamps are of feeds

    return mailed(" ".join(part.split())[:_LONGEST])


def _is_day(day: str) -> bool:
    """Whether an ISO date, or its beginning, is in the calendar."""
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True
