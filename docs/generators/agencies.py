"""The agencies: a page each, and lists of them by country and by language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generators import names
from generators.markup import Page, chips, count, heading, inert, link, prose, table
from generators.rules import of_pack, page_of, trail
from normalizer.rulebook.bench import Bench

_INDEX = "catalogue/agencies/index.md"
_SPOKEN = "catalogue/agencies/by-language.md"
Named = tuple[str, dict[str, Any]]


def pages(bench: Bench) -> Iterator[Page]:
    """The lists, and the page of every agency."""
    packs = sorted(((name, pack) for name, pack in bench.packs if "agency" in pack), key=lambda one: (one[1]["agency"]["name"].casefold(), one[0]))
    languages = {pack["language"]: page_of(name) for name, pack in bench.packs if "language" in pack}
    yield Page(_INDEX, "Agencies by country", _by_country(packs))
    yield Page(_SPOKEN, "Agencies by language", _by_language(packs, languages))
    for name, pack in packs:
        yield Page(page_of(name), pack["agency"]["name"], _page(name, pack, packs, languages), listed=False)


def _by_country(packs: list[Named]) -> str:
    groups = _groups(packs, lambda agency: [agency.get("country", "")], lambda code: names.country(code) if code else "No country")
    rows = ((inert(country), ", ".join(_links(_INDEX, group))) for country, group in groups)
    head = f"# Agencies by country\n\n{count(len(packs), 'agency', 'agencies')} are known by every name they are printed with. "
    return head + f"The same {link('by the languages they file in', _INDEX, _SPOKEN)}.\n\n{table(('country', 'agencies'), rows)}\n"


def _by_language(packs: list[Named], pages_of: dict[str, str]) -> str:
    groups = _groups(packs, lambda agency: agency.get("languages", ()), lambda tag: tag)
    rows = ((_language(tag, _SPOKEN, pages_of), ", ".join(_links(_SPOKEN, group))) for tag, group in groups)
    return f"# Agencies by language\n\nThe languages that each files in. {link('By country', _SPOKEN, _INDEX)}.\n\n{table(('language', 'agencies'), rows)}\n"


def _groups(packs: list[Named], keys: Any, name: Any) -> list[tuple[str, list[Named]]]:
    groups: dict[str, list[Named]] = {}
    for one in packs:
        for key in keys(one[1]["agency"]):
            groups.setdefault(name(key), []).append(one)
    return sorted(groups.items())


def _links(here: str, packs: list[Named]) -> Iterator[str]:
    return (link(inert(pack["agency"]["name"]), here, page_of(name)) for name, pack in packs)


def _language(tag: str, here: str, pages_of: dict[str, str]) -> str:
    words = f"{inert(names.language(tag))} (`{tag}`)"
    return link(words, here, pages_of[tag]) if tag in pages_of else words


def _page(name: str, pack: dict[str, Any], packs: list[Named], languages: dict[str, str]) -> str:
    agency, here = pack["agency"], page_of(name)
    parts = [heading(1, inert(agency["name"]), f"agencies/{PurePosixPath(name).stem}"), trail(name)]
    rows = [("full name", inert(agency.get("full", agency["name"])))]
    if agency.get("country"):
        rows.append(("country", inert(names.country(agency["country"]))))
    rows += [
        ("files in", ", ".join(_language(tag, here, languages) for tag in agency.get("languages", ()))),
        ("source", prose(agency["source"])),
        ("pack", f"`rules/{name}`"),
    ]
    parts += [table(("", ""), rows), "## Printed as", chips(agency["forms"])]
    if agency.get("weak"):
        parts += [
            "Ordinary words or very short: these count only between brackets, between slashes or after a label that says *source*.",
            chips(agency["weak"]),
        ]
    others = {key: value for key, value in agency.items() if key not in ("name", "full", "country", "languages", "forms", "weak", "source")}
    if others:
        parts.append(table(("", ""), ((inert(key), inert(str(value))) for key, value in others.items())))
    if pack.get("rule") or "page" in pack:
        parts += ["What only its copy has:", of_pack(pack)]
    else:
        parts.append(f"It needs no rule of its own: every {link('shape', here, 'catalogue/shapes/index.md')} knows it by these names.")
    near = [one for one in packs if one[1]["agency"].get("country") == agency.get("country") and one[0] != name]
    if near and agency.get("country"):
        parts += [f"## Others of {inert(names.country(agency['country']))}", ", ".join(_links(here, near))]
    return "\n\n".join(parts) + "\n"
