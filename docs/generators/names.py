"""Names of languages and countries, from CLDR by way of babel."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

_ENGLISH = Locale("en")


@cache
def language(tag: str) -> str:
    """The English name of a language: ``pt-BR`` is Portuguese (Brazil); the tag itself where CLDR has none."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return str(_ENGLISH.languages.get(tag.partition("-")[0], tag))


@cache
def own(tag: str) -> str:
    """What a language calls itself; nothing where CLDR does not know."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or ""
    except (UnknownLocaleError, ValueError):
        return ""


@cache
def country(code: str) -> str:
    """The English name of a country: ``ES`` is Spain; the code itself where CLDR has none."""
    return str(_ENGLISH.territories.get(code, code))
