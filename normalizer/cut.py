"""One splice: the body, every piece of T, and the fields that the pieces state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from normalizer.article import Caption, Dateline, Span, Version
from normalizer.match import Claim, Matched
from normalizer.rulebook.readers import Lexicon, version_parts

#: Whose word on the agency counts first: the dateline, then who says where the copy is from, then who signed.
_AGENCY_ORDER = ("dateline", "source_note", "signoff", "byline", "slug", "timestamp", "end_mark", "copyright", "editor_note")
#: A year is inferred for a dateline only from a full date in the same document that lies this near, in days.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Cut:
    """The body, all spans of T in order, and the article's fields by name."""

    body: str
    spans: tuple[Span, ...]
    fields: dict[str, Any] = field(default_factory=dict)


def cut(matched: Matched, lexicon: Lexicon, stated: Mapping[str, Any] | None = None) -> Cut:
    """Body, spans and fields of what was matched; ``stated`` are fields that the markup or the record states, which no piece overrules."""
    return Cut(matched.left.text, matched.spans(), read_fields(matched.claims, lexicon, stated))


def read_fields(claims: Sequence[Claim], lexicon: Lexicon, stated: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The fields that are stated or that claims state, the first to state one wins."""
    fields: dict[str, Any] = dict(stated or {})
    for claim in claims:
        for name, value in _of_kind(claim, lexicon).items():
            if isinstance(value, tuple):
                fields[name] = tuple(dict.fromkeys((*fields.get(name, ()), *value)))
            elif value is not None and (name not in fields or _is_finer(name, value, fields[name], stated)):
                fields[name] = value
    agencies = [
        (kind, dict(claim.fields)["agency"]) for kind in _AGENCY_ORDER for claim in claims if claim.kind == kind and "agency" in dict(claim.fields)
    ]
    if agencies:
        fields["agency"] = agencies[0][1]
    if "published" not in fields and (stamped := next(filter(None, map(_stamp, claims)), None)):
        fields["published"] = stamped
    if "dateline" in fields and "published" in fields:
        fields["dateline"] = with_year(fields["dateline"], fields["published"])
    return fields


def with_published(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields; where nobody says when the copy came out, the time of its last change is the only one that its reader is told."""
    return fields | {"published": fields["modified"]} if "modified" in fields and "published" not in fields else fields


def _is_finer(name: str, value: Any, before: Any, stated: Mapping[str, Any] | None) -> bool:
    """Whether a second stamp has the time of day where the first has the day alone (``4. marts 2022`` above, ``04. marts 2022 kl. 08:05`` below)."""
    return name == "published" and name not in (stated or {}) and len(before) == len("2020-01-02") and value.startswith(f"{before}T")


def _stamp(claim: Claim) -> str | None:
    """What a line of date and time says that no rule could read, by its neighbours known to be one: its only date, year included."""
    if claim.kind != "timestamp" or claim.fields:
        return None
    from normalizer.rulebook import dates  # its grammar takes 20 ms to compile, and such lines are few

    found = [one.iso for one in dates.find(claim.words) if one.kind in ("date", "datetime")]
    return found[0] if len(found) == 1 and found[0][:1].isdigit() else None


def _of_kind(claim: Claim, lexicon: Lexicon) -> dict[str, Any]:
    """The article fields that one claim states, by its kind and by the names its rule gave to what it read."""
    said = dict(claim.fields)
    stated: dict[str, Any] = {
        name: said[name] for name in ("modified", "reprinted_from", "publisher", "issue", "page", "urgency", "slugline") if name in said
    }
    if "keywords" in said:
        stated["keywords"] = tuple(word.strip() for word in said["keywords"].split(",") if word.strip())
    elif "slugline" in said:
        stated["keywords"] = tuple(said["slugline"].replace("-", " ").replace("/", " ").split())
    if "version" in said:
        stated["version"] = Version(said["version"], *version_parts(said["version"], lexicon))
    if "person" in said:
        stated["authors"] = tuple(said["person"].split(", "))
    if claim.kind == "byline" and "place" in said:  # 〔記者王小明／台北報導〕
        stated["dateline"] = Dateline(said["place"])
    if claim.kind == "dateline":
        read = Dateline(said.get("place"), said.get("date"), said.get("agency"))
        stated["dateline"] = read if read != Dateline() else None
    elif published := _published(said):
        stated["published"] = published
    if claim.kind in ("headline", "deck", "copyright"):
        stated[claim.kind] = said.get(claim.kind, claim.words)
    elif claim.kind == "editor_note":
        stated["editor_notes"] = (said.get("note", claim.words),)
    elif claim.kind == "signoff":
        stated["sign_off"] = said.get("sign_off", claim.words.strip("()[]（）【】 "))
    elif claim.kind == "caption":
        stated["captions"] = (Caption(said.get("text", None if "credit" in said else claim.words), said.get("credit")),)
    return stated


def _published(said: dict[str, str]) -> str | None:
    """A publication time of exactly the precision stated; a time of day without its day says nothing."""
    for name in ("when", "moment"):
        if name in said and not said[name].startswith("--"):
            return said[name]
    if "date" in said and not said["date"].startswith("--"):
        return f"{said['date']}T{said['time']}" if "time" in said else said["date"]
    return None


def with_year(dateline: Dateline, published: str) -> Dateline:
    """The dateline with the year that lies next to the publication, where both stand in the document and lie near."""
    if dateline.date is None or not dateline.date.startswith("--") or not published[:4].isdigit() or len(published) < 10:
        return dateline
    day = date.fromisoformat(published[:10])
    for year in (day.year, day.year - 1, day.year + 1):
        try:
            near = date.fromisoformat(f"{year}{dateline.date[1:]}")
        except ValueError:  # 29 February of another year
            continue
        if abs((near - day).days) <= _NEAR:
            return Dateline(dateline.place, near.isoformat(), dateline.agency)
    return dateline
