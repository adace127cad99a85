"""What the address of a page says of who publishes it."""

from __future__ import annotations

from urllib.parse import urlsplit


def host(url: str | None) -> str:
    """The host of an address, in small letters; empty: it has none, or is no address (`http://[` is a fault to the standard library)."""
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""
