"""Days of the calendars that newspapers print, as ISO 8601."""

from __future__ import annotations

from datetime import date


def iso(calendar: str, year: int | None, month: int, day: int) -> str | None:
    """ISO 8601 of a day; empty where the calendar cannot tell the day, None where there is no such day."""
    if calendar:
        if not 1 <= day <= 31 or calendar == "islamic" or year is None:
            return "" if 1 <= day <= 31 else None
        return _from_persian(year, month, day)
    if year is not None and 2400 <= year <= 2700:
        year -= 543
    try:
        # 29 February exists where no year is stated.
        whole = date(2000 if year is None else year, month, day).isoformat()
    except ValueError:
        return None
    return whole if year is not None else f"-{whole[4:]}"


def _from_persian(year: int, month: int, day: int) -> str | None:
    """A day of the Solar Hijri calendar by its 33-year cycle of 8 leap years, which agrees with the equinox from 1178 to 1633 (CLDR, ICU)."""
    leap = (25 * year + 11) % 33 < 8
    if not (1178 <= year <= 1633 and 1 <= day <= (31 if month < 7 else 30 if month < 12 or leap else 29)):
        return None
    # 1 Farvardin 1178 was 21 March 1799; leap years between are counted, not looped over.
    since = 365 * (year - 1) + (8 * year + 21) // 33
    days = since + (month - 1) * 31 - max(0, month - 7) + day
    return date.fromordinal(days + 226894).isoformat()
